//! One predictor looked at closely.

use crate::cli::report::Told;
use crate::cli::report::text::{picture, push};
use grafscope_core::diagnosis::importance::By;
use grafscope_core::diagnosis::{Against, Class, Slice};
use grafscope_core::export::{code, escaped, markdown_table};
use grafscope_core::predict::Intervals;
use grafscope_core::table::{Format, number};

/// Lines of a table.
const MOST: usize = 10;

/// How values of the target are written.
struct Values {
    format: Format,
    /// The unit behind a value, with a blank before it.
    unit: String,
}

impl Values {
    fn of(told: &Told) -> Self {
        let prediction_task = &told.study.prediction_task;
        let spec = &prediction_task.table.column(prediction_task.target).spec;
        Self {
            format: spec.format,
            unit: match spec.unit.symbol() {
                "" => String::new(),
                symbol => format!(" {symbol}"),
            },
        }
    }

    fn text(&self, value: f64) -> String {
        format!("{}{}", number(value, self.format), self.unit)
    }
}

/// What is found of it, one sentence each.
pub(super) fn in_short(told: &Told) -> Vec<String> {
    let values = Values::of(told);
    let answers = &told.answers;
    let (scores, collisions) = (
        &answers.upper_bounds.scores,
        &answers.upper_bounds.collisions,
    );
    let key = told.trained.key();
    let mut points = vec![format!(
        "Looked at closely: {} on {}, n = {}, seed {}: tau {:.3}, R² {:.3}, MAE {} on {} unseen rows.",
        code(&key.model),
        code(&key.features),
        key.train_size,
        key.seed,
        scores.tau,
        scores.r2,
        values.text(answers.summary.mae),
        answers.summary.rows
    )];
    points.push(format!(
        "The best that any function of these features reaches on these rows: tau {}, R² {:.3}.",
        best_tau(told),
        collisions.r2
    ));
    let off = |slice: &&Slice| slice.confirmed && slice.class != Class::Right;
    let confirmed = answers.slices.slices.iter().find(off);
    points.push(match confirmed {
        Some(slice) => format!(
            "Of the regions of error that hold on rows they were not found on, {} has the largest share: {:.0} % of the rows and {:.0} % of the error, mean error {}.",
            code(&slice.rule),
            100.0 * slice.held_out.rows as f64 / answers.slices.rows.1 as f64,
            100.0 * slice.held_out.share,
            values.text(slice.held_out.mean_error)
        ),
        None => "No region of error holds on rows that it was not found on.".to_owned(),
    });
    let weights = answers.importances.weights(By::Feature);
    let most = (0..weights.len())
        .max_by(|&a, &b| weights[a].contribution.total_cmp(&weights[b].contribution));
    points.extend(most.map(|at| {
        format!(
            "What adds most to its predictions is {}, {} on average.",
            code(&answers.importances.grouping(By::Feature).names[at]),
            values.text(weights[at].contribution)
        )
    }));
    points
}

fn best_tau(told: &Told) -> String {
    let of = &told.answers.upper_bounds.collisions;
    if of.tau_most - of.tau_reached < 0.0005 {
        format!("{:.3}", of.tau_reached)
    } else {
        format!("{:.3} to {:.3}", of.tau_reached, of.tau_most)
    }
}

/// Its sections.
pub(super) fn closely(out: &mut String, told: &Told) {
    let values = Values::of(told);
    let key = told.trained.key();
    push(out, "## One predictor looked at closely");
    push(
        out,
        &format!(
            "{} on {}, trained on {} rows with seed {}, judged on {} rows that it has not seen.",
            code(&key.model),
            code(&key.features),
            key.train_size,
            key.seed,
            told.answers.summary.rows
        ),
    );
    scores(out, told, &values);
    push(out, "### Predicted and true");
    push(
        out,
        &picture(told, "scatter", "Predicted against true values"),
    );
    push(out, "### Errors");
    push(
        out,
        &picture(told, "residuals", "Errors against predicted values"),
    );
    push(
        out,
        &picture(told, "histogram", "How many rows have which error"),
    );
    slices(out, told, &values);
    upper_bounds(out, told, &values);
    importances(out, told, &values);
}

fn scores(out: &mut String, told: &Told, values: &Values) {
    let (summary, scores) = (&told.answers.summary, &told.answers.upper_bounds.scores);
    let mut lines = vec![
        ["Kendall's tau".to_owned(), format!("{:.3}", scores.tau)],
        [
            "Spearman's rho".to_owned(),
            format!("{:.3}", scores.spearman),
        ],
        ["R²".to_owned(), format!("{:.3}", scores.r2)],
        ["mean absolute error".to_owned(), values.text(summary.mae)],
        [
            "root mean squared error".to_owned(),
            values.text(summary.rmse),
        ],
        ["mean error".to_owned(), values.text(summary.bias)],
        [
            "true rank of the best of the ten predicted best".to_owned(),
            number(scores.best_of_top10_rank, Format::Compact),
        ],
    ];
    let intervals = &told.trained.intervals;
    let level = Intervals::percent(intervals.level);
    if !intervals.coverage().is_nan() {
        lines.push([
            format!("rows inside their {level} % interval"),
            format!("{:.1} %", 100.0 * intervals.coverage()),
        ]);
        lines.push([
            "mean width of these intervals".to_owned(),
            values.text(intervals.width),
        ]);
    }
    let lines: Vec<Vec<String>> = lines.into_iter().map(Vec::from).collect();
    push(out, &markdown_table(&["score", "value"], 1, &lines));
}

