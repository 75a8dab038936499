//! Searches for trade-offs as text.

use std::io::Write;

use crate::cli::search::found::{Found, reached};
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::{MultiOutcome, MultiRun, MultiSearch};

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
    let outcomes =
        strategies.map(|strategy| (search.name(strategy), search.outcome(runs, strategy)));
    let found = Found {
        outcomes: outcomes.collect(),
        queries: search.plan.checkpoints(),
        title: "hypervolume".to_owned(),
        values: |of: &MultiOutcome| &of.hypervolume,
        decimals: DECIMALS,
        lines: [
            ("architectures of the front", |of| of.found_front.text(1)),
            ("queries to 95 %", |of| reached(of.queries_to_95_percent)),
            ("queries to 99 %", |of| reached(of.queries_to_99_percent)),
        ],
    };
    found.write(out, ascii)?;
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
