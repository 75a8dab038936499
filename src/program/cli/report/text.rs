//! The text of a report.

use crate::cli::info::summary::Summary;
use crate::cli::info::text::{range, runs};
use crate::cli::report::ReportData;
use crate::cli::report::detail;
use crate::cli::study::args::seed_range;
use grafscope_core::export::{ComparisonFormat, code, escaped, markdown_table, write_comparisons};
use grafscope_core::predict::SavedSets;

/// The whole report.
pub(super) fn markdown(data: &ReportData) -> anyhow::Result<String> {
    let key = data.explained.key();
    let mut out = vec![format!(
        "# {}: {} on {}",
        escaped(&key.benchmark),
        code(&key.target),
        escaped(&key.dataset)
    )];
    let points = compared_at_largest(data)
        .into_iter()
        .chain(detail::summary(data));
    out.extend(["## Summary".to_owned(), list(points)]);
    out.extend(benchmark(data)?);
    out.extend(compared(data));
    out.extend(further(data));
    out.extend(detail::paragraphs(data));
    out.extend(detail::trade_offs(data));
    out.push("## How this was made".to_owned());
    out.push(format!("```sh\n{}\n```", command_line()));
    out.push(format!(
        "By grafscope {}, with {}. The same command on the same data writes the same report. Scores are always computed on held-out rows.",
        env!("CARGO_PKG_VERSION"),
        seed_range(data.comparison.seeds)
    ));
    let paragraphs = out.iter().map(|paragraph| paragraph.trim_end());
    Ok(paragraphs.collect::<Vec<_>>().join("\n\n") + "\n")
}

fn list(points: impl IntoIterator<Item = String>) -> String {
    let points = points.into_iter().map(|point| format!("- {point}"));
    points.collect::<Vec<_>>().join("\n")
}

/// A picture with a text for those who do not see it.
pub(super) fn picture(data: &ReportData, name: &str, says: &str) -> String {
    format!("![{}]({})", escaped(says), data.file(name))
}

/// What the methods score at the largest size: the reference, then each of the others against it.
fn compared_at_largest(data: &ReportData) -> Vec<String> {
    let summary = &data.comparison.summary;
    let Some(column) = summary.sizes.len().checked_sub(1) else {
        return Vec::new();
    };
    let name = |place: usize| {
        let (features, model) = &summary.series[place];
        if summary.has_models() {
            format!("{} with {}", code(features), code(model))
        } else {
            code(features)
        }
    };
    let decimals = summary.metric.decimals();
    // A single method is compared with nothing.
    let reference = summary.reference(column).unwrap_or(0);
    let Some(cell) = summary.cells.get(reference).map(|cells| &cells[column]) else {
        return Vec::new();
    };
    let mut first = format!(
        "With {} training rows {} reaches {} {} over {} seeds",
        summary.sizes[column],
        name(reference),
        summary.metric.title(),
        cell.spread.text(decimals),
        cell.seeds
    );
    if cell.is_best {
        first += &format!(", the best mean of {} compared", summary.series.len());
    }
    let others = summary.cells.iter().enumerate();
    let others = others.filter_map(|(place, cells)| {
        let difference = cells[column].difference.as_ref()?;
        let (of, than) = (name(place), name(reference));
        Some(format!(
            "{of} against {than}: {}.",
            difference.sentence(decimals)
        ))
    });
    [first + "."].into_iter().chain(others).collect()
}

