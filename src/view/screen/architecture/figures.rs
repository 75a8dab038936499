//! Figures of the target: how they are written, and in which role.

use ratatui::text::Span;

use crate::app::Data;
use crate::bench::Better;
use crate::table::{Format, number};
use crate::theme::{Role, Theme};
use crate::view::text::signed;

/// How the target is written.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    format: Format,
    unit: &'static str,
    better: Better,
    pub(super) theme: &'a Theme,
}

impl<'a> Figures<'a> {
    /// As the column `true` of what is open.
    pub(super) fn new(data: &Data, theme: &'a Theme) -> Self {
        let target = data.opened.shown_target();
        Self {
            format: target.format,
            unit: target.unit.symbol(),
            better: target.better,
            theme,
        }
    }

    /// A value, a dash where it is missing.
    pub(super) fn value(self, value: f64) -> String {
        if value.is_nan() {
            self.theme.glyphs.dash.to_owned()
        } else {
            number(value, self.format)
        }
    }

    /// The unit with a blank before it, if it has one.
    pub(super) fn unit(self) -> String {
        match self.unit {
            "" => String::new(),
            unit => format!(" {unit}"),
        }
    }

    /// A difference with its sign, a dash where it is unknown.
    pub(super) fn difference(self, value: f64) -> String {
        if value.is_nan() {
            self.theme.glyphs.dash.to_owned()
        } else {
            signed(value, self.format)
        }
    }

    /// The role of an error.
    pub(super) fn error_role(value: f64) -> Role {
        match value {
            v if v > 0.0 => Role::Over,
            v if v < 0.0 => Role::Under,
            _ => Role::Text,
        }
    }

    /// The role of a change of the target.
    pub(super) fn change_role(self, value: f64) -> Role {
        let gain = match self.better {
            Better::Higher => value,
            Better::Lower => -value,
        };
        match gain {
            v if v > 0.0 => Role::Better,
            v if v < 0.0 => Role::Worse,
            _ => Role::Text,
        }
    }

    /// A text in a role.
    pub(super) fn span(self, text: impl Into<String>, role: Role) -> Span<'static> {
        Span::styled(text.into(), self.theme.style(role))
    }
}
