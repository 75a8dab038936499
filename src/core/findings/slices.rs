//! Error slices: where a predictor errs.

use crate::diagnosis::Slices;
use crate::table::Format;

use super::{Block, Cell, Section, Table, Values};

const LIFT: Format = Format::Fixed(1);

/// The slices, those with the largest lift first.
pub fn slices(found: &Slices, values: &Values) -> Section {
    let heading = "Error slices";
    let left_out = left_out(found);
    if found.slices.is_empty() {
        let none = Block::sentence("No region of the features tells errors apart.");
        return Section::new(heading, [none].into_iter().chain(left_out));
    }
    let (discovery, held_out) = found.rows;
    let halves = format!(
        "Slices are found on the discovery half of the held-out rows ({discovery}); all figures are of the held-out half ({held_out}), except the mean error on the discovery half. Lift is the share of the absolute error divided by the share of the rows. A slice is confirmed when the held-out half agrees with 95 % confidence for all slices together. Training rows are few when there are fewer than half of those that the slice's share of the rows predicts."
    );
    let rows = found.slices.iter().map(|slice| {
        let half = &slice.held_out;
        let confirmed = if slice.confirmed { "yes" } else { "no" };
        vec![
            Cell::Code(slice.rule.clone()),
            Cell::Text(slice.class.name().to_owned()),
            Cell::Text(confirmed.to_owned()),
            Cell::Number(slice.lift, LIFT),
            Cell::Percent(half.share),
            Cell::Count(half.rows),
            Cell::Number(half.mean_error, values.format),
            Cell::Number(slice.found.mean_error, values.format),
            Cell::Number(half.mae, values.format),
            Cell::Text(slice.training.to_string()),
        ]
    });
    let headings = vec![
        "slice".to_owned(),
        "class".to_owned(),
        "confirmed".to_owned(),
        "lift".to_owned(),
        "share of error".to_owned(),
        "rows".to_owned(),
        values.heading("mean error"),
        "on discovery half".to_owned(),
        values.heading("MAE"),
        "training rows".to_owned(),
    ];
    let table = Block::Table(Table {
        headings,
        rows: rows.collect(),
        wide_first: true,
    });
    let blocks = [Block::sentence(halves), table];
    Section::new(heading, blocks.into_iter().chain(left_out))
}

/// How many regions are not listed, where there are any.
fn left_out(found: &Slices) -> Option<Block> {
    let regions = match found.left_out {
        0 => return None,
        1 => "1 region".to_owned(),
        count => format!("{count} regions"),
    };
    let text = format!("{regions} with a lift of 1 or less left out.");
    Some(Block::sentence(text))
}