/// What the benchmark holds.
fn benchmark(data: &ReportData) -> anyhow::Result<Vec<String>> {
    let study = &data.study;
    let summary = Summary::new(&study.opened)?;
    let groups = summary.groups.iter().filter(|group| group.features);
    let groups = groups.map(|group| format!("{} {}", code(group.name), group.columns));
    let mut facts = vec![
        format!("search space: {}", escaped(&summary.space_text())),
        format!("rows: {}", summary.rows),
        format!("canonical rows: {}", summary.canonical_rows),
    ];
    let format = summary.format.map(escaped);
    facts.extend(format.map(|format| format!("file format: {format}")));
    let groups = groups.collect::<Vec<_>>().join(", ");
    facts.push(format!("features, by group: {groups}"));
    facts.extend(summary.joins.iter().map(|join| {
        format!(
            "joined: {}: {} rows matched, {} missing, {} unknown architectures",
            code(&join.file),
            join.matched,
            join.missing,
            join.unknown
        )
    }));
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
        "range of canonical rows",
        "training seeds per row",
    ];
    let task = &study.prediction_task;
    let mut datasets = summary.datasets.iter();
    let dataset = datasets.find(|of| of.name == task.dataset);
    let mut targets = dataset.iter().flat_map(|of| &of.targets);
    let target = targets.find(|target| target.name == task.target_name());
    let mut out = vec![
        "## The benchmark".to_owned(),
        escaped(&summary.doc),
        list(facts),
        markdown_table(&heading, heading.len(), &rows),
    ];
    let target = target.filter(|target| !target.doc.is_empty());
    out.extend(target.map(|of| format!("{}: {}", code(&of.name), escaped(&of.doc))));
    let notes = summary.notes.iter();
    out.extend(notes.map(|note| format!("Note: {}", escaped(note))));
    Ok(out)
}

/// The comparison of the feature sets.
fn compared(data: &ReportData) -> Vec<String> {
    let comparison = &data.comparison;
    let mut table = Vec::new();
    let comparisons = std::slice::from_ref(comparison);
    // Writing to memory cannot fail.
    let _ = write_comparisons(&mut table, ComparisonFormat::Markdown, comparisons);
    let metric = comparison.summary.metric.title();
    let sizes = format!("{metric} of each feature set by training size, with standard deviations");
    let curves = format!("{metric} of each feature set against training size");
    let mut out = vec![
        "## Feature sets compared".to_owned(),
        String::from_utf8_lossy(&table).into_owned(),
        "All sets are trained on the same samples, drawn at random with each seed, and scored on the held-out rows. The numbers are in [comparison.csv](comparison.csv).".to_owned(),
        picture(data, "comparison", &sizes),
        "## Learning curves".to_owned(),
        picture(data, "curves", &curves),
    ];
    let saved = SavedSets::of_user().sets;
    let series = comparison.summary.series.iter();
    let mut used: Vec<String> = series.map(|of| of.0.clone()).collect();
    let mut named = Vec::new();
    // A named set may consist of named sets.
    while let Some(text) = used.pop() {
        let words = text.split(|c: char| !(c.is_alphanumeric() || "_-.".contains(c)));
        for (name, meaning) in words.filter_map(|word| saved.iter().find(|(name, _)| *name == word))
        {
            let point = format!("{}: {}", code(name), code(meaning));
            if !named.contains(&point) {
                named.push(point);
                used.push(meaning.to_owned());
            }
        }
    }
    if !named.is_empty() {
        named.sort();
        out.extend(["Named sets:".to_owned(), list(named)]);
    }
    out
}

/// The same comparison for further targets.
fn further(data: &ReportData) -> Vec<String> {
    if data.further.is_empty() {
        return Vec::new();
    }
    let mut tables = Vec::new();
    // Writing to memory cannot fail.
    let _ = write_comparisons(&mut tables, ComparisonFormat::Markdown, &data.further);
    let main = code(data.study.prediction_task.target_name());
    vec![
        "## Further targets".to_owned(),
        format!(
            "The same feature sets on the same training samples. Each target is scored on its own held-out rows; all else in this report is about {main}."
        ),
        String::from_utf8_lossy(&tables).into_owned(),
    ]
}

/// The command that made the report, as a line for a shell.
fn command_line() -> String {
    let given = std::env::args_os().skip(1);
    let words = given.map(|word| quoted(&word.to_string_lossy()));
    let words: Vec<String> = ["grafscope".to_owned()].into_iter().chain(words).collect();
    words.join(" ")
}

/// `word` so that a shell takes it literally.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./,=:+%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_shell_reads_words_as_they_were() {
        assert_eq!(quoted("nas-bench-201"), "nas-bench-201");
        assert_eq!(quoted("graf;zcp"), "'graf;zcp'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
        assert_eq!(quoted(""), "''");
    }
}