fn slices(out: &mut String, told: &Told, values: &Values) {
    let found = &told.answers.slices;
    push(out, "### Where it errs");
    if found.slices.is_empty() {
        push(out, "No region of the features tells errors apart.");
        return;
    }
    push(
        out,
        &format!(
            "Regions were found on one half of the judged rows ({}), and every figure is of the other half ({}), but for the mean error on the half they were found on. A region is confirmed when the other half says the same with 95 % confidence for all regions together.",
            found.rows.0, found.rows.1
        ),
    );
    let line = |slice: &Slice| {
        let half = &slice.held_out;
        vec![
            code(&slice.rule),
            slice.class.name().to_owned(),
            if slice.confirmed { "yes" } else { "no" }.to_owned(),
            half.rows.to_string(),
            values.text(half.mean_error),
            values.text(slice.found.mean_error),
            values.text(half.mae),
            format!("{:.1} %", 100.0 * half.share),
        ]
    };
    let lines: Vec<Vec<String>> = found.slices.iter().take(MOST).map(line).collect();
    let heading = [
        "region",
        "predicted",
        "confirmed",
        "rows",
        "mean error",
        "where found",
        "MAE",
        "share of error",
    ];
    push(out, &markdown_table(&heading, 3, &lines));
    more(out, found.slices.len());
}

/// Says how many lines are left out.
fn more(out: &mut String, all: usize) {
    if all > MOST {
        push(out, &format!("And {} more.", all - MOST));
    }
}

fn upper_bounds(out: &mut String, told: &Told, values: &Values) {
    let found = &told.answers.upper_bounds;
    push(out, "### What no predictor could do better");
    let of = &found.collisions;
    push(
        out,
        &format!(
            "{} rows have {} feature vectors; {} rows share theirs, in {} groups, with true values up to {} apart. The best that any function of these features reaches: tau {}, R² {:.3}, MAE {}, RMSE {}.",
            of.rows,
            of.vectors,
            of.shared,
            of.groups,
            values.text(of.worst_range),
            best_tau(told),
            of.r2,
            values.text(of.mae),
            values.text(of.rmse)
        ),
    );
    let Some(noise) = &found.noise else {
        push(
            out,
            "The benchmark has no single runs of this target, so its noise is not known.",
        );
        return;
    };
    let mut lines: Vec<String> = Vec::new();
    for of in &noise.taus {
        let against = match of.against {
            Against::Seed(seed) => format!("seed {seed}"),
            Against::Others => "the mean of the others".to_owned(),
        };
        lines.push(format!(
            "- training seed {} against {against}: tau {:.3}, {} rows",
            of.seed, of.tau, of.rows
        ));
    }
    if let Some(floor) = noise.floor {
        lines.push(format!(
            "- noise of the means: RMSE {} at best, R² {:.3}; {} rows with two seeds or more",
            values.text(floor.rmse),
            floor.r2,
            floor.rows
        ));
    }
    push(out, "The benchmark's own noise:");
    push(out, &lines.join("\n"));
}

fn importances(out: &mut String, told: &Told, values: &Values) {
    let found = &told.answers.importances;
    push(out, "### What it goes by");
    push(
        out,
        &format!(
            "Mean absolute contribution to the predictions of {} unseen rows ({}), and what tau loses when a feature changes places among {} rows, {} times. All figures are in [importances.csv](importances.csv).",
            found.explained.rows.len(),
            escaped(found.how.name()),
            found.permuted_rows,
            found.options.permutations
        ),
    );
    push(
        out,
        &picture(told, "importances", "The features that count most"),
    );
    let weights = found.weights(By::Feature);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| weights[b].contribution.total_cmp(&weights[a].contribution));
    let line = |&at: &usize| {
        let lost = weights[at].loss.map_or_else(String::new, |loss| {
            format!("{:.3} ± {:.3}", loss.tau.mean, loss.tau.deviation)
        });
        vec![
            code(&found.grouping(By::Feature).names[at]),
            values.text(weights[at].contribution),
            lost,
        ]
    };
    let lines: Vec<Vec<String>> = order.iter().take(MOST).map(line).collect();
    push(
        out,
        &markdown_table(&["feature", "contribution", "tau lost"], 1, &lines),
    );
    more(out, order.len());
    push(
        out,
        &picture(told, "families", "The same by family of features"),
    );
    push(out, &picture(told, "operations", "The same by operation"));
}
