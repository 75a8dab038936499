//! Searches as text.

use std::io::Write;

use crate::cli::chart::Axes;
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::{Search, SearchOutcome, SearchRun};
use grafscope_core::export::{letters, write_columns};
use grafscope_core::table::{Format, number};

/// Writes the means, as a chart and, at some numbers of queries, as a table, and how soon the best were
/// found.
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
        "{}; {} random, then {} at a time by {}; {}; best {} found\n",
        task.heading_with(search.series.iter().map(|of| &of.features)),
        search.plan.start,
        search.plan.batch,
        search.plan.acquisition.name,
        seed_range(search.seeds),
        spec.name,
    )?;
    let goals = search.goals();
    let strategies = search.strategies().into_iter();
    let outcomes: Vec<(String, SearchOutcome)> = strategies
        .map(|strategy| {
            (
                search.name(strategy),
                search.outcome(runs, strategy, &goals),
            )
        })
        .collect();
    let queries = search.plan.checkpoints();
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
    let curves = outcomes.iter().map(|(name, outcome)| {
        let means = outcome.best.iter().map(|spread| spread.mean);
        (name.clone(), queries.iter().copied().zip(means))
    });
    axes.draw(out, curves)?;
    let heading = |first: &str| {
        let letters = letters().take(outcomes.len()).map(String::from);
        [first.to_owned()].into_iter().chain(letters).collect()
    };
    let line = |first: String, of: &dyn Fn(&SearchOutcome) -> String| {
        let of_each = outcomes.iter().map(|(_, outcome)| of(outcome));
        [first].into_iter().chain(of_each).collect::<Vec<String>>()
    };
    let mut lines: Vec<Vec<String>> = vec![heading("queries")];
    for (at, made) in queries.iter().enumerate() {
        lines.push(line(made.to_string(), &|of| of.best[at].text(decimals)));
    }
    write_columns(out, &lines)?;
    let reached = |queries: Option<f64>| {
        queries.map_or_else(|| "–".to_owned(), |queries| queries.to_string())
    };
    writeln!(out)?;
    let lines = [
        heading("found"),
        line("optimum".to_owned(), &|of| {
            format!("{} of {}", of.found_optimum, of.searches)
        }),
        line("queries to best 1 %".to_owned(), &|of| {
            reached(of.queries_to_top_1_percent)
        }),
        line("queries to best 0.1 %".to_owned(), &|of| {
            reached(of.queries_to_top_01_percent)
        }),
    ];
    write_columns(out, &lines)?;
    let candidates = task.pool().len();
    writeln!(
        out,
        "\nmean ± standard deviation over {} searches; queries to the best 1 % and 0.1 % are medians; best of {candidates} candidates: {}",
        search.seeds.count,
        number(goals.optimum, spec.format)
    )?;
    let space = search.bench.space;
    if space.size().is_none() {
        writeln!(
            out,
            "candidates are the measured rows, as only these can be looked up: {} cannot be enumerated",
            space.title()
        )?;
    }
    Ok(())
}
