//! Axes: which values they hold, and where they are marked.

/// Share of the range of values that is left free at both ends.
const MARGIN: f64 = 0.03;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// Whether equal distances are equal factors.
    by_factors: bool,
    /// Values that are marked, ascending, each with its label.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Scale {
    /// From `low` to `high` with some room at both ends, and about `count` ticks at round values.
    pub(super) fn around(low: f64, high: f64, count: usize) -> Self {
        let (low, high) = if low <= high && low.is_finite() && high.is_finite() {
            (low, high)
        } else {
            (0.0, 1.0)
        };
        let span = if high > low {
            high - low
        } else {
            low.abs().max(1e-3)
        };
        Self::exact(low - span * MARGIN, high + span * MARGIN, count)
    }

    pub(super) fn from_zero(high: f64, count: usize) -> Self {
        let high = if high > 0.0 && high.is_finite() {
            high
        } else {
            1.0
        };
        Self::exact(0.0, high * (1.0 + MARGIN), count)
    }

    /// From `low` to `high`, which is larger, exactly.
    pub(super) fn exact(low: f64, high: f64, count: usize) -> Self {
        Self {
            ticks: ticks(low, high, count),
            low,
            high,
            by_factors: false,
        }
    }

    /// An axis for `sizes`, ascending and above 0, with a tick at each.
    pub(super) fn of_sizes(sizes: &[usize]) -> Self {
        let (first, last) = match sizes {
            [] => (1.0, 2.0),
            [only] => (*only as f64 / 2.0, *only as f64 * 2.0),
            [first, .., last] => (*first as f64, *last as f64),
        };
        let room = (last / first).powf(MARGIN);
        let ticks = sizes.iter().map(|&size| (size as f64, size.to_string()));
        Self {
            low: first / room,
            high: last * room,
            by_factors: true,
            ticks: ticks.collect(),
        }
    }

    pub(super) fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Where `value` lies: 0 at the low end, 1 at the high one.
    pub(super) fn share(&self, value: f64) -> f64 {
        if self.by_factors {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}

/// The multiples of 1, 2 or 5 times a power of ten between `low` and `high`, about `count` of them.
fn ticks(low: f64, high: f64, count: usize) -> Vec<(f64, String)> {
    let least = (high - low) / count.max(1) as f64;
    let exponent = least.log10().floor();
    let power = 10_f64.powf(exponent);
    let mut factors = [1.0, 2.0, 5.0].into_iter();
    let factor = factors.find(|factor| factor * power >= least * 0.999);
    let step = factor.unwrap_or(10.0) * power;
    let decimals = (-step.log10().floor()).max(0.0);
    let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
    let values = (first..=last).map(|at| at as f64 * step);
    let tick = |value| (value, label(value, step, decimals as usize));
    values.map(tick).collect()
}

fn label(value: f64, step: f64, decimals: usize) -> String {
    if decimals > 4 || value.abs() >= 1e6 {
        // As many digits as tell neighbours apart.
        let exponent = |number: f64| (number.log10() + 1e-9).floor();
        let digits = (exponent(value.abs().max(step)) - exponent(step)) as usize;
        let text = format!("{value:.digits$e}");
        return match text.split_once('e') {
            Some((mantissa, exponent)) if mantissa.contains('.') => {
                let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
                format!("{mantissa}e{exponent}")
            }
            _ if value == 0.0 => "0".to_owned(),
            _ => text,
        }
        .replace('-', "−");
    }
    let value = if value == 0.0 { 0.0 } else { value };
    format!("{value:.decimals$}").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64) -> Vec<String> {
        let ticks = ticks(low, high, 5);
        ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round_and_tell_values_apart() {
        assert_eq!(labels(0.0, 100.0), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(labels(-0.31, 0.33), ["−0.2", "0.0", "0.2"]);
        assert_eq!(labels(0.9101, 0.9149), ["0.911", "0.912", "0.913", "0.914"]);
        assert_eq!(labels(0.0, 3.1e7), ["0", "1e7", "2e7", "3e7"]);
        assert_eq!(labels(1e-7, 5e-7), ["1e−7", "2e−7", "3e−7", "4e−7", "5e−7"]);
        for (low, high) in [(12_345_678.0, 12_345_679.0), (-1e-9, 1e-9), (5.0, 5e9)] {
            let labels = labels(low, high);
            let mut distinct = labels.clone();
            distinct.dedup();
            assert!(labels == distinct && labels.len() > 1, "{labels:?}");
        }
    }

    #[test]
    fn a_scale_holds_its_values_and_sizes_are_apart_by_factors() {
        for (low, high) in [(1.0, 3.0), (2.0, 2.0), (f64::NAN, 1.0), (0.0, 0.0)] {
            let scale = Scale::around(low, high, 5);
            assert!(scale.range().0 < scale.range().1 && !scale.ticks.is_empty());
        }
        let sizes = Scale::of_sizes(&[16, 64, 256]);
        assert!((sizes.share(64.0) - 0.5).abs() < 1e-9);
        assert!(Scale::of_sizes(&[32]).share(32.0) > 0.4 && Scale::of_sizes(&[]).share(1.0) < 1.0);
    }
}
