//! The options that say from what a target is predicted, and with which models.

use anyhow::{bail, ensure};
use clap::Args;

use grafscope_core::experiment::Method;
use grafscope_core::predict::{FeatureSet, ModelSpec, SavedSets};
use grafscope_core::table::Table;

/// From what, and with which models.
#[derive(Debug, Clone, Args)]
pub(in super::super) struct MethodArgs {
    /// Feature sets: graf, families, columns, wildcards and named sets (`grafscope sets` lists them), joined by + and -, grouped by parentheses
    #[arg(long, short, value_name = "SET[;SET…]", value_delimiter = ';')]
    pub(in super::super) features: Vec<String>,
    /// Models, as `grafscope list` names them, with parameters of their own: 'forest trees=200'
    #[arg(long, value_name = "M[,M…]", value_delimiter = ',', default_values_t = [ModelSpec::default()])]
    model: Vec<ModelSpec>,
    /// Set a parameter of every model that has it; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    param: Vec<String>,
}

impl MethodArgs {
    /// The models with their parameters.
    ///
    /// # Errors
    /// For a parameter that no model has, or a value that one of them does not take.
    pub(in super::super) fn models(&self) -> anyhow::Result<Vec<ModelSpec>> {
        let mut models = self.model.clone();
        for assignment in &self.param {
            let name = assignment.split('=').next().unwrap_or_default().trim();
            let has = |model: &ModelSpec| model.params().iter().any(|(spec, _)| spec.name == name);
            // With a parameter that none of them has, the first one says what it has.
            let none = !models.iter().any(has);
            for model in models.iter_mut().filter(|model| none || has(model)) {
                model.set(assignment)?;
            }
        }
        for (at, model) in models.iter().enumerate() {
            ensure!(
                !models[..at].contains(model),
                "model `{model}` is given twice"
            );
        }
        Ok(models)
    }

    /// Leaves feature sets out that `table` has no columns for, or that are one that comes before.
    ///
    /// # Errors
    /// When none is left.
    pub(super) fn keep_known(&mut self, table: &Table) -> anyhow::Result<()> {
        let saved = SavedSets::of_user();
        let mut kept: Vec<FeatureSet> = Vec::new();
        self.features.retain(|text| {
            let set = saved.sets.parse(text, table).ok();
            let is_new = |set: &FeatureSet| kept.iter().all(|of| of.columns() != set.columns());
            let set = set.filter(is_new);
            kept.extend(set.clone());
            set.is_some()
        });
        ensure!(
            !self.features.is_empty(),
            "nothing is known of the rows without training that a usual feature set is made of: expected --features"
        );
        Ok(())
    }

    /// Every feature set with every model, on the columns of `table`.
    ///
    /// # Errors
    /// For what is no feature set, no model, or given twice.
    pub(in super::super) fn series(&self, table: &Table) -> anyhow::Result<Vec<Method>> {
        let models = self.models()?;
        let saved = SavedSets::of_user();
        if let Some(problem) = saved.problem {
            bail!("{problem}");
        }
        let mut series: Vec<Method> = Vec::new();
        for text in &self.features {
            let features = saved.sets.parse(text, table)?;
            let twice = series
                .iter()
                .any(|other| other.features.text() == features.text());
            ensure!(!twice, "feature set `{}` is given twice", features.text());
            series.extend(models.iter().map(|model| Method {
                features: features.clone(),
                model: model.clone(),
            }));
        }
        Ok(series)
    }
}
