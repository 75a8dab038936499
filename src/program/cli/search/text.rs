//! Searches as text.

use std::io::Write;

use crate::cli::chart::Axes;
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::{Search, SearchRun, Spread};
use grafscope_core::export::{letters, write_columns};
use grafscope_core::table::{Format, number};

/// About how many lines the table has.
const LINES: usize = 10;

/// Writes the means, as a chart and, at some numbers of queries, as a table.
pub(super) fn write(
    out: &mut dyn Write,
    search: &Search,
    runs: &[SearchRun],
    ascii: bool,
) -> anyhow::Result<()> {
    let task = &search.prediction_task;
    let spec = &task.table.column(task.target).spec;
    writeln!(
        out,
        "{}; {} random, then {} at a time; {}; best {} found\n",
        task.heading_with(search.series.iter().map(|of| &of.features)),
        search.plan.start,
        search.plan.batch,
        seed_range(search.seeds),
        spec.name,
    )?;
    let guides = (0..search.series.len()).map(Some).chain([None]);
    let bands: Vec<(String, Vec<Spread>)> = guides
        .map(|guide| {
            let name = guide.map(|at| search.series[at].to_string());
            let name = name.unwrap_or_else(|| "random search".to_owned());
            (name, search.band(runs, guide))
        })
        .collect();
    let queries = search.plan.checkpoints();
    let every = queries.len().div_ceil(LINES);
    let decimals = match spec.format {
        Format::Fixed(decimals) => usize::from(decimals),
        _ => 3,
    };
    let axes = Axes {
        up: format!("best {}", spec.name),
        across: "queries",
        logarithmic: false,
        height: 22,
        ascii,
    };
    let curves = bands.iter().map(|(name, band)| {
        let means = band.iter().map(|spread| spread.mean);
        (name.clone(), queries.iter().copied().zip(means))
    });
    axes.draw(out, curves)?;
    let mut lines = vec![vec!["queries".to_owned()]];
    lines[0].extend(letters().take(bands.len()).map(String::from));
    for (at, queries_made) in queries.iter().enumerate() {
        if at % every == 0 || at == queries.len() - 1 {
            let mut line = vec![queries_made.to_string()];
            line.extend(bands.iter().map(|(_, band)| band[at].text(decimals)));
            lines.push(line);
        }
    }
    write_columns(out, &lines)?;
    writeln!(
        out,
        "\nmean ± standard deviation over {} searches; best possible: {}",
        search.seeds.count,
        number(search.best_possible(), spec.format)
    )?;
    Ok(())
}
