//! Words that pictures have in common.

use crate::diagnosis::HeldOutSet;
use crate::experiment::RunKey;
use crate::predict::score;
use crate::table::{Format, Table, Unit, number};

/// A number of things, its digits in groups of three.
pub(super) fn counted(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// ` [%]` behind the name of a column, nothing without a unit.
pub(super) fn unit_of(table: &Table, column: &str) -> String {
    let unit = table.find(column).map(|id| table.column(id).spec.unit);
    unit.map_or_else(String::new, Unit::bracketed)
}

pub(super) fn format_of(table: &Table, target: &str) -> Format {
    let column = table.find(target).map(|id| table.column(id));
    column.map_or(Format::Compact, |column| column.spec.format)
}

/// Which predictor a figure is of, and on which rows it is evaluated.
#[derive(Debug, Clone)]
pub struct PlotOf {
    pub(super) key: RunKey,
    /// The filter that the rows pass; empty for none.
    filter: String,
}

impl PlotOf {
    /// Of the predictor with this key, evaluated on the rows that pass `filter`; empty for all.
    pub fn new(key: RunKey, filter: &str) -> Self {
        Self {
            key,
            filter: filter.trim().to_owned(),
        }
    }

    pub(super) fn place(&self) -> String {
        format!("{}, {}", self.key.benchmark, self.key.dataset)
    }

    /// `features graf; model forest; n = 100; seed 0`, then
    /// `9,345 held-out canonical rows: tau 0.763, R² 0.571, MAE 2.31 %`.
    pub(super) fn lines(&self, held_out: &HeldOutSet) -> Vec<String> {
        let key = &self.key;
        let how = format!(
            "features {}; model {}; n = {}; seed {}",
            key.features,
            key.model,
            counted(key.train_size),
            key.seed
        );
        let better = held_out.trained_model.better();
        let scores = score(&held_out.truth, &held_out.predicted, better);
        let symbol = held_out.table.find(&key.target);
        let symbol = symbol.map_or("", |id| held_out.table.column(id).spec.unit.symbol());
        let space = if symbol.is_empty() { "" } else { " " };
        let mae = number(scores.mae, format_of(&held_out.table, &key.target));
        let passing = match self.filter.as_str() {
            "" => String::new(),
            filter => format!(" that pass “{filter}”"),
        };
        let scores = format!(
            "{} held-out {} rows{passing}: tau {:.3}, R² {:.3}, MAE {mae}{space}{symbol}",
            counted(held_out.len()),
            key.rows,
            scores.tau,
            scores.r2,
        );
        vec![how, scores]
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(
            [0, 999, 1000, 423_624, 1_234_567].map(counted),
            ["0", "999", "1,000", "423,624", "1,234,567"]
        );
    }
}
