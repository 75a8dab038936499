//! Searches to read.

use std::io::Write;

use grafscope_core::experiment::{Search, SearchRun, Spread};
use grafscope_core::export::write_columns;
use grafscope_core::table::{Format, number};
use grafscope_explorer::snapshot::chart::{Chart, Curve};

/// Columns and rows of the drawing.
const WIDTH: u16 = 78;
const HEIGHT: u16 = 22;

/// About how many lines the table has.
const LINES: usize = 10;

/// Writes the means, drawn and, at some numbers of queries, as a table.
pub(super) fn write(
    out: &mut dyn Write,
    search: &Search,
    runs: &[SearchRun],
    ascii: bool,
) -> anyhow::Result<()> {
    let prediction_task = &search.prediction_task;
    let spec = &prediction_task.table.column(prediction_task.target).spec;
    let (first, count) = (search.seeds.first, search.seeds.count);
    writeln!(
        out,
        "{}; {} at random, then {} at a time; seeds {first} to {}; best {} found",
        prediction_task.heading(),
        search.plan.start,
        search.plan.batch,
        first.wrapping_add(count as u64 - 1),
        spec.name,
    )?;
    writeln!(out)?;
    let guides = (0..search.series.len()).map(Some).chain([None]);
    let bands: Vec<(String, Vec<Spread>)> = guides
        .map(|guide| {
            let name = guide.map(|at| search.series[at].to_string());
            let name = name.unwrap_or_else(|| "at random".to_owned());
            (name, search.band(runs, guide))
        })
        .collect();
    let queries = search.plan.checkpoints();
    let decimals = match spec.format {
        Format::Fixed(decimals) => usize::from(decimals),
        _ => 3,
    };
    let chart = chart(&spec.name, &queries, &bands, decimals);
    writeln!(out, "{}", chart.text(WIDTH, HEIGHT, ascii))?;
    let mut lines = vec![vec!["queries".to_owned()]];
    let letters = ('a'..='z').chain('A'..='Z');
    lines[0].extend(letters.take(bands.len()).map(String::from));
    let every = queries.len().div_ceil(LINES);
    let last = queries.len() - 1;
    let shown = (0..queries.len()).filter(|&at| at % every == 0 || at == last);
    for at in shown {
        let spreads = bands.iter().map(|(_, band)| band[at].text(decimals));
        lines.push(
            [queries[at].to_string()]
                .into_iter()
                .chain(spreads)
                .collect(),
        );
    }
    write_columns(out, &lines)?;
    writeln!(out)?;
    writeln!(
        out,
        "mean ± standard deviation over {count} searches; the best there is: {}",
        number(search.best_possible(), spec.format)
    )?;
    Ok(())
}

fn chart(
    target: &str,
    queries: &[usize],
    bands: &[(String, Vec<Spread>)],
    decimals: usize,
) -> Chart {
    let place = |queries: usize| queries as f64;
    let every = queries.len().div_ceil(LINES);
    Chart {
        title: format!("best {target}"),
        across: "queries".to_owned(),
        decimals,
        ticks: queries
            .iter()
            .step_by(every)
            .map(|&queries| (place(queries), queries.to_string()))
            .collect(),
        curves: bands
            .iter()
            .map(|(name, band)| Curve {
                name: name.clone(),
                points: queries
                    .iter()
                    .zip(band)
                    .map(|(&queries, spread)| (place(queries), spread.mean))
                    .collect(),
            })
            .collect(),
    }
}
