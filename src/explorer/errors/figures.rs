//! Figures of the target in words: errors, sizes, rows.

use crate::model::Model;
use crate::widgets::text::signed;
use grafscope_core::table::{ColumnId, Format, number};

/// How figures of the target are written.
pub(crate) struct Figures {
    format: Format,
    truth: ColumnId,
    predicted: ColumnId,
    error: ColumnId,
}

impl Figures {
    pub(crate) fn of(model: &Model) -> Option<Self> {
        let table = model.table()?;
        let error = table.find("error")?;
        Some(Self {
            format: table.column(error).spec.format,
            truth: table.find("true")?,
            predicted: table.find("predicted")?,
            error,
        })
    }

    pub(crate) fn error(&self, value: f64) -> String {
        signed(value, self.format)
    }

    /// A size, which has no sign.
    pub(crate) fn size(&self, value: f64) -> String {
        if value.is_nan() {
            "n/a".to_owned()
        } else {
            number(value, self.format)
        }
    }

    /// A mean error, with its sign where it is `signed`, or else a mean absolute error.
    pub(crate) fn mean(&self, value: f64, signed: bool) -> String {
        if signed {
            self.error(value)
        } else {
            self.size(value)
        }
    }

    pub(crate) fn mean_title(signed: bool) -> &'static str {
        if signed { "mean error" } else { "mean |error|" }
    }

    pub(crate) fn short(model: &Model, name: &str) -> String {
        let column = model
            .table()
            .and_then(|table| table.find(name).map(|id| table.column(id)));
        column.map_or_else(|| name.to_owned(), |column| column.spec.short.clone())
    }

    /// An architecture with what is true and predicted of it; `what` it is.
    pub(crate) fn row(&self, model: &Model, what: &str, row: u32) -> String {
        let Some(data) = &model.data else {
            return String::new();
        };
        let arch = model.encoding(row);
        format!(
            "{what}: true {}  predicted {}  error {}  {arch}",
            self.size(data.value(self.truth, row)),
            self.size(data.value(self.predicted, row)),
            self.error(data.value(self.error, row)),
        )
    }
}
