//! Scores of the rows predicted best. Where equal predictions leave open which rows these are, a score is
//! its mean over all orders of these rows.

use crate::bench::Better;

use super::score::Ranks;

/// Architectures that a search would train before it takes the best of them.
const TOP: usize = 10;
/// Share of the rows that gain nothing, and the exponent of the best row's gain.
const WORST: f64 = 0.2;
const EXPONENT: f64 = 20.0;

/// Rows by their true values and by their predictions; at least two.
pub(super) struct Top<'a> {
    pub(super) truth: &'a [f64],
    pub(super) by_truth: &'a Ranks,
    pub(super) by_prediction: &'a Ranks,
    pub(super) better: Better,
}

impl Top<'_> {
    /// The true value of a row; more is better.
    fn value(&self, row: u32) -> f64 {
        let truth = self.truth[row as usize];
        match self.better {
            Better::Higher => truth,
            Better::Lower => -truth,
        }
    }

    /// The true value at a place, 0 the best; more is better.
    fn best(&self, place: usize) -> f64 {
        let order = &self.by_truth.order;
        self.value(match self.better {
            Better::Higher => order[order.len() - 1 - place],
            Better::Lower => order[place],
        })
    }

    /// The first `count` rows predicted best: groups of equal predictions, and how many of each belong
    /// to them, which is all but for the last one.
    fn predicted_best(&self, count: usize) -> impl Iterator<Item = (&[u32], usize)> {
        let mut open = count;
        let groups = self.by_prediction.best_first(self.better);
        groups.map_while(move |group| {
            let taken = group.len().min(open);
            open -= taken;
            (taken > 0).then_some((group, taken))
        })
    }

    /// The share of this percentage of the rows, predicted best, that is among as many truly best. A row
    /// is among these when fewer rows are better.
    pub(super) fn precision(&self, percent: usize) -> f64 {
        let count = (self.truth.len() * percent / 100).max(1);
        let worst = self.best(count - 1);
        let hits = self.predicted_best(count).map(|(group, taken)| {
            let good = group.iter().filter(|&&row| self.value(row) >= worst);
            good.count() as f64 * taken as f64 / group.len() as f64
        });
        hits.sum::<f64>() / count as f64
    }

    /// The normalised discounted cumulative gain of the ten predicted best; NaN when the worst rows are
    /// as good as the best.
    pub(super) fn ndcg(&self) -> f64 {
        let rows = self.truth.len();
        let (best, worst) = (self.best(0), self.quantile(WORST));
        if best <= worst {
            return f64::NAN;
        }
        let gain = |value: f64| {
            let relevance = ((value - worst) / (best - worst)).max(0.0);
            (EXPONENT * relevance).exp2() - 1.0
        };
        let discount = |place: usize| 1.0 / (place as f64 + 2.0).log2();
        let ideal = (0..TOP.min(rows)).map(|place| gain(self.best(place)) * discount(place));
        let mut place = 0;
        let found = self.predicted_best(TOP).map(|(group, taken)| {
            let gains: f64 = group.iter().map(|&row| gain(self.value(row))).sum();
            let mean = gains / group.len() as f64;
            let places = place..place + taken;
            place += taken;
            places.map(|place| mean * discount(place)).sum::<f64>()
        });
        (found.sum::<f64>() / ideal.sum::<f64>()).min(1.0)
    }

    /// The value that this share of the rows is worse than, between two rows linearly.
    fn quantile(&self, share: f64) -> f64 {
        let last = self.truth.len() - 1;
        let at = last as f64 * share;
        let place = |above: usize| self.best(last - (at as usize + above).min(last));
        let (low, high) = (place(0), place(1));
        low + (high - low) * at.fract()
    }

    /// By how much the best of the ten predicted best falls short of the best of all.
    pub(super) fn regret(&self) -> f64 {
        self.least(|row| self.best(0) - self.value(row))
    }

    /// The true rank of the best of the ten predicted best; 1 is the best, ties share the better rank.
    pub(super) fn best_rank(&self) -> f64 {
        let ranks = self.by_truth.ranks(self.better);
        self.least(|row| f64::from(ranks[row as usize]))
    }

    /// The mean of the least `of` the ten predicted best.
    fn least(&self, of: impl Fn(u32) -> f64) -> f64 {
        let mut least = f64::INFINITY;
        for (group, taken) in self.predicted_best(TOP) {
            let mut numbers: Vec<f64> = group.iter().map(|&row| of(row).min(least)).collect();
            numbers.sort_unstable_by(f64::total_cmp);
            least = least_of_drawn(&numbers, taken);
        }
        least
    }
}

/// The mean of the least of `drawn` numbers, drawn at random from these, which ascend.
fn least_of_drawn(numbers: &[f64], drawn: usize) -> f64 {
    let mut mean = numbers[0];
    // How likely none of those before is drawn.
    let mut none = 1.0;
    for (at, pair) in numbers.windows(2).enumerate() {
        let left = numbers.len() - at;
        if left <= drawn {
            break;
        }
        none *= 1.0 - drawn as f64 / left as f64;
        mean += none * (pair[1] - pair[0]);
    }
    mean
}

#[cfg(test)]
mod tests;
