//! The text of a report.

use crate::cli::info::summary::Summary;
use crate::cli::info::text::{range, runs};
use crate::cli::report::ReportData;
use crate::cli::report::detail;
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::Mark;
use grafscope_core::export::{ComparisonFormat, code, escaped, markdown_table, write_comparisons};
use grafscope_core::predict::SavedSets;

/// The whole report.
pub(super) fn markdown(data: &ReportData) -> String {
    let key = data.explained.key();
    let mut out = vec![format!(
        "# {}: {} on {}",
        escaped(&key.benchmark),
        code(&key.target),
        escaped(&key.dataset)
    )];
    let points = best(data).into_iter().chain(detail::summary(data));
    out.extend(["## Summary".to_owned(), list(points)]);
    out.extend(benchmark(data));
    out.extend(compared(data));
    out.extend(detail::paragraphs(data));
    out.push("## How this was made".to_owned());
    out.push(format!("```sh\n{}\n```", command_line()));
    out.push(format!(
        "By grafscope {}, with {}. The same command on the same data writes the same report. Scores are always computed on held-out rows.",
        env!("CARGO_PKG_VERSION"),
        seed_range(data.comparison.seeds)
    ));
    let paragraphs = out.iter().map(|paragraph| paragraph.trim_end());
    paragraphs.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn list(points: impl IntoIterator<Item = String>) -> String {
    let points = points.into_iter().map(|point| format!("- {point}"));
    points.collect::<Vec<_>>().join("\n")
}

/// A picture with a text for those who do not see it.
pub(super) fn picture(data: &ReportData, name: &str, says: &str) -> String {
    format!("![{}]({})", escaped(says), data.file(name))
}

/// Which series is best at the largest size.
fn best(data: &ReportData) -> Option<String> {
    let summary = &data.comparison.summary;
    let size = summary.sizes.last()?;
    let at = summary.sizes.len() - 1;
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
    let mut sentence = format!(
        "With {size} training rows {} reaches {} {} over {} seeds",
        name(best),
        summary.metric.title(),
        cell.spread.text(summary.metric.decimals()),
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
fn benchmark(data: &ReportData) -> Vec<String> {
    let study = &data.study;
    let summary = Summary::new(&study.opened);
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
    out
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
