//! The model with its parameters, as a person names it.

use std::fmt;
use std::str::FromStr;

/// A forest of some number of trees.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ModelSpec {
    trees: usize,
}

/// A text that names no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ModelError(String);

impl ModelSpec {
    /// The model called `name`.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self, ModelError> {
        match name {
            "forest" => Ok(Self::default()),
            _ => Err(ModelError(format!(
                "`{name}` is no model: expected one of forest"
            ))),
        }
    }

    /// Sets a parameter, written as `name=value`.
    ///
    /// # Errors
    /// For what is no parameter, or no value of it.
    pub fn set(&mut self, assignment: &str) -> Result<(), ModelError> {
        let value = assignment
            .strip_prefix("trees=")
            .and_then(|value| value.parse().ok());
        self.trees = value
            .filter(|&trees| trees > 0)
            .ok_or_else(|| ModelError(format!("`{assignment}`: expected trees=N")))?;
        Ok(())
    }

    /// Number of trees.
    pub(crate) fn trees(&self) -> usize {
        self.trees
    }
}

impl Default for ModelSpec {
    fn default() -> Self {
        Self { trees: 100 }
    }
}

impl FromStr for ModelSpec {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let mut words = text.split_whitespace();
        let mut spec = Self::named(words.next().unwrap_or_default())?;
        words.try_for_each(|word| spec.set(word))?;
        Ok(spec)
    }
}

impl fmt::Display for ModelSpec {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.trees {
            100 => f.write_str("forest"),
            trees => write!(f, "forest trees={trees}"),
        }
    }
}
