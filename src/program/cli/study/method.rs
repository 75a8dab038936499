//! The options that say which features and models predict a target.

use anyhow::{bail, ensure};
use clap::Args;

use grafscope_core::experiment::Method;
use grafscope_core::lists::parts;
use grafscope_core::predict::{FeatureSet, ModelSpec, SavedSets};
use grafscope_core::table::Table;

#[derive(Debug, Clone, Args)]
pub(crate) struct MethodArgs {
    /// Feature sets: graf, families, columns, wildcards and named sets (`grafscope sets` lists them),
    /// joined by + and -, grouped by parentheses; may be repeated
    #[arg(long, short, value_name = "SET[,SET…]")]
    pub(super) features: Vec<String>,
    /// Models, with parameters if wanted: 'forest trees=200'; `grafscope list` shows all of them
    #[arg(long, value_name = "M[,M…]", value_delimiter = ',', default_values_t = [ModelSpec::default()])]
    model: Vec<ModelSpec>,
    /// Set a parameter of every model that has it; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    param: Vec<String>,
}

/// The named sets of the user.
pub(crate) fn saved_sets() -> anyhow::Result<SavedSets> {
    let saved = SavedSets::of_user();
    match &saved.problem {
        Some(problem) => bail!("{problem}"),
        None => Ok(saved),
    }
}

impl MethodArgs {
    /// The texts of the feature sets: commas and semicolons separate them, unless they are in names.
    fn sets(&self) -> impl Iterator<Item = &str> {
        let given = self.features.iter();
        given.flat_map(|text| parts(text, &[',', ';']))
    }

    /// The models with their parameters.
    pub(super) fn models(&self) -> anyhow::Result<Vec<ModelSpec>> {
        let mut models = self.model.clone();
        for assignment in &self.param {
            let name = assignment.split('=').next().unwrap_or_default().trim();
            let has = |model: &ModelSpec| model.params().iter().any(|(spec, _)| spec.name == name);
            // If no model has the parameter, the first one reports which it has.
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

    /// The same with those of `usual` as feature sets that `table` has columns for, without duplicates.
    pub(super) fn with_usual(&self, usual: &[&str], table: &Table) -> anyhow::Result<Self> {
        let saved = SavedSets::of_user().sets;
        let mut sets: Vec<FeatureSet> = Vec::new();
        let mut features = Vec::new();
        for text in usual {
            let set = saved.parse(text, table).ok();
            let is_new = |set: &FeatureSet| sets.iter().all(|of| of.columns() != set.columns());
            if let Some(set) = set.filter(is_new) {
                sets.push(set);
                features.push((*text).to_owned());
            }
        }
        ensure!(
            !features.is_empty(),
            "the benchmark has no columns for any of the default feature sets: use --features"
        );
        Ok(Self {
            features,
            ..self.clone()
        })
    }

    /// Every feature set with every model, on the columns of `table`.
    pub(crate) fn series(&self, table: &Table) -> anyhow::Result<Vec<Method>> {
        let models = self.models()?;
        let saved = saved_sets()?.sets;
        let mut series: Vec<Method> = Vec::new();
        for text in self.sets() {
            let features = saved.parse(text, table)?;
            let text = features.text();
            let twice = series.iter().any(|other| other.features.text() == text);
            ensure!(!twice, "feature set `{text}` is given twice");
            series.extend(models.iter().map(|model| Method {
                features: features.clone(),
                model: model.clone(),
            }));
        }
        Ok(series)
    }

    /// The one feature set with the one model.
    pub(crate) fn only(&self, table: &Table) -> anyhow::Result<Method> {
        match <[Method; 1]>::try_from(self.series(table)?) {
            Ok([only]) => Ok(only),
            Err(_) => bail!("expected one feature set and one model"),
        }
    }
}
