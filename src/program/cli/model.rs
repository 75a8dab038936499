//! Which model is trained, and with which parameters.

use clap::Args;

use grafscope_core::predict::{MODELS, ModelError, ModelSpec};

use crate::cli::suggest::suggest;

fn model_names() -> Vec<&'static str> {
    MODELS.iter().map(|model| model.name).collect()
}

/// The arguments that name a model.
#[derive(Debug, Clone, Args)]
pub struct ModelArgs {
    /// Model: `grafscope list` says which there are [default: blend]
    #[arg(
        long,
        value_name = "M",
        value_parser = suggest(model_names),
        hide_possible_values = true
    )]
    pub model: Option<String>,
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
        self.over(&ModelSpec::default())
    }

    /// The model, which is `default` where none is named.
    ///
    /// # Errors
    /// [`ModelError::Named`] for a name or a value that is not accepted.
    pub fn over(&self, default: &ModelSpec) -> Result<ModelSpec, ModelError> {
        let mut spec = match &self.model {
            Some(name) => name.parse()?,
            None => default.clone(),
        };
        self.params
            .iter()
            .try_for_each(|assignment| spec.set(assignment))?;
        Ok(spec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_that_is_named_is_the_default() {
        // The help says so in words.
        assert_eq!(ModelSpec::default().name(), "blend");
    }

    #[test]
    fn parameters_alone_change_the_default() {
        let args = ModelArgs {
            model: None,
            params: vec!["trees=20".to_owned()],
        };
        let forest: ModelSpec = "forest".parse().unwrap();
        assert_eq!(args.over(&forest).unwrap().to_string(), "forest trees=20");
    }
}
