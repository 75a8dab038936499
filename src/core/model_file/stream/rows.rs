//! How predictions are written: one line an architecture.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::column::Builtin;
use crate::model_file::SavedPredictor;
use crate::predict::{Conformal, Estimate};

/// How predictions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowFormat {
    /// A header, then a line of values for each.
    #[default]
    Csv,
    /// An object for each, on a line of its own.
    JsonLines,
}

#[derive(Debug)]
pub(super) struct Rows<'p> {
    format: RowFormat,
    /// Of each target, that of the main one first.
    targets: Vec<Columns<'p>>,
}

/// The columns of a target.
#[derive(Debug)]
struct Columns<'p> {
    names: Vec<String>,
    conformal: &'p Conformal,
    /// How far intervals reach; `None` without intervals.
    reach: Option<f64>,
    has_uncertainty: bool,
}

impl<'p> Columns<'p> {
    /// With the name of the target behind those of its columns, unless it is the main one.
    fn of(predictor: &'p SavedPredictor, level: f64, is_main: bool) -> Self {
        let conformal = predictor.conformal();
        let (reach, card) = (conformal.reach(level), predictor.card());
        let intervals = [Builtin::Lower, Builtin::Upper];
        let intervals = intervals.into_iter().filter(|_| reach.is_some());
        let uncertainty = Some(Builtin::Uncertainty).filter(|_| card.has_uncertainty);
        let columns = std::iter::once(Builtin::Predicted)
            .chain(intervals)
            .chain(uncertainty);
        let name = |of: Builtin| {
            if is_main {
                of.name().to_owned()
            } else {
                of.of_target(&card.target)
            }
        };
        Self {
            names: columns.map(name).collect(),
            conformal,
            reach,
            has_uncertainty: card.has_uncertainty,
        }
    }

    /// The values of an estimate, in the order of the names.
    fn values(&self, estimate: Estimate) -> impl Iterator<Item = f64> {
        let Estimate { mean, uncertainty } = estimate;
        let ends = self.reach.map(|reach| {
            let half = self.conformal.half_width(reach, uncertainty);
            [mean - half, mean + half]
        });
        std::iter::once(mean)
            .chain(ends.into_iter().flatten())
            .chain(Some(uncertainty).filter(|_| self.has_uncertainty))
    }
}

impl<'p> Rows<'p> {
    /// With intervals of coverage `level`, where there are enough training rows for that.
    pub(super) fn of(
        predictors: impl Iterator<Item = &'p SavedPredictor>,
        level: f64,
        format: RowFormat,
    ) -> Self {
        let targets = predictors.enumerate();
        let targets = targets.map(|(at, predictor)| Columns::of(predictor, level, at == 0));
        Self {
            format,
            targets: targets.collect(),
        }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.targets.iter().flat_map(|of| &of.names);
        names.map(String::as_str)
    }

    /// The values of the estimates for each target, in the order of [`Self::names`].
    fn values(&self, estimates: impl Iterator<Item = Estimate>) -> impl Iterator<Item = f64> {
        let pairs = self.targets.iter().zip(estimates);
        pairs.flat_map(|(of, estimate)| of.values(estimate))
    }

    pub(super) fn write_header(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.format == RowFormat::JsonLines {
            return Ok(());
        }
        write!(out, "arch")?;
        for name in self.names() {
            write!(out, ",{}", field(name))?;
        }
        writeln!(out)
    }

    /// The line of an architecture; a missing value is empty, or `null`.
    pub(super) fn row(&self, text: &str, estimates: impl Iterator<Item = Estimate>) -> Box<[u8]> {
        let mut row = Vec::with_capacity(text.len() + 80);
        // Writing to memory does not fail.
        let _ = match self.format {
            RowFormat::Csv => Self::csv(&mut row, text, self.values(estimates)),
            RowFormat::JsonLines => self.json(&mut row, text, self.values(estimates)),
        };
        row.into()
    }

    fn csv(row: &mut Vec<u8>, text: &str, values: impl Iterator<Item = f64>) -> io::Result<()> {
        row.extend(field(text).as_bytes());
        for value in values {
            row.push(b',');
            if !value.is_nan() {
                write!(row, "{value}")?;
            }
        }
        row.push(b'\n');
        Ok(())
    }

    fn json(
        &self,
        row: &mut Vec<u8>,
        text: &str,
        values: impl Iterator<Item = f64>,
    ) -> io::Result<()> {
        row.extend(b"{\"arch\":");
        serde_json::to_writer(&mut *row, text)?;
        for (name, value) in self.names().zip(values) {
            row.push(b',');
            serde_json::to_writer(&mut *row, name)?;
            row.push(b':');
            serde_json::to_writer(&mut *row, &value)?;
        }
        row.extend(b"}\n");
        Ok(())
    }
}

/// `text` as a field of a CSV.
fn field(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', ' ']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}
