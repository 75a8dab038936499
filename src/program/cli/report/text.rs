//! The text of a report.

use crate::cli::info::summary::Summary;
use crate::cli::info::text::{range, runs};
use crate::cli::report::ReportData;
use crate::cli::report::closely;
use crate::cli::report::command_line::command_line;
use grafscope_core::experiment::Mark;
use grafscope_core::export::{ComparisonFormat, code, escaped, markdown_table, write_comparisons};
use grafscope_core::predict::SavedSets;

/// The whole report.
pub(super) fn markdown(data: &ReportData) -> String {
    let mut out = String::new();
    let key = data.explained.key();
    push(
        &mut out,
        &format!(
            "# {}: {} on {}",
            escaped(&key.benchmark),
            code(&key.target),
            escaped(&key.dataset)
        ),
    );
    in_short(&mut out, data);
    benchmark(&mut out, data);
    compared(&mut out, data);
    closely::closely(&mut out, data);
    made(&mut out, data);
    out
}

pub(super) fn push(out: &mut String, paragraph: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(paragraph.trim_end());
    out.push('\n');
}

/// A picture with a text for those who do not see it.
pub(super) fn picture(data: &ReportData, name: &str, says: &str) -> String {
    format!("![{}]({})", escaped(says), data.file(name))
}

/// The findings in a few sentences.
fn in_short(out: &mut String, data: &ReportData) {
    push(out, "## In short");
    let mut points: Vec<String> = best(data).into_iter().collect();
    points.extend(closely::in_short(data));
    let lines: Vec<String> = points.iter().map(|point| format!("- {point}")).collect();
    push(out, &lines.join("\n"));
}

/// Which series is best at the largest size.
fn best(data: &ReportData) -> Option<String> {
    let summary = &data.comparison.summary;
    let (&size, at) = summary
        .sizes
        .last()
        .zip(summary.sizes.len().checked_sub(1))?;
    let name = |place: usize| {
        let (features, model) = &summary.series[place];
        if summary.has_models() {
            format!("{} with {}", code(features), code(model))
        } else {
            code(features)
        }
    };
    let marked = |mark: Mark| -> Vec<usize> {
        let places = 0..summary.series.len();
        places
            .filter(|&place| summary.cells[place][at].mark == mark)
            .collect()
    };
    let best = *marked(Mark::Best).first()?;
    let cell = &summary.cells[best][at];
    let figure = cell.spread.text(summary.metric.decimals());
    let metric = summary.metric.title();
    let mut sentence = format!(
        "With {size} training rows {} reaches {metric} {figure} over {} seeds",
        name(best),
        cell.seeds
    );
    if summary.series.len() > 1 {
        sentence += &format!(", the best mean of {} compared", summary.series.len());
        let ties: Vec<String> = marked(Mark::NotWorse).into_iter().map(name).collect();
        sentence += &if ties.is_empty() {
            "; all others are significantly worse".to_owned()
        } else {
            format!("; not significantly different: {}", ties.join(", "))
        };
        if !marked(Mark::Open).is_empty() {
            sentence += ", as far as so few seeds can tell";
        }
    }
    Some(sentence + ".")
}

