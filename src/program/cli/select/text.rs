//! A selection as text.

use std::io::Write;

use crate::cli::chart::Axes;
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::selection::{Against, Direction, Selected, Selection};
use grafscope_core::export::write_columns;

const HEADING: [&str; 8] = [
    "step",
    "columns",
    "",
    "loss",
    "p",
    "fresh loss",
    "fresh p",
    "",
];

/// Writes the steps, as a chart and as a table, and the selected set with its held-out scores.
pub(super) fn write(
    out: &mut dyn Write,
    selection: &Selection,
    selected: &Selected,
    ascii: bool,
) -> anyhow::Result<()> {
    let Selection {
        features, metric, ..
    } = selection;
    writeln!(
        out,
        "{}; {}; n = {}; {}; {} rows for selection, {} held out\n",
        selection.prediction_task.heading(),
        selection.model,
        selection.train_size,
        seed_range(selection.seeds),
        selected.rows.0,
        selected.rows.1
    )?;
    if selected.path.len() > 1 {
        chart(out, selection, selected, ascii)?;
    }
    let decimals = metric.decimals();
    let mut heading = HEADING.map(str::to_owned).to_vec();
    metric.title().clone_into(&mut heading[2]);
    let full = vec![
        features.text().to_owned(),
        features.columns().len().to_string(),
        selected.full_inner.text(decimals),
    ];
    let mut lines = vec![heading, full];
    for (step, again) in selected.path.iter().zip(&selected.again) {
        let Against { score, loss, p } = step.inner;
        let is_selected = step.features == selected.features;
        lines.push(vec![
            step.change.clone(),
            step.features.columns().len().to_string(),
            score.text(decimals),
            format!("{loss:+.decimals$}"),
            format!("{p:.3}"),
            format!("{:+.decimals$}", again.loss),
            format!("{:.3}", again.p),
            if is_selected { "*" } else { "" }.to_owned(),
        ]);
    }
    write_columns(out, &lines)?;
    writeln!(
        out,
        "loss relative to all columns, on the samples that guided the selection and on fresh ones; * smallest set that holds on fresh samples\n"
    )?;
    let chosen = &selected.features;
    writeln!(
        out,
        "{} of {} columns: {}",
        chosen.columns().len(),
        features.columns().len(),
        chosen.text()
    )?;
    let Against { score, loss, p } = selected.outer;
    let verdict = match selected {
        Selected { holds: true, .. } => "not significantly different".to_owned(),
        _ if loss > selection.tolerance => format!("more than {} worse", selection.tolerance),
        _ => "worse".to_owned(),
    };
    writeln!(
        out,
        "on the held-out rows: {} {}, all columns {}; loss {loss:+.decimals$}, p = {p:.3} (paired Wilcoxon signed-rank test): {verdict}",
        metric.title(),
        score.text(decimals),
        selected.full_outer.text(decimals),
    )?;
    Ok(())
}

/// The score by number of columns.
fn chart(
    out: &mut dyn Write,
    selection: &Selection,
    selected: &Selected,
    ascii: bool,
) -> std::io::Result<()> {
    let full = (selection.features.columns().len(), selected.full_inner.mean);
    let steps = selected.path.iter();
    let steps = steps.map(|step| (step.features.columns().len(), step.inner.score.mean));
    let mut points: Vec<(usize, f64)> = match selection.direction {
        Direction::Backward => [full].into_iter().chain(steps).collect(),
        Direction::Forward => steps.collect(),
    };
    points.sort_by_key(|point| point.0);
    let ticks: Vec<usize> = points.iter().map(|point| point.0).collect();
    let axes = Axes {
        title: selection.metric.title().to_owned(),
        across: "columns",
        decimals: selection.metric.decimals().min(3),
        place: |columns| (columns as f64).log2(),
        ticks: &ticks,
        height: 16,
        ascii,
    };
    axes.draw(out, [("rows for selection".to_owned(), points)])
}
