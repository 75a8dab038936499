//! Round numbers along an axis: every chart, on the screen and in pictures, is marked with these.

/// A marked place of an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it is.
    pub value: f64,
    /// The value as it is written, in ASCII.
    pub label: String,
}

/// The multiples of 1, 2 or 5 times a power of ten from `low` to `high`, about `most` of them.
pub fn ticks(low: f64, high: f64, most: usize) -> Vec<Tick> {
    if !(low < high && low.is_finite() && high.is_finite()) {
        return Vec::new();
    }
    let least = (high - low) / most.max(1) as f64;
    let power = 10_f64.powf(least.log10().floor());
    // The slack takes a step that is as large but for rounding.
    let mut factors = [1.0, 2.0, 5.0].into_iter();
    let factor = factors.find(|factor| factor * power >= least * 0.999);
    let step = factor.unwrap_or(10.0) * power;
    let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
    let values = (first..=last).map(|at| at as f64 * step);
    values.map(|value| Tick::new(value, step)).collect()
}

/// The same for an axis on which equal distances are equal factors, `low` above 0: powers of ten, with
/// their multiples by 2 and 5 where there is room.
pub fn log_ticks(low: f64, high: f64, most: usize) -> Vec<Tick> {
    if !(low > 0.0 && low < high && high.is_finite()) {
        return Vec::new();
    }
    let decades = low.log10().floor() as i32..=high.log10().ceil() as i32;
    let of = |factors: &[f64], every: usize| -> Vec<Tick> {
        let powers = decades.clone().step_by(every).map(|at| 10_f64.powi(at));
        let values = powers.flat_map(|power| factors.iter().map(move |of| (of * power, power)));
        let inside = values.filter(|(value, _)| (low..=high).contains(value));
        inside.map(|(value, step)| Tick::new(value, step)).collect()
    };
    let all = [of(&[1.0, 2.0, 5.0], 1), of(&[1.0], 1)];
    let sparse = (2..40).map(|every| of(&[1.0], every));
    let fitting = all
        .into_iter()
        .chain(sparse)
        .find(|ticks| ticks.len() <= most.max(2));
    // Within less than a decade the linear ones say more.
    fitting
        .filter(|ticks| ticks.len() > 2)
        .unwrap_or_else(|| ticks(low, high, most))
}

impl Tick {
    /// `step` is the distance to its neighbours, above 0.
    fn new(value: f64, step: f64) -> Self {
        let value = if value == 0.0 { 0.0 } else { value };
        let decimals = (-step.log10().floor()).max(0.0) as usize;
        let label = if decimals > 4 || value.abs() >= 1e6 {
            scientific(value, step)
        } else {
            format!("{value:.decimals$}")
        };
        Self { value, label }
    }
}

/// As many digits as tell neighbours apart.
fn scientific(value: f64, step: f64) -> String {
    let exponent = |number: f64| (number.log10() + 1e-9).floor();
    let digits = (exponent(value.abs().max(step)) - exponent(step)) as usize;
    let text = format!("{value:.digits$e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if mantissa.contains('.') => {
            let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
            format!("{mantissa}e{exponent}")
        }
        _ if value == 0.0 => "0".to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: Vec<Tick>) -> Vec<String> {
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    fn linear(low: f64, high: f64) -> Vec<String> {
        labels(ticks(low, high, 5))
    }

    #[test]
    fn ticks_are_round_and_tell_values_apart() {
        assert_eq!(linear(0.0, 100.0), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(linear(8.3, 93.1), ["20", "40", "60", "80"]);
        assert_eq!(linear(-0.31, 0.33), ["-0.2", "0.0", "0.2"]);
        assert_eq!(linear(0.9101, 0.9149), ["0.911", "0.912", "0.913", "0.914"]);
        assert_eq!(linear(0.0, 3.1e7), ["0", "1e7", "2e7", "3e7"]);
        assert_eq!(linear(1e-7, 5e-7), ["1e-7", "2e-7", "3e-7", "4e-7", "5e-7"]);
        for (low, high) in [(12_345_678.0, 12_345_679.0), (-1e-9, 1e-9), (5.0, 5e9)] {
            let labels = linear(low, high);
            let mut distinct = labels.clone();
            distinct.dedup();
            assert!(labels == distinct && labels.len() > 1, "{labels:?}");
        }
        assert!(ticks(1.0, 1.0, 5).is_empty() && ticks(f64::NAN, 1.0, 5).is_empty());
    }

    #[test]
    fn there_are_not_more_than_asked_for_by_one() {
        for most in 1..20 {
            for span in 1..200 {
                let count = ticks(3.7, 3.7 + f64::from(span) * 0.37, most).len();
                assert!(count <= most + 1, "{count} > {most}");
            }
        }
    }

    #[test]
    fn on_an_axis_of_factors_ticks_are_powers_of_ten_and_what_fits_between() {
        let of = |low, high, most| labels(log_ticks(low, high, most));
        assert_eq!(of(1.0, 100.0, 8), ["1", "2", "5", "10", "20", "50", "100"]);
        assert_eq!(of(0.002, 30.0, 5), ["0.01", "0.1", "1", "10"]);
        assert_eq!(of(1.0, 1e12, 5), ["1", "1000", "1e6", "1e9", "1e12"]);
        assert_eq!(of(62.0, 95.0, 4), ["70", "80", "90"]);
        assert!(log_ticks(0.0, 1.0, 5).is_empty());
    }
}
