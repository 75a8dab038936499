//! One predictor in detail.

use grafscope_core::diagnosis::importance::By;
use grafscope_core::diagnosis::{Class, Slice};
use grafscope_core::export::code;
use grafscope_core::findings::{self, Section, best_tau};

use crate::cli::report::ReportData;
use crate::cli::report::text::{picture, push};

/// Most rows of a table.
const MOST: usize = 10;

/// What is found about it, one sentence each.
pub(super) fn in_short(data: &ReportData) -> Vec<String> {
    let values = data.explained.values();
    let found = &data.findings;
    let (scores, collisions) = (&found.upper_bounds.scores, &found.upper_bounds.collisions);
    let key = data.explained.key();
    let mut points = vec![
        format!(
            "In detail: {} on {}, n = {}, seed {}: tau {:.3}, R² {:.3}, MAE {} on {} held-out rows.",
            code(&key.model),
            code(&key.features),
            key.train_size,
            key.seed,
            scores.tau,
            scores.r2,
            values.text(found.summary.mae),
            found.summary.rows
        ),
        format!(
            "Upper bound for any function of these features on these rows: tau {}, R² {:.3}.",
            best_tau(collisions),
            collisions.r2
        ),
    ];
    let wrong = |slice: &&Slice| slice.confirmed && slice.class != Class::Right;
    points.push(match found.slices.slices.iter().find(wrong) {
        Some(slice) => format!(
            "Of the confirmed error slices, {} has the largest share: {:.0} % of the rows and {:.0} % of the error, mean error {}.",
            code(&slice.rule),
            100.0 * slice.held_out.rows as f64 / found.slices.rows.1 as f64,
            100.0 * slice.held_out.share,
            values.text(slice.held_out.mean_error)
        ),
        None => "No error slice is confirmed on the held-out half.".to_owned(),
    });
    let weights = found.importances.weights(By::Feature);
    let most = (0..weights.len())
        .max_by(|&a, &b| weights[a].contribution.total_cmp(&weights[b].contribution));
    points.extend(most.map(|at| {
        format!(
            "The most important feature is {}: mean |SHAP value| {}.",
            code(&found.importances.grouping(By::Feature).names[at]),
            values.text(weights[at].contribution)
        )
    }));
    points
}

/// Its sections.
pub(super) fn closely(out: &mut String, data: &ReportData) {
    let (values, found) = (data.explained.values(), &data.findings);
    let key = data.explained.key();
    push(out, "## One predictor in detail");
    push(
        out,
        &format!(
            "{} on {}, trained on {} rows with seed {}.",
            code(&key.model),
            code(&key.features),
            key.train_size,
            key.seed,
        ),
    );
    let bounds = &found.upper_bounds;
    let intervals = &data.explained.intervals;
    section(
        out,
        &findings::performance(&found.summary, &bounds.scores, intervals, &values),
    );
    push(out, "### Predicted and true");
    push(
        out,
        &picture(data, "scatter", "Predicted against true values"),
    );
    push(out, "### Errors");
    push(
        out,
        &picture(data, "residuals", "Errors against predicted values"),
    );
    push(
        out,
        &picture(data, "histogram", "How many rows have which error"),
    );
    section(out, &findings::slices(&found.slices, &values));
    for bound in findings::upper_bounds(bounds, &values) {
        section(out, &bound);
    }
    section(
        out,
        &findings::importances(&found.importances, &values, &[By::Feature]),
    );
    push(
        out,
        "All importances are in [importances.csv](importances.csv).",
    );
    for (name, says) in [
        ("importances", "The most important features"),
        ("families", "Importance by family of features"),
        ("operations", "Importance by operation"),
    ] {
        push(out, &picture(data, name, says));
    }
}

fn section(out: &mut String, section: &Section) {
    push(out, &format!("### {}", section.heading));
    for paragraph in section.markdown(MOST) {
        push(out, &paragraph);
    }
}
