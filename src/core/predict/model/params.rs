//! Parameters of a model: names, defaults and ranges.

/// Multiples of powers of ten that [`ParamSpec::step`] goes through.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];
/// Ranges of whole numbers up to this long are gone through one by one.
const SHORT: f64 = 20.0;

/// A parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParamSpec {
    /// Its name.
    pub name: &'static str,
    /// What it does, as one phrase.
    pub doc: &'static str,
    /// Value when none is given.
    pub default: f64,
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
    /// Whether only whole numbers are accepted.
    pub whole: bool,
}

impl ParamSpec {
    pub(super) const fn whole(name: &'static str, default: u32, (low, high): (u32, u32)) -> Self {
        Self {
            whole: true,
            ..Self::number(name, default as f64, (low as f64, high as f64))
        }
    }

    pub(super) const fn number(name: &'static str, default: f64, (low, high): (f64, f64)) -> Self {
        Self {
            name,
            doc: "",
            default,
            low,
            high,
            whole: false,
        }
    }

    pub(super) const fn doc(self, doc: &'static str) -> Self {
        Self { doc, ..self }
    }

    /// What is accepted, in words.
    pub fn accepts(&self) -> String {
        let whole = if self.whole { "whole " } else { "" };
        format!("a {whole}number from {} to {}", self.low, self.high)
    }

    /// Reads a value; `None` when it is not accepted.
    pub fn parse(&self, text: &str) -> Option<f64> {
        let value: f64 = text.parse().ok()?;
        let whole = !self.whole || value.fract() == 0.0;
        (whole && (self.low..=self.high).contains(&value)).then_some(value)
    }

    /// The next larger or smaller of 1, 2 and 5 times the powers of ten, the default and the ends of the
    /// range; whole numbers one by one where the range is short. `value` itself at the end of the range.
    pub fn step(&self, value: f64, up: bool) -> f64 {
        let further = |step: f64| if up { step > value } else { step < value };
        let within = |step: &f64| (self.low..=self.high).contains(step) && further(*step);
        let nearest = |steps: &mut dyn Iterator<Item = f64>| {
            let steps = steps.filter(within);
            let distance = |step: f64| (step - value).abs();
            steps.min_by(|&a, &b| distance(a).total_cmp(&distance(b)))
        };
        let found = if self.whole && self.high - self.low <= SHORT {
            nearest(&mut [value - 1.0, value + 1.0].into_iter())
        } else {
            // Parsed, since 3 × 0.1 is not 0.3.
            let parse = |text: String| text.parse().unwrap_or(f64::NAN);
            let steps =
                (-6..=9).flat_map(|power| STEPS.map(|step| parse(format!("{step}e{power}"))));
            let whole = |step: &f64| !self.whole || step.fract() == 0.0;
            let ends = [self.low, self.default, self.high];
            nearest(&mut steps.filter(whole).chain(ends))
        };
        found.unwrap_or(value)
    }
}

/// Values of a model's parameters, each within its range.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    specs: &'static [ParamSpec],
    values: Vec<f64>,
}

impl Params {
    pub(super) fn new(specs: &'static [ParamSpec]) -> Self {
        Self {
            specs,
            values: specs.iter().map(|spec| spec.default).collect(),
        }
    }

    /// Each parameter with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&'static ParamSpec, f64)> + '_ {
        self.specs.iter().zip(self.values.iter().copied())
    }

    /// The value of the parameter called `name`.
    ///
    /// # Panics
    /// When the model has no such parameter: models ask for their own.
    pub fn get(&self, name: &str) -> f64 {
        let mut params = self.iter();
        let found = params.find(|(spec, _)| spec.name == name);
        found.expect("a model asks for its own parameters").1
    }

    /// As [`Self::get`], for a whole number.
    ///
    /// # Panics
    /// As [`Self::get`].
    pub fn whole(&self, name: &str) -> usize {
        self.get(name) as usize
    }

    pub(super) fn find(&mut self, name: &str) -> Option<(&'static ParamSpec, &mut f64)> {
        let mut params = self.specs.iter().zip(&mut self.values);
        params.find(|(spec, _)| spec.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_steps(spec: &ParamSpec) -> Vec<f64> {
        let mut values = vec![spec.low];
        loop {
            let last = values[values.len() - 1];
            let next = spec.step(last, true);
            if next.to_bits() == last.to_bits() {
                return values;
            }
            assert_eq!(spec.step(next, false).to_bits(), last.to_bits());
            values.push(next);
        }
    }

    #[test]
    fn steps_go_through_the_range_and_stop_at_its_ends() {
        let short = ParamSpec::whole("depth", 6, (1, 8));
        assert_eq!(all_steps(&short), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        let long = ParamSpec::whole("trees", 30, (1, 200));
        assert_eq!(
            all_steps(&long),
            [1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 50.0, 100.0, 200.0]
        );
        let number = ParamSpec::number("fraction", 0.3, (0.05, 1.0));
        assert_eq!(all_steps(&number), [0.05, 0.1, 0.2, 0.3, 0.5, 1.0]);
        assert!((long.step(77.0, true) - 100.0).abs() < 1e-12);
    }
}
