//! Error slices: where a predictor errs.

use crate::diagnosis::Slices;

use super::{Block, Cell, Section, Table, Values};

/// The slices, those with the largest share of the error first.
pub fn slices(found: &Slices, values: &Values) -> Section {
    let heading = "Error slices";
    if found.slices.is_empty() {
        let none = Block::sentence("No region of the features tells errors apart.");
        return Section::new(heading, [none]);
    }
    let (discovery, held_out) = found.rows;
    let halves = format!(
        "Slices are found on the discovery half of the held-out rows ({discovery}); all figures are of the held-out half ({held_out}), except the mean error on the discovery half. A slice is confirmed when the held-out half agrees with 95 % confidence for all slices together."
    );
    let rows = found.slices.iter().map(|slice| {
        let half = &slice.held_out;
        let confirmed = if slice.confirmed { "yes" } else { "no" };
        vec![
            Cell::Code(slice.rule.clone()),
            Cell::Text(slice.class.name().to_owned()),
            Cell::Text(confirmed.to_owned()),
            Cell::Count(half.rows),
            Cell::Number(half.mean_error, values.format),
            Cell::Number(slice.found.mean_error, values.format),
            Cell::Number(half.mae, values.format),
            Cell::Percent(half.share),
        ]
    });
    let headings = vec![
        "slice".to_owned(),
        "class".to_owned(),
        "confirmed".to_owned(),
        "rows".to_owned(),
        values.heading("mean error"),
        "on discovery half".to_owned(),
        values.heading("MAE"),
        "share of error".to_owned(),
    ];
    let table = Block::Table(Table {
        headings,
        rows: rows.collect(),
        wide_first: true,
    });
    Section::new(heading, [Block::sentence(halves), table])
}
