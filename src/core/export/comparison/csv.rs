//! A comparison as one line a cell.

use std::io::Write;

use super::Comparison;
use crate::experiment::Mark;

const HEADER: [&str; 14] = [
    "benchmark",
    "dataset",
    "target",
    "features",
    "model",
    "n_features",
    "train_size",
    "seeds",
    "metric",
    "mean",
    "std",
    "best",
    "not_worse",
    "p_against_best",
];

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER)?;
    for comparison in comparisons {
        let summary = &comparison.summary;
        for ((features, model), cells) in summary.series.iter().zip(&summary.cells) {
            for (size, cell) in summary.sizes.iter().zip(cells) {
                let flag = |yes: bool| if yes { "1" } else { "0" }.to_owned();
                csv.write_record([
                    comparison.benchmark.clone(),
                    comparison.dataset.clone(),
                    comparison.target.clone(),
                    features.clone(),
                    model.clone(),
                    cell.n_features.to_string(),
                    size.to_string(),
                    cell.seeds.to_string(),
                    summary.metric.name().to_owned(),
                    number(cell.spread.mean),
                    number(cell.spread.std),
                    flag(cell.mark == Mark::Best),
                    match cell.mark {
                        Mark::Open => String::new(),
                        mark => flag(mark != Mark::Worse),
                    },
                    number(cell.p),
                ])?;
            }
        }
    }
    Ok(csv.flush()?)
}

/// In full, a missing one as nothing.
fn number(number: f64) -> String {
    if number.is_nan() {
        String::new()
    } else {
        number.to_string()
    }
}
