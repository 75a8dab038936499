//! A selection to read.

use std::io::Write;

use grafscope_core::experiment::selection::{Against, Direction, Selected, Selection};
use grafscope_core::export::write_columns;
use grafscope_explorer::snapshot::chart::{Chart, Curve};

/// Columns and rows of the drawing.
const WIDTH: u16 = 78;
const HEIGHT: u16 = 16;

/// Writes the steps, drawn and as a table, and the set with what the outer half says of it.
pub(super) fn write(
    out: &mut dyn Write,
    selection: &Selection,
    selected: &Selected,
    ascii: bool,
) -> anyhow::Result<()> {
    let Selection {
        prediction_task,
        features,
        model,
        train_size,
        seeds,
        metric,
        ..
    } = selection;
    let (inner, outer) = selected.rows;
    let last = seeds.first.wrapping_add(seeds.count as u64 - 1);
    writeln!(
        out,
        "{}; {model}; n = {train_size}; seeds {} to {last}; {inner} rows for selection, {outer} held out",
        prediction_task.heading(),
        seeds.first,
    )?;
    writeln!(out)?;
    if selected.path.len() > 1 {
        writeln!(
            out,
            "{}",
            chart(selection, selected).text(WIDTH, HEIGHT, ascii)
        )?;
    }
    let decimals = metric.decimals();
    let mut lines = vec![
        [
            "step",
            "columns",
            metric.title(),
            "loss",
            "p",
            "loss again",
            "p",
            "",
        ]
        .map(str::to_owned)
        .to_vec(),
        vec![
            features.text().to_owned(),
            features.columns().len().to_string(),
            selected.full_inner.text(decimals),
        ],
    ];
    for (step, again) in selected.path.iter().zip(&selected.again) {
        let Against { score, loss, p } = step.inner;
        lines.push(vec![
            step.change.clone(),
            step.features.columns().len().to_string(),
            score.text(decimals),
            format!("{loss:+.decimals$}"),
            format!("{p:.3}"),
            format!("{:+.decimals$}", again.loss),
            format!("{:.3}", again.p),
            if step.features == selected.features {
                "*"
            } else {
                ""
            }
            .to_owned(),
        ]);
    }
    write_columns(out, &lines)?;
    writeln!(
        out,
        "loss against all columns, on the samples that led the way and again on fresh ones; * the smallest set that holds on these"
    )?;
    writeln!(out)?;
    let chosen = &selected.features;
    writeln!(
        out,
        "{} of {} columns: {}",
        chosen.columns().len(),
        features.columns().len(),
        chosen.text()
    )?;
    let Against { score, loss, p } = selected.outer;
    writeln!(
        out,
        "on the held-out rows: {} {}, all columns {}; loss {loss:+.decimals$}, p = {p:.3} (paired Wilcoxon signed-rank test): {}",
        metric.title(),
        score.text(decimals),
        selected.full_outer.text(decimals),
        match selected {
            Selected { holds: true, .. } => "not significantly different".to_owned(),
            _ if loss > selection.tolerance => format!("more than {} worse", selection.tolerance),
            _ => "worse".to_owned(),
        },
    )?;
    Ok(())
}

/// The score by number of columns.
fn chart(selection: &Selection, selected: &Selected) -> Chart {
    let full = (selection.features.columns().len(), selected.full_inner.mean);
    let steps = selected.path.iter();
    let steps = steps.map(|step| (step.features.columns().len(), step.inner.score.mean));
    let mut points: Vec<(usize, f64)> = match selection.direction {
        Direction::Backward => [full].into_iter().chain(steps).collect(),
        Direction::Forward => steps.collect(),
    };
    points.sort_by_key(|point| point.0);
    let place = |columns: usize| (columns as f64).log2();
    Chart {
        title: selection.metric.title().to_owned(),
        across: "columns".to_owned(),
        decimals: selection.metric.decimals().min(3),
        ticks: points
            .iter()
            .map(|&(columns, _)| (place(columns), columns.to_string()))
            .collect(),
        curves: vec![Curve {
            name: "the rows that choose".to_owned(),
            points: points
                .iter()
                .map(|&(columns, mean)| (place(columns), mean))
                .collect(),
        }],
    }
}
