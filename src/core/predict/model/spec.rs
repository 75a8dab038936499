//! A model with its parameters, as users write it: `forest trees=200`.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::job::{Cancelled, JobContext};
use crate::table::{did_you_mean, nearest};

use super::{
    EXTERNAL, FittedModel, KRIGING, MODELS, OnPartial, Params, Predictor, TrainingData, find,
};

/// A model and the values of its parameters.
#[derive(Debug, Clone)]
pub struct ModelSpec {
    model: &'static Predictor,
    params: Params,
}

/// Why a text is not a model, or a model cannot be fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The text is not a model.
    #[error("{0}")]
    Named(String),
    /// The model cannot be fitted to the training data.
    #[error("{0}")]
    TrainingData(String),
    /// The job was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// All of `names`, and those that look like `wanted`.
fn known<'a>(wanted: &str, names: impl Iterator<Item = &'a str> + Clone) -> String {
    let near = did_you_mean(&nearest(wanted, names.clone()));
    format!("{}{near}", names.collect::<Vec<_>>().join(", "))
}

impl ModelSpec {
    fn new(model: &'static Predictor) -> Self {
        Self {
            params: Params::new(model.params),
            model,
        }
    }

    /// Stands for a predictor that was trained elsewhere.
    pub fn external() -> Self {
        Self::new(&EXTERNAL)
    }

    /// Whether it stands for a predictor that was trained elsewhere.
    pub fn is_external(&self) -> bool {
        self.name() == EXTERNAL.name
    }

    /// The Gaussian process made for searching.
    pub fn kriging() -> Self {
        Self::new(&KRIGING)
    }

    /// Whether it is the Gaussian process made for searching.
    pub fn is_kriging(&self) -> bool {
        self.name() == KRIGING.name
    }

    /// Reads a model that guides a search: as [`FromStr`] does, or `kriging`.
    ///
    /// # Errors
    /// [`ModelError::Named`].
    pub fn parse_guide(text: &str) -> Result<Self, ModelError> {
        let name = text.split_whitespace().next().unwrap_or_default();
        if name != KRIGING.name && find(name).is_some() {
            return text.parse();
        }
        if text.trim() == KRIGING.name {
            return Ok(Self::kriging());
        }
        let names = std::iter::once(&KRIGING).chain(MODELS);
        let known = known(name, names.map(|model| model.name));
        let reason = if name == KRIGING.name {
            format!("{name} has no parameters: `{text}`")
        } else {
            format!("unknown model `{name}`: expected one of {known}")
        };
        Err(ModelError::Named(reason))
    }

    /// The model called `name`, with its defaults.
    ///
    /// # Errors
    /// [`ModelError::Named`] when there is none.
    pub fn named(name: &str) -> Result<Self, ModelError> {
        let unknown = || {
            let known = known(name, MODELS.iter().map(|model| model.name));
            ModelError::Named(format!("unknown model `{name}`: expected one of {known}"))
        };
        find(name).map(Self::new).ok_or_else(unknown)
    }

    /// Sets a parameter, written as `name=value`.
    ///
    /// # Errors
    /// [`ModelError::Named`] for an unknown parameter or a value that is not accepted.
    pub fn set(&mut self, assignment: &str) -> Result<(), ModelError> {
        let error = |reason: String| Err(ModelError::Named(reason));
        let model = self.name();
        let Some((name, value)) = assignment.split_once('=') else {
            return error(format!(
                "`{assignment}` is not a parameter: expected name=value"
            ));
        };
        let (name, value) = (name.trim(), value.trim());
        let Some((spec, place)) = self.params.find(name) else {
            let known = known(name, self.model.params.iter().map(|spec| spec.name));
            return error(format!("{model} has no parameter `{name}`: it has {known}"));
        };
        let Some(parsed) = spec.parse(value) else {
            let accepts = spec.accepts();
            return error(format!("{name} of {model} is {accepts}, not `{value}`"));
        };
        *place = parsed;
        Ok(())
    }

    /// The model.
    pub fn model(&self) -> &'static Predictor {
        self.model
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.model.name
    }

    /// The values of its parameters.
    pub fn params(&self) -> &Params {
        &self.params
    }

    pub(crate) fn fit(
        &self,
        training_data: &TrainingData,
        job: &JobContext,
        on_partial: OnPartial,
    ) -> Result<FittedModel, ModelError> {
        self.model.fit(&self.params, training_data, job, on_partial)
    }
}

impl Default for ModelSpec {
    fn default() -> Self {
        Self::new(&MODELS[0])
    }
}

impl FromStr for ModelSpec {
    type Err = ModelError;

    /// Reads a name and any number of `name=value`, separated by spaces.
    fn from_str(text: &str) -> Result<Self, ModelError> {
        let mut words = text.split_whitespace();
        let mut spec = Self::named(words.next().unwrap_or_default())?;
        for assignment in words {
            spec.set(assignment)?;
        }
        Ok(spec)
    }
}

impl fmt::Display for ModelSpec {
    /// Its name, and the parameters that are not at their defaults.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())?;
        let params = self.params.iter();
        let mut set = params.filter(|(spec, value)| value.to_bits() != spec.default.to_bits());
        set.try_for_each(|(spec, value)| write!(f, " {}={value}", spec.name))
    }
}

impl PartialEq for ModelSpec {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name() && self.params == other.params
    }
}

// Parameters lie within ranges, so none is NaN.
impl Eq for ModelSpec {}

impl Hash for ModelSpec {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_string().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_reads_as_it_is_written() {
        let spec: ModelSpec = "forest  trees=20".parse().unwrap();
        assert_eq!(spec.to_string(), "forest trees=20");
        assert_eq!(spec.params().whole("trees"), 20);
        assert_eq!(spec.to_string().parse::<ModelSpec>().unwrap(), spec);
        assert_ne!(spec, "forest".parse().unwrap());
        assert_eq!(
            "forest trees=100".parse::<ModelSpec>().unwrap().to_string(),
            "forest"
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_what_is_accepted() {
        let error = |text: &str| text.parse::<ModelSpec>().unwrap_err().to_string();
        assert!(
            error("forrest").contains("did you mean `forest`"),
            "{}",
            error("forrest")
        );
        assert!(error("forest tree=3").contains("has no parameter `tree`: it has trees"));
        assert!(error("forest trees=0").contains("a whole number from 1 to"));
        assert!(error("forest trees=1.5").contains("a whole number from 1 to"));
        assert!(error("forest trees").contains("expected name=value"));
    }
}
