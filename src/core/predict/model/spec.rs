//! A model with its parameters, as a person names it: `forest trees=200`.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::job::{Cancelled, JobContext};
use crate::table::{did_you_mean, nearest};

use super::{FittedModel, MODELS, OnPartial, Params, Predictor, TrainingData};

/// A model and the values of its parameters.
#[derive(Debug, Clone)]
pub struct ModelSpec {
    model: &'static dyn Predictor,
    params: Params,
}

/// Why a text names no model, or a model learned nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The text is no model.
    #[error("{0}")]
    Named(String),
    /// The lesson is one that the model cannot learn from.
    #[error("{0}")]
    TrainingData(String),
    /// The watcher asked for a stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl ModelSpec {
    /// The model called `name`, with its defaults.
    ///
    /// # Errors
    /// [`ModelError::Named`] when there is none.
    pub fn named(name: &str) -> Result<Self, ModelError> {
        let found = MODELS.iter().find(|model| model.about().name == name);
        let model = *found.ok_or_else(|| {
            let names: Vec<String> = MODELS
                .iter()
                .map(|model| model.about().name.to_owned())
                .collect();
            let near = did_you_mean(&nearest(name, names.iter()));
            ModelError::Named(format!(
                "`{name}` is no model: expected one of {}{near}",
                names.join(", ")
            ))
        })?;
        Ok(Self {
            params: Params::new(model.about().params),
            model,
        })
    }

    /// Sets a parameter, written as `name=value`.
    ///
    /// # Errors
    /// [`ModelError::Named`] for a parameter that the model does not have, or a value that it does
    /// not take.
    pub fn set(&mut self, assignment: &str) -> Result<(), ModelError> {
        let error = |reason: String| Err(ModelError::Named(reason));
        let Some((name, value)) = assignment.split_once('=') else {
            return error(format!(
                "`{assignment}` is no parameter: expected name=value"
            ));
        };
        let (name, value) = (name.trim(), value.trim());
        let Some(place) = self.params.place(name) else {
            let names: Vec<String> = self
                .params
                .iter()
                .map(|(spec, _)| spec.name.to_owned())
                .collect();
            let near = did_you_mean(&nearest(name, names.iter()));
            return error(format!(
                "{} has no parameter `{name}`: it has {}{near}",
                self.model.about().name,
                names.join(", ")
            ));
        };
        let spec = self.params.spec(place);
        let Some(value) = spec.parse(value) else {
            return error(format!(
                "{} of {} is {}, not `{value}`",
                spec.name,
                self.model.about().name,
                spec.accepts()
            ));
        };
        self.params.set(place, value);
        Ok(())
    }

    /// The model.
    pub fn model(&self) -> &'static dyn Predictor {
        self.model
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.model.about().name
    }

    /// The values of its parameters.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// Learns from a lesson.
    ///
    /// # Errors
    /// As [`Predictor::fit`].
    pub fn fit(
        &self,
        training_data: &TrainingData,
        job: &JobContext,
        early: OnPartial,
    ) -> Result<Box<dyn FittedModel>, ModelError> {
        self.model.fit(&self.params, training_data, job, early)
    }
}

impl Default for ModelSpec {
    fn default() -> Self {
        let model = MODELS[0];
        Self {
            params: Params::new(model.about().params),
            model,
        }
    }
}

impl FromStr for ModelSpec {
    type Err = ModelError;

    /// Reads a name and any number of `name=value`, with spaces between.
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
    /// Its name, and the parameters that are not as by default.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())?;
        let mut params = self.params.iter();
        params.try_for_each(|(spec, value)| {
            if value.to_bits() == spec.default.to_bits() {
                return Ok(());
            }
            write!(f, " {}={value}", spec.name)
        })
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
