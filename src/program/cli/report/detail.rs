//! One predictor in detail.

use grafscope_core::diagnosis::importance::By;
use grafscope_core::diagnosis::{Class, Slice};
use grafscope_core::export::{code, escaped};
use grafscope_core::findings::{self, Section, best_tau};

use crate::cli::report::ReportData;
use crate::cli::report::text::picture;

/// Max rows of a table.
const MOST: usize = 10;

/// What it is.
fn predictor(data: &ReportData) -> String {
    let key = data.explained.key();
    let (model, features) = (code(&key.model), code(&key.features));
    format!(
        "{model} on {features}, n = {}, seed {}",
        key.train_size, key.seed
    )
}

/// What is found about it, one sentence each.
pub(super) fn summary(data: &ReportData) -> Vec<String> {
    let values = data.explained.values();
    let found = &data.findings;
    let (scores, collisions) = (&found.upper_bounds.scores, &found.upper_bounds.collisions);
    let mut points = vec![
        format!(
            "In detail: {}: tau {:.3}, R² {:.3}, MAE {} on {} held-out rows.",
            predictor(data),
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
    points.extend(data.tradeoff.as_ref().map(|tradeoff| {
        format!(
            "Rows chosen for {} by prediction attain {:.3} of the possible hypervolume.",
            tradeoff.names(),
            tradeoff.choice.share()
        )
    }));
    let wrong = |slice: &&Slice| slice.confirmed && slice.class != Class::Right;
    points.push(match found.slices.slices.iter().find(wrong) {
        Some(slice) => format!(
            "Of the confirmed error slices, {} has the largest lift, {:.1}: {:.0} % of the rows and {:.0} % of the error, mean error {}; {}.",
            code(&slice.rule),
            slice.lift,
            100.0 * slice.held_out.rows as f64 / found.slices.rows.1 as f64,
            100.0 * slice.held_out.share,
            values.text(slice.held_out.mean_error),
            slice.training
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

/// Its sections, as paragraphs.
pub(super) fn paragraphs(data: &ReportData) -> Vec<String> {
    let (values, found) = (data.explained.values(), &data.findings);
    let bounds = &found.upper_bounds;
    let intervals = &data.explained.intervals;
    let performance = findings::performance(&found.summary, &bounds.scores, intervals, &values);
    let mut out = vec![
        "## One predictor in detail".to_owned(),
        format!("{}.", predictor(data)),
    ];
    let provenance = data.explained.provenance();
    out.extend(
        provenance
            .lines()
            .map(|line| format!("{}.", escaped(&line))),
    );
    out.extend(section(&performance));
    out.extend([
        "### Predicted and true".to_owned(),
        picture(data, "scatter", "Predicted against true values"),
        "### Errors".to_owned(),
        picture(data, "residuals", "Errors against predicted values"),
        picture(data, "histogram", "How many rows have which error"),
    ]);
    out.extend(section(&findings::slices(&found.slices, &values)));
    out.push("These slices are also in [slices.csv](slices.csv).".to_owned());
    for bound in findings::upper_bounds(bounds, &values) {
        out.extend(section(&bound));
    }
    let importances = findings::importances(&found.importances, &values, &[By::Feature]);
    out.extend(section(&importances));
    out.extend([
        "All importances are in [importances.csv](importances.csv).".to_owned(),
        picture(data, "importances", "The most important features"),
        picture(data, "families", "Importance by feature family"),
        picture(data, "operations", "Importance by operation"),
    ]);
    out
}

/// How the target is traded off with what a network costs; nothing where the benchmark does not have both.
pub(super) fn trade_offs(data: &ReportData) -> Vec<String> {
    let Some(tradeoff) = &data.tradeoff else {
        return Vec::new();
    };
    let names = tradeoff.names();
    let says = format!(
        "{names} of the held-out rows, with the Pareto front by true values and by prediction"
    );
    let [found, list] = [tradeoff.section(), tradeoff.list()];
    let mut out = vec!["## Trade-offs".to_owned()];
    out.push(format!(
        "What takes training to know is predicted, each target by a predictor of its own: {}.",
        predictor(data)
    ));
    out.extend(section(&found));
    out.push(picture(data, "tradeoff", &says));
    out.extend(section(&list));
    out
}

fn section(section: &Section) -> Vec<String> {
    let heading = format!("### {}", section.heading);
    [heading]
        .into_iter()
        .chain(section.markdown(MOST))
        .collect()
}