/// What the benchmark holds.
fn benchmark(out: &mut String, data: &ReportData) {
    let study = &data.study;
    let summary = Summary::new(&study.bench, &study.features);
    push(out, "## The benchmark");
    push(out, &escaped(&summary.doc));
    let mut facts = vec![
        (
            "search space",
            match &summary.space_because {
                Some(because) => format!("{}: {}", escaped(&summary.space), escaped(because)),
                None => escaped(&summary.space),
            },
        ),
        ("rows", summary.rows.to_string()),
        ("canonical rows", summary.canonical_rows.to_string()),
    ];
    facts.extend(
        summary
            .format
            .map(|format| ("file format", escaped(format))),
    );
    let groups = summary.groups.iter().filter(|group| group.features);
    let groups = groups.map(|group| format!("{} {}", code(group.name), group.columns));
    facts.push(("features, by group", groups.collect::<Vec<_>>().join(", ")));
    for join in &summary.joins {
        facts.push((
            "joined",
            format!(
                "{}: {} rows matched, {} missing, {} unknown architectures",
                code(&join.file),
                join.matched,
                join.missing,
                join.unknown
            ),
        ));
    }
    let lines: Vec<String> = facts
        .iter()
        .map(|(name, fact)| format!("- {name}: {fact}"))
        .collect();
    push(out, &lines.join("\n"));
    let mut rows = Vec::new();
    for dataset in &summary.datasets {
        for target in &dataset.targets {
            rows.push(vec![
                escaped(&dataset.name),
                code(&target.name),
                escaped(target.unit),
                target.better.to_owned(),
                range(target.range, target.format),
                range(target.canonical_range, target.format),
                runs(target),
            ]);
        }
    }
    let heading = [
        "data set",
        "target",
        "unit",
        "better",
        "range",
        "of canonical rows",
        "training seeds per row",
    ];
    push(out, &markdown_table(&heading, heading.len(), &rows));
    let dataset = summary
        .datasets
        .iter()
        .find(|of| of.name == study.prediction_task.dataset);
    let target = dataset.and_then(|of| {
        let mut targets = of.targets.iter();
        targets.find(|target| target.name == study.prediction_task.target_name())
    });
    if let Some(target) = target.filter(|target| !target.doc.is_empty()) {
        push(
            out,
            &format!("{}: {}", code(&target.name), escaped(&target.doc)),
        );
    }
    for note in &summary.notes {
        push(out, &format!("Note: {}", escaped(note)));
    }
}

/// The feature sets against each other.
fn compared(out: &mut String, data: &ReportData) {
    push(out, "## Feature sets compared");
    let comparison = &data.comparison;
    let mut table = Vec::new();
    let comparisons = std::slice::from_ref(comparison);
    // A list of bytes takes everything.
    let _ = write_comparisons(&mut table, ComparisonFormat::Markdown, comparisons);
    push(out, &String::from_utf8_lossy(&table));
    push(
        out,
        "All sets are trained on the same samples, drawn at random with each seed, and evaluated on the rows that were not drawn. The numbers are in [comparison.csv](comparison.csv).",
    );
    let metric = comparison.summary.metric.title();
    let says = format!("{metric} of each feature set by training size, with standard deviations");
    push(out, &picture(data, "comparison", &says));
    push(out, "## Learning curves");
    let says = format!("{metric} of each feature set against training size");
    push(out, &picture(data, "curves", &says));
    let saved = SavedSets::of_user().sets;
    let mut used: Vec<String> = comparison
        .summary
        .series
        .iter()
        .map(|of| of.0.clone())
        .collect();
    let mut named = Vec::new();
    // What a set is made of may be named sets again.
    while let Some(text) = used.pop() {
        let words = text.split(|c: char| !(c.is_alphanumeric() || "_-.".contains(c)));
        for (name, meaning) in words.filter_map(|word| saved.iter().find(|(name, _)| *name == word))
        {
            let line = format!("- {}: {}", code(name), code(meaning));
            if !named.contains(&line) {
                named.push(line);
                used.push(meaning.to_owned());
            }
        }
    }
    if !named.is_empty() {
        named.sort();
        push(out, "Named sets:");
        push(out, &named.join("\n"));
    }
}

/// How to reproduce it.
fn made(out: &mut String, data: &ReportData) {
    push(out, "## How this was made");
    push(out, &format!("```sh\n{}\n```", command_line()));
    let seeds = data.comparison.seeds;
    let mut text = format!(
        "By grafscope {}, with seeds {} to {}.",
        env!("CARGO_PKG_VERSION"),
        seeds.first,
        seeds
            .first
            .wrapping_add(seeds.count.saturating_sub(1) as u64)
    );
    text += " The same command on the same data writes the same report. Scores are always computed on held-out rows.";
    push(out, &text);
}
