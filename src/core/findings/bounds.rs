//! Upper bounds: what no predictor could exceed.

use crate::diagnosis::{Against, Collisions, Drawn, Noise, UpperBounds};
use crate::predict::Scores;

use super::{Block, Cell, Section, Sentence, Table, Values};

const TAUS: &str = "Tau between seeds: how alike separate trainings of the same architectures order \
    them. Training is stochastic, and a predictor of a single run is not expected to exceed this. It is \
    no strict limit for predicting a mean over more seeds, which is less noisy.";
const FLOOR: &str = "Variance over seeds: the error that remains even if every architecture's mean over \
    infinitely many seeds is known, because the true values are means over a few. A predictor gets below \
    it only due to chance.";
const BEST: &str = "Any function: the same features always give the same prediction, so that at best it \
    is the mean of their rows (R², RMSE) or the median (MAE), known from these very rows. No model \
    on these features does better here; nothing says that one learns this much from few rows.";
const ENCLOSED: &str = "The best order of groups is too hard to find. Groups by their mean rank reach the \
    first tau; the second would take every pair of groups in its better order at once.";

/// Seed noise and feature collisions. The first row of either table is the predictor itself.
pub fn upper_bounds(found: &UpperBounds, values: &Values) -> [Section; 2] {
    let bounds = Bounds {
        values,
        own: &found.scores,
    };
    [
        seed_noise(found.noise.as_ref(), &bounds),
        feature_collisions(&found.collisions, &bounds),
    ]
}

/// The best tau of any function of the features: a score, or the range that it is known to be in.
pub fn best_tau(found: &Collisions) -> String {
    let (reached, most) = (score(found.tau_reached), score(found.tau_most));
    if reached == most {
        reached
    } else {
        format!("{reached} to {most}")
    }
}

fn score(value: f64) -> String {
    Cell::Score(value).plain()
}

struct Bounds<'a> {
    values: &'a Values<'a>,
    own: &'a Scores,
}

impl Bounds<'_> {
    fn row(&self, label: &str, [tau, r2, mae, rmse]: [f64; 4], rows: usize) -> Vec<Cell> {
        vec![
            Cell::Text(label.to_owned()),
            Cell::Score(tau),
            Cell::Score(r2),
            Cell::Number(mae, self.values.format),
            Cell::Number(rmse, self.values.format),
            Cell::Count(rows),
        ]
    }

    fn table(&self, bounds: Vec<Vec<Cell>>) -> Block {
        let own = self.own;
        let own = self.row(
            "this predictor",
            [own.tau, own.r2, own.mae, own.rmse],
            own.rows,
        );
        Block::Table(Table {
            headings: vec![
                String::new(),
                "tau".to_owned(),
                "R²".to_owned(),
                self.values.heading("MAE"),
                self.values.heading("RMSE"),
                "rows".to_owned(),
            ],
            rows: [own].into_iter().chain(bounds).collect(),
            wide_first: false,
        })
    }
}

const NONE: f64 = f64::NAN;

fn seed_noise(noise: Option<&Noise>, bounds: &Bounds) -> Section {
    let heading = "Upper bound: seed noise, single trainings of the same architecture";
    let Some(noise) = noise.filter(|noise| !noise.taus.is_empty()) else {
        let unknown = Sentence::new("There are no single seeds of ")
            .code(bounds.values.target)
            .text(": how noisy it is, is unknown.");
        let blocks = [bounds.table(Vec::new()), Block::Sentence(unknown)];
        return Section::new(heading, blocks);
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for of in &noise.taus {
        let label = match of.against {
            Against::Seed(other) => format!("seed {}, seed {other}", of.seed),
            Against::Others => format!("seed {}, mean of others", of.seed),
        };
        rows.push(bounds.row(&label, [of.tau, NONE, NONE, NONE], of.rows));
    }
    let floor = noise.floor.map(|floor| {
        let figures = [NONE, floor.r2, NONE, floor.rmse];
        rows.push(bounds.row("variance over seeds", figures, floor.rows));
        Block::sentence(FLOOR)
    });
    let blocks = [bounds.table(rows), Block::sentence(TAUS)];
    Section::new(heading, blocks.into_iter().chain(floor))
}

fn feature_collisions(found: &Collisions, bounds: &Bounds) -> Section {
    let agree = score(found.tau_reached) == score(found.tau_most);
    let (of_tau, drawn) = match found.drawn {
        Drawn::All => (found.rows, None),
        Drawn::Groups(rows) => (rows, Some("as whole groups")),
        Drawn::Rows(rows) => (rows, Some("one by one")),
    };
    let mut rows = Vec::new();
    if !agree && !found.tau_reached.is_nan() {
        let figures = [found.tau_reached, NONE, NONE, NONE];
        rows.push(bounds.row("by mean rank", figures, of_tau));
    }
    let label = if agree {
        "any function"
    } else {
        "any function, at most"
    };
    let best = [found.tau_most, found.r2, found.mae, found.rmse];
    rows.push(bounds.row(label, best, found.rows));
    let mut blocks = vec![bounds.table(rows)];
    if found.groups == 0 {
        blocks.push(Block::sentence(format!(
            "No two of the {} rows share all {} features: some function of them is always right.",
            found.rows, found.features
        )));
    } else {
        blocks.push(Block::sentence(format!(
            "{} of {} rows share all {} features with another one: {} groups. Inside, true values have a \
             standard deviation of {} on average, and differ by up to {}.",
            found.shared,
            found.rows,
            found.features,
            found.groups,
            bounds.values.text(found.mean_sd),
            bounds.values.text(found.worst_range),
        )));
        blocks.extend(drawn.map(|how| {
            let text = format!("Tau is over {of_tau} of the rows, drawn {how} with seed 0.");
            Block::sentence(text)
        }));
        blocks.push(Block::sentence(BEST));
        blocks.extend((!agree).then(|| Block::sentence(ENCLOSED)));
    }
    let heading = "Upper bound: feature collisions, rows that the features cannot tell apart";
    Section::new(heading, blocks)
}
