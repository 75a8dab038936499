//! What is worth measuring, given what a model predicts.

use std::fmt;

use anyhow::ensure;

use crate::predict::{ModelSpec, two_sided};

/// Binary digits that values keep: functions of the system differ in their last ones.
const DIGITS: u32 = 36;
/// Standard deviations that an upper confidence bound is above the mean.
const BOUND: f64 = 1.0;

/// A function of what is predicted of a candidate: the one with the greatest value is measured next.
#[derive(Clone, Copy)]
pub struct Acquisition {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is and where its formula comes from, as one phrase.
    pub doc: &'static str,
    /// Whether models without uncertainty cannot be used.
    pub needs_uncertainty: bool,
    /// Whether [`Posterior::drawn`] is needed.
    pub(super) draws: bool,
    /// Whether its value is an improvement, which may be as good as none.
    pub(super) improves: bool,
    value: fn(&Posterior) -> f64,
}

/// Every acquisition function, the default first.
pub const ACQUISITIONS: [Acquisition; 4] = [
    Acquisition {
        name: "ei",
        doc: "Expected improvement on the best measured value (Jones, Schonlau and Welch, 1998)",
        needs_uncertainty: true,
        draws: false,
        improves: true,
        value: expected_improvement,
    },
    Acquisition {
        name: "ucb",
        doc: "Upper confidence bound: the mean plus one standard deviation (Srinivas et al., 2010)",
        needs_uncertainty: true,
        draws: false,
        improves: false,
        value: |of| of.mean + BOUND * of.deviation,
    },
    Acquisition {
        name: "thompson",
        doc: "Thompson sampling: the best of a function drawn from the model (Thompson, 1933)",
        needs_uncertainty: true,
        draws: true,
        improves: false,
        value: |of| of.mean + of.drawn,
    },
    Acquisition {
        name: "greedy",
        doc: "The best predicted value; the only one for models without uncertainty",
        needs_uncertainty: false,
        draws: false,
        improves: false,
        value: |of| of.mean,
    },
];

/// What is predicted of a candidate, on a scale on which more is better.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posterior {
    pub(super) mean: f64,
    pub(super) deviation: f64,
    /// The best measured value.
    pub(super) best: f64,
    /// How far above its mean a function drawn at random is.
    pub(super) drawn: f64,
}

impl Acquisition {
    /// The one called `name`.
    pub fn find(name: &str) -> Option<Self> {
        ACQUISITIONS.into_iter().find(|of| of.name == name)
    }

    /// Whether `model` can guide by it.
    ///
    /// # Errors
    /// When it cannot: says why.
    pub(super) fn check(&self, model: &ModelSpec) -> anyhow::Result<()> {
        if self.needs_uncertainty {
            check_uncertainty(model, self.name, "greedy")?;
        }
        Ok(())
    }

    /// Its value, the same on every machine.
    pub(super) fn value(&self, of: &Posterior) -> f64 {
        rounded((self.value)(of))
    }
}

impl Default for Acquisition {
    fn default() -> Self {
        ACQUISITIONS[0]
    }
}

impl PartialEq for Acquisition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Acquisition {}

impl fmt::Debug for Acquisition {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// `instead` is what to use where `model` has no uncertainty.
pub(super) fn check_uncertainty(
    model: &ModelSpec,
    acquisition: &str,
    instead: &str,
) -> anyhow::Result<()> {
    let model = model.model();
    ensure!(
        model.has_uncertainty,
        "{} has no uncertainty, which the acquisition function {acquisition} needs: use {instead}",
        model.name
    );
    Ok(())
}

/// A value, the same on every machine.
pub(super) fn rounded(value: f64) -> f64 {
    let lost = f64::MANTISSA_DIGITS - DIGITS;
    f64::from_bits(value.to_bits() >> lost << lost)
}

pub(super) fn expected_improvement(of: &Posterior) -> f64 {
    let gain = of.mean - of.best;
    let certain = gain.max(0.0);
    if of.deviation <= 0.0 {
        return certain;
    }
    // The same for a gain and for a loss of its size, but for what is certain.
    let away = gain.abs() / of.deviation;
    let density = (-0.5 * away * away).exp() / std::f64::consts::TAU.sqrt();
    certain + of.deviation * (density - away * two_sided(away) / 2.0).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_improvement_is_the_integral() {
        for (mean, deviation) in [(0.0, 1.0), (0.4, 0.1), (-0.3, 0.2), (-2.0, 0.5), (3.0, 2.0)] {
            let best = 0.1;
            let step = 1e-3;
            let integral: f64 = (-10_000..10_000)
                .map(|at| f64::from(at) * step + step / 2.0)
                .map(|z| {
                    let density = (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
                    (mean + deviation * z - best).max(0.0) * density * step
                })
                .sum();
            let value = Acquisition::default().value(&Posterior {
                mean,
                deviation,
                best,
                drawn: 0.0,
            });
            let off = (value - integral).abs();
            assert!(
                off < 1e-6 + 1e-4 * integral,
                "{mean} {deviation}: {value} {integral}"
            );
        }
    }

    #[test]
    fn without_doubt_there_is_only_the_gain() {
        let value = |mean| {
            let posterior = Posterior {
                mean,
                deviation: 0.0,
                best: 1.0,
                drawn: 0.0,
            };
            Acquisition::default().value(&posterior)
        };
        assert!((value(3.0) - 2.0).abs() < 1e-9 && value(0.5) == 0.0);
    }

    #[test]
    fn names_are_found_and_more_is_better_for_all() {
        for acquisition in ACQUISITIONS {
            assert_eq!(Acquisition::find(acquisition.name), Some(acquisition));
            let posterior = |mean| Posterior {
                mean,
                deviation: 0.3,
                best: 0.5,
                drawn: 0.1,
            };
            let (less, more) = (posterior(0.2), posterior(0.4));
            assert!(acquisition.value(&less) < acquisition.value(&more));
        }
        assert_eq!(Acquisition::find("pi"), None);
    }
}
