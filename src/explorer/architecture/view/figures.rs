//! Figures of the target: how they are written, and in which role.

use ratatui::text::Span;

use crate::open::data::Data;
use crate::theme::{Role, Theme};
use crate::widgets::text::signed;
use grafscope_core::bench::Better;
use grafscope_core::table::{Format, number};

#[derive(Clone, Copy)]
pub(crate) struct Figures<'a> {
    format: Format,
    unit: &'static str,
    better: Better,
    pub(crate) theme: &'a Theme,
}

impl<'a> Figures<'a> {
    /// As the column `true` of what is open.
    pub(crate) fn new(data: &Data, theme: &'a Theme) -> Self {
        let target = data.opened.shown_target();
        Self {
            format: target.format,
            unit: target.unit.symbol(),
            better: target.better,
            theme,
        }
    }

    fn or_dash(self, value: f64, write: fn(f64, Format) -> String) -> String {
        if value.is_nan() {
            self.theme.glyphs.dash.to_owned()
        } else {
            write(value, self.format)
        }
    }

    /// A value, a dash where it is missing.
    pub(crate) fn value(self, value: f64) -> String {
        self.or_dash(value, number)
    }

    /// The unit with a blank before it, if it has one.
    pub(crate) fn unit(self) -> String {
        match self.unit {
            "" => String::new(),
            unit => format!(" {unit}"),
        }
    }

    /// A difference with its sign, a dash where it is unknown.
    pub(crate) fn difference(self, value: f64) -> String {
        self.or_dash(value, signed)
    }

    pub(crate) fn error_role(value: f64) -> Role {
        match value {
            v if v > 0.0 => Role::Over,
            v if v < 0.0 => Role::Under,
            _ => Role::Text,
        }
    }

    /// Better or worse, by whether higher values of the target are better.
    pub(crate) fn change_role(self, value: f64) -> Role {
        match self.better.gain(value, 0.0) {
            v if v > 0.0 => Role::Better,
            v if v < 0.0 => Role::Worse,
            _ => Role::Text,
        }
    }

    pub(crate) fn span(self, text: impl Into<String>, role: Role) -> Span<'static> {
        Span::styled(text.into(), self.theme.style(role))
    }
}
