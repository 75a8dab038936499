//! What choosing by prediction attains where objectives are traded off.

use crate::table::{Format, number};
use crate::tradeoff::Choice;

use super::{Block, Cell, Section, Table, Values};

/// Significant digits of a hypervolume.
const DIGITS: i32 = 5;

/// The fronts by true values and, with `by_prediction`, as chosen by predicted ones, with the hypervolume of each.
/// `objectives` says how their values are written.
pub fn tradeoff(choice: &Choice, objectives: &[Values<'_>], by_prediction: bool) -> Section {
    let names: Vec<&str> = objectives.iter().map(|of| of.target).collect();
    let reference = objectives.iter().zip(&choice.reference);
    let reference = reference.map(|(of, &value)| format!("{} {}", of.target, of.text(value)));
    let reference: Vec<String> = reference.collect();
    let format = Format::significant(&[choice.possible], DIGITS);
    let row = |front: &str, rows: &[u32], volume| {
        vec![
            Cell::Text(front.to_owned()),
            Cell::Count(rows.len()),
            Cell::Number(volume, format),
            Cell::Score(volume / choice.possible),
        ]
    };
    let mut rows = vec![row("by true values", &choice.true_front, choice.possible)];
    let mut sentences = vec![format!(
        "Reference point: {}: the worst values of these {} rows.",
        reference.join(", "),
        choice.rows
    )];
    if by_prediction {
        let attained = row("by prediction", &choice.predicted_front, choice.attained);
        rows.push(attained);
        sentences.push(format!(
            "Both hypervolumes are of true values. Regret of choosing by prediction: {}.",
            number(choice.regret(), Format::Fixed(3))
        ));
    }
    let table = Block::Table(Table {
        headings: ["front", "rows", "hypervolume", "of possible"]
            .map(str::to_owned)
            .into(),
        rows,
        wide_first: false,
    });
    let sentences = sentences.into_iter().map(Block::sentence);
    let heading = format!("Trade-off: {}", names.join(" and "));
    Section::new(&heading, [table].into_iter().chain(sentences))
}
