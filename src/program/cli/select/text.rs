//! A selection as text.

use std::io::Write;

use crate::cli::chart::Axes;
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::selection::{Direction, Selected, Selection};
use grafscope_core::experiment::{Difference, p_value_text, signed};
use grafscope_core::export::write_columns;

const HEADING: [&str; 10] = [
    "step",
    "columns",
    "",
    "Δ",
    "95 % interval",
    "p (Holm)",
    "fresh Δ",
    "95 % interval",
    "p (Holm)",
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
        selection.prediction_task.heading_with([features]),
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
    let inner = selection.differences(selected.path.iter().map(|step| &step.inner));
    let again = selection.differences(selected.again.iter());
    let figures = |of: &Difference| {
        [
            signed(of.test.delta.mean, decimals),
            of.interval_text(decimals),
            p_value_text(of.p_holm),
        ]
    };
    for (step, (inner, again)) in selected.path.iter().zip(inner.iter().zip(&again)) {
        let is_selected = step.features == selected.features;
        let mut line = vec![
            step.change.clone(),
            step.features.columns().len().to_string(),
            step.inner.score.text(decimals),
        ];
        line.extend(figures(inner));
        line.extend(figures(again));
        line.push(if is_selected { "*" } else { "" }.to_owned());
        lines.push(line);
    }
    write_columns(out, &lines)?;
    writeln!(out)?;
    let steps = match selected.path.len() {
        1 => "1 step".to_owned(),
        count => format!("{count} steps"),
    };
    if !selected.path.is_empty() {
        writeln!(
            out,
            "Δ: mean paired difference from all columns over {} seeds, with 95 % interval (Student's t), on the samples that guided the selection and on fresh ones; p: two-sided Wilcoxon signed-rank test, Holm's correction for {steps}",
            selection.seeds.count
        )?;
        writeln!(out, "* smallest set that holds on fresh samples\n")?;
    }
    let chosen = &selected.features;
    writeln!(
        out,
        "{} of {} columns: {}",
        chosen.columns().len(),
        features.columns().len(),
        chosen.text()
    )?;
    writeln!(
        out,
        "on the held-out rows: {} {}, all columns {}: {}",
        metric.title(),
        selected.outer.score.text(decimals),
        selected.full_outer.text(decimals),
        selection.difference(&selected.outer).sentence(decimals)
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
    let axes = Axes {
        up: selection.metric.title().to_owned(),
        across: "columns",
        logarithmic: true,
        height: 16,
        ascii,
    };
    axes.draw(out, [("rows for selection".to_owned(), points)])
}
