//! What no predictor could beat, as lines.

use crate::layout::wrap::wrap;
use grafscope_core::diagnosis::{Against, Collisions, Drawn, Noise, UpperBounds};
use grafscope_core::table::{Format, number};

/// The view of ceilings.
#[derive(Debug, Clone, Copy, Default)]
pub struct BoundsView {
    /// First line shown.
    pub scroll: usize,
}

/// A line of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoundLine {
    /// The title of a part.
    Heading(String),
    /// Figures: what they are of, tau, R², MAE, RMSE, and over how many rows; empty where there is none.
    Figures {
        /// What they are of.
        label: String,
        /// Tau, R², MAE, RMSE.
        figures: [String; 4],
        /// Rows they are over.
        rows: usize,
        /// Whether they are those of the predictor rather than a ceiling.
        own: bool,
    },
    /// What the figures mean.
    Text(String),
}

const TAUS: &str = "Tau between seeds: how alike separate trainings of the same architectures order \
    them. Training is a game of chance, and who predicts one run is not expected above this. It is no \
    strict limit for predicting a mean over more seeds, which chance moves less.";
const FLOOR: &str = "Variance over seeds: the error that is left to someone who knows what every \
    architecture comes to on average over endless seeds, because the true values are means over a few. \
    A predictor gets below it by luck only.";
const BEST: &str = "Any function: the same features always give the same prediction, so that at best it \
    is the mean of their rows (R2, RMSE) or the median (MAE), known from these very rows. No model \
    on these features does better here; nothing says that one learns this much from few rows.";
const ENCLOSED: &str = "The best order of groups is too hard to find. Groups by their mean rank reach the \
    first tau; the second would take every pair of groups in its better order at once.";

/// The lines for a screen `width` cells wide; figures in the target's unit are written in `format`.
pub fn bound_lines(
    upper_bounds: &UpperBounds,
    target: &str,
    format: Format,
    width: usize,
) -> Vec<BoundLine> {
    let mut lines = Lines {
        done: Vec::new(),
        format,
        width,
    };
    let scores = &upper_bounds.scores;
    let own = [scores.tau, scores.r2, scores.mae, scores.rmse];
    lines.figures("this predictor", own, scores.rows, true);
    lines.noise(upper_bounds.noise.as_ref(), target);
    lines.collisions(&upper_bounds.collisions);
    lines.done
}

struct Lines {
    done: Vec<BoundLine>,
    format: Format,
    width: usize,
}

impl Lines {
    fn heading(&mut self, text: &str) {
        self.done.push(BoundLine::Text(String::new()));
        self.done.push(BoundLine::Heading(text.to_owned()));
    }

    fn text(&mut self, text: &str) {
        let lines = wrap(text, self.width.saturating_sub(2));
        self.done.extend(lines.into_iter().map(BoundLine::Text));
    }

    fn figures(
        &mut self,
        label: impl Into<String>,
        [tau, r2, mae, rmse]: [f64; 4],
        rows: usize,
        own: bool,
    ) {
        let share = |value: f64| {
            if value.is_nan() {
                String::new()
            } else {
                format!("{value:.3}")
            }
        };
        self.done.push(BoundLine::Figures {
            label: label.into(),
            figures: [
                share(tau),
                share(r2),
                number(mae, self.format),
                number(rmse, self.format),
            ],
            rows,
            own,
        });
    }

    fn noise(&mut self, noise: Option<&Noise>, target: &str) {
        const NONE: f64 = f64::NAN;
        self.heading("noise: single trainings of the same architecture");
        let Some(noise) = noise.filter(|noise| !noise.taus.is_empty()) else {
            self.text(&format!(
                "There are no single seeds of {target} to compare: how noisy it is cannot be told."
            ));
            return;
        };
        for tau in &noise.taus {
            let label = match tau.against {
                Against::Seed(other) => format!("seed {}, seed {other}", tau.seed),
                Against::Others => format!("seed {}, mean of others", tau.seed),
            };
            self.figures(label, [tau.tau, NONE, NONE, NONE], tau.rows, false);
        }
        if let Some(floor) = noise.floor {
            let figures = [NONE, floor.r2, NONE, floor.rmse];
            self.figures("variance over seeds", figures, floor.rows, false);
        }
        self.text(TAUS);
        if noise.floor.is_some() {
            self.text(FLOOR);
        }
    }

    fn collisions(&mut self, found: &Collisions) {
        self.heading("collisions: rows that the features cannot tell apart");
        let three = |value: f64| format!("{value:.3}");
        let agree = three(found.tau_reached) == three(found.tau_most);
        let of_tau = match found.drawn {
            Drawn::All => found.rows,
            Drawn::Groups(rows) | Drawn::Rows(rows) => rows,
        };
        if !agree && !found.tau_reached.is_nan() {
            let tau = [found.tau_reached, f64::NAN, f64::NAN, f64::NAN];
            self.figures("by mean rank", tau, of_tau, false);
        }
        let best = [found.tau_most, found.r2, found.mae, found.rmse];
        let label = if agree {
            "any function"
        } else {
            "any function, at most"
        };
        self.figures(label, best, found.rows, false);
        if found.groups == 0 {
            self.text(&format!(
                "No two of the {} rows share all {} features: some function of them is always right.",
                found.rows, found.features
            ));
            return;
        }
        self.text(&format!(
            "{} of {} rows share all {} features with another one: {} groups. Inside, true values have a \
             standard deviation of {} on average, and differ by up to {}.",
            found.shared,
            found.rows,
            found.features,
            found.groups,
            number(found.mean_sd, self.format),
            number(found.worst_range, self.format),
        ));
        match found.drawn {
            Drawn::All => {}
            Drawn::Groups(rows) => self.text(&format!(
                "Tau is over {rows} of the rows, drawn as whole groups with seed 0."
            )),
            Drawn::Rows(rows) => self.text(&format!(
                "Tau is over {rows} of the rows, drawn one by one with seed 0."
            )),
        }
        self.text(BEST);
        if !agree {
            self.text(ENCLOSED);
        }
    }
}
