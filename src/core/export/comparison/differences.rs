//! The differences of a comparison as a table: a line for each method that is compared, by training size.

use crate::experiment::{Difference, Labelled, Summary, p_value_text, signed};

/// How many columns of a table of differences are labels.
pub(super) fn labels(summary: &Summary) -> usize {
    2 + usize::from(summary.has_models())
}

/// Its headings.
pub fn difference_headings(summary: &Summary) -> Vec<String> {
    let delta = format!("Δ {}", summary.metric.title());
    let model = summary.has_models().then_some("model");
    let headings = ["features"].into_iter().chain(model);
    let headings = headings.chain([
        "reference",
        "n",
        &delta,
        "95 % interval",
        "seeds",
        "p (Holm)",
        "verdict",
    ]);
    headings.map(str::to_owned).collect()
}

/// Its lines, with `label` for feature sets and models; none where nothing is compared.
pub fn difference_lines(summary: &Summary, label: impl Fn(&str) -> String) -> Vec<Vec<String>> {
    let decimals = summary.metric.decimals();
    let line = |(of, difference): (Labelled<'_>, &Difference)| -> Vec<String> {
        let model = summary.has_models().then(|| label(of.model));
        let delta = difference.test.delta;
        let reference = of
            .reference
            .map(|reference| label(&summary.name(reference)));
        [label(of.features)]
            .into_iter()
            .chain(model)
            .chain([
                reference.unwrap_or_default(),
                of.size.to_string(),
                signed(delta.mean, decimals),
                difference.interval_text(decimals),
                delta.count.to_string(),
                p_value_text(difference.p_holm),
                difference.verdict.to_string(),
            ])
            .collect()
    };
    summary.compared().map(line).collect()
}
