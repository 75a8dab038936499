//! Findings and one explained prediction as text.

use std::io::Write;

use grafscope_core::diagnosis::importance::By;
use grafscope_core::export::write_columns;
use grafscope_core::findings::Findings;
use grafscope_core::predict::Intervals;
use grafscope_core::table::{Format, number};

use crate::cli::explain::architecture::{Architecture, Sum};
use crate::cli::explain::explained::ExplainedPredictor;
use crate::cli::explain::external::External;
use crate::cli::front::tradeoff::Tradeoff;
use crate::cli::output::width;

/// Max lines of a list.
const MOST: usize = 15;

pub(super) fn findings(
    out: &mut dyn Write,
    found: &Findings,
    explained: &ExplainedPredictor,
    external: &[External],
    tradeoff: Option<&Tradeoff>,
) -> anyhow::Result<()> {
    heading(out, explained)?;
    for external in external {
        external.write_text(out, explained)?;
    }
    let sections = found.sections(&explained.intervals, &explained.values(), &By::ALL);
    for section in sections.into_iter().chain(tradeoff.map(Tradeoff::section)) {
        writeln!(out)?;
        section.write_text(out, MOST, width())?;
    }
    Ok(())
}

fn heading(out: &mut dyn Write, explained: &ExplainedPredictor) -> anyhow::Result<()> {
    let trained = &explained.trained;
    let request = &trained.request;
    writeln!(
        out,
        "{}; {}; {}; n {}; seed {}{}",
        trained.prediction_task.heading(),
        request.features.text(),
        request.model,
        request.train_size,
        request.seed,
        explained.provenance().suffix(),
    )?;
    Ok(())
}

pub(super) fn architecture(
    out: &mut dyn Write,
    found: &Architecture,
    explained: &ExplainedPredictor,
) -> anyhow::Result<()> {
    let format = explained.values().format;
    let value = |value: f64| number(value, format);
    heading(out, explained)?;
    writeln!(out, "{}", found.arch)?;
    match found.truth {
        Some(truth) => writeln!(out, "true {}", value(truth))?,
        None => writeln!(out, "no true value: not in the benchmark, or not measured")?,
    }
    writeln!(out, "predicted {}", value(found.prediction))?;
    if let Some(out_of_bag) = found.out_of_bag {
        writeln!(
            out,
            "in the training data; out-of-bag prediction {}",
            value(out_of_bag)
        )?;
    }
    if let (Some(lower), Some(upper)) = (found.lower, found.upper) {
        let level = Intervals::percent(explained.intervals.level);
        let (lower, upper) = (value(lower), value(upper));
        writeln!(out, "{level} % interval {lower} to {upper}")?;
    }
    if !found.unknown.is_empty() {
        writeln!(out, "unknown features: {}", found.unknown.join(", "))?;
    }
    writeln!(out, "\nSHAP values ({})", found.how)?;
    let signed = |value: f64| {
        let text = number(value, format);
        if value > 0.0 {
            format!("+{text}")
        } else {
            text
        }
    };
    let mut lines = vec![strings(["base", "", &value(found.base)])];
    let (shown, rest) = found
        .contributions
        .split_at(found.contributions.len().min(MOST));
    for of in shown {
        let own = of.value.map(|own| number(own, Format::Compact));
        let own = own.unwrap_or_else(|| "-".to_owned());
        lines.push(vec![of.column.clone(), own, signed(of.amount)]);
    }
    if !rest.is_empty() {
        let sum = rest.iter().map(|of| of.amount).sum();
        lines.push(strings([&format!("{} more", rest.len()), "", &signed(sum)]));
    }
    lines.push(strings(["prediction", "", &value(found.prediction)]));
    write_columns(out, &lines)?;
    for (title, sums) in [
        ("family", &found.families),
        ("operation", &found.operations),
    ] {
        writeln!(out)?;
        let mut lines = vec![strings([title, "SHAP value"])];
        let of = |sum: &Sum| vec![sum.name.clone(), signed(sum.contribution)];
        lines.extend(sums.iter().map(of));
        write_columns(out, &lines)?;
    }
    Ok(())
}

fn strings<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
