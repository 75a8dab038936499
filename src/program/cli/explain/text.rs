//! What was found, to read.

use std::io::Write;

use crate::cli::explain::architecture::{Architecture, Sum};
use crate::cli::explain::args::Trained;
use crate::cli::explain::report::Report;
use grafscope_core::diagnosis::importance::{By, Importances};
use grafscope_core::diagnosis::{Against, Slices, UpperBounds};
use grafscope_core::export::write_columns;
use grafscope_core::predict::Intervals;
use grafscope_core::table::{Format, number};

/// Lines of a list that is cut.
const MOST: usize = 15;

/// Writes a report.
pub(super) fn report(
    out: &mut dyn Write,
    report: &Report,
    trained: &Trained,
) -> anyhow::Result<()> {
    let format = format(trained);
    let value = |value: f64| number(value, format);
    heading(out, trained)?;
    let (summary, scores) = (&report.summary, &report.upper_bounds.scores);
    writeln!(
        out,
        "{} of {} rows are judged: tau {:.3}, R2 {:.3}, MAE {}, RMSE {}, bias {}",
        summary.rows,
        summary.shown,
        scores.tau,
        scores.r2,
        value(summary.mae),
        value(summary.rmse),
        value(summary.bias),
    )?;
    let intervals = &trained.intervals;
    let level = Intervals::percent(intervals.level);
    if intervals.coverage().is_nan() {
        let least = Intervals::least_rows(intervals.level);
        writeln!(out, "intervals of {level} % take {least} training rows")?;
    } else {
        let held = 100.0 * intervals.coverage();
        let width = value(intervals.width);
        writeln!(
            out,
            "intervals of {level} % hold {held:.1} % of all unseen rows; mean width {width}"
        )?;
    }
    upper_bounds(out, &report.upper_bounds, format)?;
    slices(out, &report.slices, format)?;
    importances(out, &report.importances, format)
}

/// What is predicted, from what, by what.
fn heading(out: &mut dyn Write, trained: &Trained) -> anyhow::Result<()> {
    let request = &trained.request;
    writeln!(
        out,
        "{}; {}; {}; n {}; seed {}",
        trained.prediction_task.heading(),
        request.features.text(),
        request.model,
        request.train_size,
        request.seed,
    )?;
    Ok(())
}

fn format(trained: &Trained) -> Format {
    let spec = &trained
        .prediction_task
        .table
        .column(trained.prediction_task.target)
        .spec;
    spec.format
}

fn upper_bounds(out: &mut dyn Write, found: &UpperBounds, format: Format) -> anyhow::Result<()> {
    let value = |value: f64| number(value, format);
    writeln!(out, "\nceilings")?;
    match &found.noise {
        None => writeln!(
            out,
            "  no single runs: the noise of the target is not known"
        )?,
        Some(noise) => {
            for of in &noise.taus {
                let against = match of.against {
                    Against::Seed(seed) => format!("seed {seed}"),
                    Against::Others => "the mean of the others".to_owned(),
                };
                let (seed, tau, rows) = (of.seed, of.tau, of.rows);
                writeln!(
                    out,
                    "  seed {seed} against {against}: tau {tau:.3}, {rows} rows"
                )?;
            }
            if let Some(floor) = noise.floor {
                writeln!(
                    out,
                    "  noise of the means: RMSE {} at best, R2 {:.3}; {} rows with two seeds or more",
                    value(floor.rmse),
                    floor.r2,
                    floor.rows
                )?;
            }
        }
    }
    let of = &found.collisions;
    let tau = if of.tau_most - of.tau_reached < 0.0005 {
        format!("{:.3}", of.tau_reached)
    } else {
        format!("{:.3} to {:.3}", of.tau_reached, of.tau_most)
    };
    writeln!(
        out,
        "  {} rows have {} feature vectors; {} rows share theirs, in {} groups, up to {} apart",
        of.rows,
        of.vectors,
        of.shared,
        of.groups,
        value(of.worst_range)
    )?;
    writeln!(
        out,
        "  best that any function of these features reaches: tau {tau}, R2 {:.3}, MAE {}, RMSE {}",
        of.r2,
        value(of.mae),
        value(of.rmse)
    )?;
    Ok(())
}

fn slices(out: &mut dyn Write, found: &Slices, format: Format) -> anyhow::Result<()> {
    let (on, by) = found.rows;
    writeln!(
        out,
        "\nslices, found on {on} rows; all figures on the other {by}"
    )?;
    let mut lines = vec![strings([
        "class",
        "rows",
        "mean error",
        "MAE",
        "% of error",
        "",
    ])];
    for slice in &found.slices {
        let half = &slice.held_out;
        let confirmed = if slice.confirmed { "confirmed" } else { "-" };
        lines.push(vec![
            slice.class.name().to_owned(),
            half.rows.to_string(),
            number(half.mean_error, format),
            number(half.mae, format),
            format!("{:.1}", 100.0 * half.share),
            confirmed.to_owned(),
        ]);
    }
    let rules = found.slices.iter().map(|slice| slice.rule.as_str());
    with_last(out, &lines, ["rule"].into_iter().chain(rules))
}

