//! Round numbers along an axis.

use crate::plot::state::Bounds;
use grafscope_core::table::{Format, number};

/// Widest label of a tick.
const WIDEST: usize = 7;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) label: String,
}

/// Ticks in steps of 1, 2 or 5 times a power of ten, at most about `most` of them.
pub(crate) fn ticks(bounds: Bounds, most: u16) -> Vec<Tick> {
    let least = (bounds.high - bounds.low) / f64::from(most.max(1));
    let power = 10_f64.powf(least.log10().floor());
    let mut steps = [1.0, 2.0, 5.0].map(|factor| factor * power).into_iter();
    let step = steps.find(|&step| step >= least).unwrap_or(10.0 * power);
    let decimals = (-step.log10()).ceil().clamp(0.0, 9.0) as u8;
    let first = (bounds.low / step).ceil();
    let count = (bounds.high / step).floor() - first;
    if !count.is_finite() || count < 0.0 {
        return Vec::new();
    }
    let tick = |at| {
        let value = (first + f64::from(at)) * step;
        let mut label = number(value, Format::Fixed(decimals));
        if label.len() > WIDEST {
            label = number(value, Format::Si);
        }
        Tick { value, label }
    };
    (0..=count as u32).map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, most: u16) -> Vec<String> {
        let ticks = ticks(Bounds { low, high }, most);
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(labels(8.3, 93.1, 5), ["20", "40", "60", "80"]);
        assert_eq!(labels(90.05, 91.2, 4), ["90.5", "91.0"]);
        assert_eq!(labels(-0.1, 1.2, 3), ["0.0", "0.5", "1.0"]);
        assert_eq!(labels(0.0121, 0.0155, 4), ["0.013", "0.014", "0.015"]);
        assert_eq!(labels(0.0, 4e8, 2), ["0", "200M", "400M"]);
    }

    #[test]
    fn there_are_not_more_than_asked_for_by_one() {
        for most in 1..20 {
            for span in 1..200 {
                let count = labels(3.7, 3.7 + f64::from(span) * 0.37, most).len();
                assert!(count <= usize::from(most) + 1, "{count} > {most}");
            }
        }
    }
}
