//! Which model is trained, and with which parameters.

use clap::Args;

use crate::predict::{ModelError, ModelSpec};

/// The arguments that name a model.
#[derive(Debug, Clone, Args)]
pub struct ModelArgs {
    /// Model: `grafscope list` says which there are
    #[arg(long, value_name = "M", default_value_t = ModelSpec::default().name().to_owned())]
    pub model: String,
    /// Set a parameter of the model, such as trees=200
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,
}

impl ModelArgs {
    /// The model.
    ///
    /// # Errors
    /// [`ModelError::Named`] for a name or a value that is not accepted.
    pub fn model(&self) -> Result<ModelSpec, ModelError> {
        let mut spec: ModelSpec = self.model.parse()?;
        self.params
            .iter()
            .try_for_each(|assignment| spec.set(assignment))?;
        Ok(spec)
    }
}