fn importances(out: &mut dyn Write, found: &Importances, format: Format) -> anyhow::Result<()> {
    writeln!(
        out,
        "\nimportances: mean |contribution| over {} rows ({}); loss of tau when permuted among {} rows, {} times",
        found.explained.rows.len(),
        found.how.name(),
        found.permuted_rows,
        found.options.permutations
    )?;
    for by in By::ALL {
        let weights = found.weights(by);
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by(|&a, &b| weights[b].contribution.total_cmp(&weights[a].contribution));
        let mut lines = vec![strings([by.name(), "contrib.", "tau lost"])];
        for &at in order.iter().take(MOST) {
            let lost = weights[at].loss.map_or_else(String::new, |loss| {
                format!("{:.3} ± {:.3}", loss.tau.mean, loss.tau.deviation)
            });
            let contribution = number(weights[at].contribution, format);
            lines.push(vec![
                found.grouping(by).names[at].clone(),
                contribution,
                lost,
            ]);
        }
        writeln!(out)?;
        write_columns(out, &lines)?;
        if order.len() > MOST {
            writeln!(out, "and {} more", order.len() - MOST)?;
        }
    }
    Ok(())
}

/// Writes one prediction.
pub(super) fn architecture(
    out: &mut dyn Write,
    found: &Architecture,
    trained: &Trained,
) -> anyhow::Result<()> {
    let format = format(trained);
    let value = |value: f64| number(value, format);
    heading(out, trained)?;
    writeln!(out, "{}", found.arch)?;
    match found.truth {
        Some(truth) => writeln!(out, "true {}", value(truth))?,
        None => writeln!(
            out,
            "no true value: it is not in the benchmark, or not measured"
        )?,
    }
    writeln!(out, "predicted {}", value(found.prediction))?;
    if let Some(out_of_bag) = found.out_of_bag {
        writeln!(
            out,
            "it was trained on; what did not learn from it predicts {}",
            value(out_of_bag)
        )?;
    }
    if let (Some(lower), Some(upper)) = (found.lower, found.upper) {
        let level = Intervals::percent(trained.intervals.level);
        let (lower, upper) = (value(lower), value(upper));
        writeln!(out, "{level} % interval {lower} to {upper}")?;
    }
    if !found.unknown.is_empty() {
        writeln!(out, "not known of it: {}", found.unknown.join(", "))?;
    }
    writeln!(out, "\ncontributions ({})", found.how)?;
    let signed = |value: f64| {
        let text = number(value, format);
        if value > 0.0 {
            format!("+{text}")
        } else {
            text
        }
    };
    let mut lines = vec![strings(["base", "", &value(found.base)])];
    for of in found.contributions.iter().take(MOST) {
        let own = of
            .value
            .map_or_else(|| "-".to_owned(), |own| number(own, Format::Compact));
        lines.push(vec![of.column.clone(), own, signed(of.amount)]);
    }
    let rest = found.contributions.iter().skip(MOST);
    let rest: Vec<f64> = rest.map(|of| of.amount).collect();
    if !rest.is_empty() {
        let name = format!("{} more", rest.len());
        lines.push(vec![name, String::new(), signed(rest.iter().sum())]);
    }
    lines.push(strings(["prediction", "", &value(found.prediction)]));
    write_columns(out, &lines)?;
    for (title, sums) in [
        ("family", &found.families),
        ("operation", &found.operations),
    ] {
        writeln!(out)?;
        let mut lines = vec![strings([title, "contrib."])];
        let of = |sum: &Sum| vec![sum.name.clone(), signed(sum.contribution)];
        lines.extend(sums.iter().map(of));
        write_columns(out, &lines)?;
    }
    Ok(())
}

/// Writes `lines`, each with a text behind it that is not lined up.
fn with_last<'a>(
    out: &mut dyn Write,
    lines: &[Vec<String>],
    last: impl Iterator<Item = &'a str>,
) -> anyhow::Result<()> {
    let mut written = Vec::new();
    write_columns(&mut written, lines)?;
    let written = String::from_utf8(written)?;
    let widest = written.lines().map(|line| line.chars().count()).max();
    for (line, last) in written.lines().zip(last) {
        let gap = " ".repeat(widest.unwrap_or(0) - line.chars().count() + 2);
        writeln!(out, "{line}{gap}{last}")?;
    }
    Ok(())
}

fn strings<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
