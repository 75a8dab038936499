//! Parameters of a model: names, defaults and ranges.

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
    /// A whole number from `low` to `high`.
    pub const fn whole(
        name: &'static str,
        default: u32,
        (low, high): (u32, u32),
        doc: &'static str,
    ) -> Self {
        Self {
            name,
            doc,
            default: default as f64,
            low: low as f64,
            high: high as f64,
            whole: true,
        }
    }

    /// A number from `low` to `high`.
    pub const fn number(
        name: &'static str,
        default: f64,
        (low, high): (f64, f64),
        doc: &'static str,
    ) -> Self {
        Self {
            name,
            doc,
            default,
            low,
            high,
            whole: false,
        }
    }

    /// What is accepted, in words.
    pub fn accepts(&self) -> String {
        let what = if self.whole {
            "a whole number"
        } else {
            "a number"
        };
        format!("{what} from {} to {}", self.low, self.high)
    }

    /// Reads a value; `None` when it is not accepted.
    pub fn parse(&self, text: &str) -> Option<f64> {
        let value: f64 = text.parse().ok()?;
        let whole = !self.whole || value.fract() == 0.0;
        (whole && (self.low..=self.high).contains(&value)).then_some(value)
    }
}

/// Values of a model's parameters, each within its range.
#[derive(Debug, Clone, PartialEq)]
pub struct Params {
    specs: &'static [ParamSpec],
    values: Vec<f64>,
}

impl Params {
    /// The defaults.
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
        self.values[self
            .place(name)
            .expect("a model asks for its own parameters")]
    }

    /// As [`Self::get`], for a whole number.
    ///
    /// # Panics
    /// As [`Self::get`].
    pub fn whole(&self, name: &str) -> usize {
        self.get(name) as usize
    }

    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.specs.iter().position(|spec| spec.name == name)
    }

    pub(super) fn set(&mut self, place: usize, value: f64) {
        self.values[place] = value;
    }

    pub(super) fn spec(&self, place: usize) -> &'static ParamSpec {
        &self.specs[place]
    }
}
