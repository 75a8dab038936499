//! An evaluation as a table to read.

use std::io::{self, Write};

use crate::predict::{EvalRequest, EvalSummary, Evaluation, RowPolicy, Spread};

/// From here on a set counts as worse than the best.
const SIGNIFICANT: f64 = 0.05;

/// Writes a heading, a line for each feature set and size, and what the marks mean.
pub(super) fn write(
    out: &mut impl Write,
    request: &EvalRequest,
    evaluation: &Evaluation,
) -> io::Result<()> {
    let EvalRequest {
        benchmark, dataset, ..
    } = request;
    let target = &request.table.column(request.target).spec;
    let unit = match target.unit.symbol() {
        "" => String::new(),
        symbol => format!(" [{symbol}]"),
    };
    let rows = match request.rows {
        RowPolicy::All => "all",
        _ => "canonical",
    };
    writeln!(
        out,
        "{benchmark}, {dataset}, {}{unit}; unseen {rows} rows; {}; seeds {} to {}; mean ± standard deviation",
        target.name,
        request.model,
        request.first_seed,
        request.first_seed.wrapping_add(request.seeds as u64 - 1),
    )?;
    writeln!(out)?;
    let several = request.sets.len() > 1;
    let mut lines = vec![
        [
            "features",
            "",
            "n",
            "tau",
            "",
            "Spearman",
            "R²",
            "MAE",
            "best of top 10",
        ]
        .map(str::to_owned),
    ];
    for &size in &request.sizes {
        let of_size = evaluation.summary.iter();
        let of_size = of_size.filter(|summary| summary.train_size == size);
        lines.extend(of_size.map(|summary| line(summary, several)));
    }
    write_aligned(out, &lines)?;
    if several {
        writeln!(out)?;
        writeln!(
            out,
            "* best mean tau at its size; = not worse than the best (paired Wilcoxon signed-rank test over seeds, p ≥ {SIGNIFICANT})"
        )?;
        if request.seeds < 6 {
            writeln!(
                out,
                "with fewer than 6 seeds the test cannot tell sets apart: take more"
            )?;
        }
    }
    Ok(())
}

fn line(summary: &EvalSummary, several: bool) -> [String; 9] {
    let mark = match summary {
        _ if !several => "",
        summary if summary.best => "*",
        summary if summary.p_against_best >= SIGNIFICANT => "=",
        _ => "",
    };
    [
        summary.features.clone(),
        format!("({})", summary.n_features),
        summary.train_size.to_string(),
        spread(summary.tau, 4),
        mark.to_owned(),
        spread(summary.spearman, 4),
        spread(summary.r2, 3),
        spread(summary.mae, 3),
        spread(summary.best_of_top10_rank, 1),
    ]
}

/// `mean ± std`; a dash for what is not defined.
fn spread(Spread { mean, std }: Spread, decimals: usize) -> String {
    let number = |number: f64| {
        if number.is_nan() {
            "–".to_owned()
        } else {
            format!("{number:.decimals$}")
        }
    };
    format!("{} ± {}", number(mean), number(std))
}

/// The first column to the left, the others to the right.
fn write_aligned<const N: usize>(out: &mut impl Write, lines: &[[String; N]]) -> io::Result<()> {
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: [usize; N] = std::array::from_fn(|column| width(column).unwrap_or(0));
    for line in lines {
        let cells = line.iter().zip(widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
