//! Searches for trade-offs as text.

use std::io::Write;

use crate::cli::chart::Axes;
use crate::cli::search::text::{heading, line, reached};
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::{MultiOutcome, MultiRun, MultiSearch};
use grafscope_core::export::write_columns;

/// Decimals of a hypervolume relative to that of the front.
const DECIMALS: usize = 4;

/// Writes the mean hypervolumes, as a chart and, at some numbers of queries, as a table, and how soon the front
/// was nearly reached.
pub(super) fn write(
    out: &mut dyn Write,
    search: &MultiSearch,
    runs: &[MultiRun],
    ascii: bool,
) -> anyhow::Result<()> {
    let objectives = &search.objectives;
    let sets = search.series.iter().map(|methods| &methods[0].features);
    let task = &objectives.tasks()[0];
    let others = objectives.tasks()[1..]
        .iter()
        .map(|task| task.target_name());
    let others = others.collect::<Vec<_>>().join(", ");
    writeln!(
        out,
        "{}; trade-off with {others}; {} random, then {} at a time by {}; {}; hypervolume relative to that of the true front\n",
        task.heading_with(sets),
        search.plan.start,
        search.plan.batch,
        search.acquisition.name(),
        seed_range(search.seeds),
    )?;
    let strategies = search.strategies().into_iter();
    let outcomes: Vec<(String, MultiOutcome)> = strategies
        .map(|strategy| (search.name(strategy), search.outcome(runs, strategy)))
        .collect();
    let queries = search.plan.checkpoints();
    let axes = Axes {
        up: "hypervolume".to_owned(),
        across: "queries",
        logarithmic: false,
        height: 22,
        ascii,
    };
    let curves = outcomes.iter().map(|(name, outcome)| {
        let means = outcome.hypervolume.iter().map(|spread| spread.mean);
        (name.clone(), queries.iter().copied().zip(means))
    });
    axes.draw(out, curves)?;
    let count = outcomes.len();
    let mut lines: Vec<Vec<String>> = vec![heading("queries", count)];
    for (at, made) in queries.iter().enumerate() {
        let text = |of: &MultiOutcome| of.hypervolume[at].text(DECIMALS);
        lines.push(line(made.to_string(), &outcomes, text));
    }
    write_columns(out, &lines)?;
    writeln!(out)?;
    let lines = [
        heading("found", count),
        line("architectures of the front".to_owned(), &outcomes, |of| {
            of.found_front.text(1)
        }),
        line("queries to 95 %".to_owned(), &outcomes, |of| {
            reached(of.queries_to_95_percent)
        }),
        line("queries to 99 %".to_owned(), &outcomes, |of| {
            reached(of.queries_to_99_percent)
        }),
    ];
    write_columns(out, &lines)?;
    writeln!(
        out,
        "\nmean ± standard deviation over {} searches; queries to 95 % and 99 % of the hypervolume are medians; true front: {} of {} candidates; reference point: {}",
        search.seeds.count,
        objectives.front_size(),
        objectives.pool().len(),
        objectives.reference_text()
    )?;
    Ok(())
}
