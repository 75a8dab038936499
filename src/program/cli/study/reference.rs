//! The options that say what methods are compared with, and when they count as equivalent.

use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use clap::Args;

use crate::cli::study::method::saved_sets;
use grafscope_core::experiment::{ComparisonOptions, Method, Metric, RunGrid, set_and_model};
use grafscope_core::predict::ModelSpec;
use grafscope_core::table::Table;

#[derive(Debug, Args)]
pub(crate) struct ReferenceArgs {
    /// Method that all others are compared with, one of those given: a feature set, and a model if there
    /// are several [default: the best mean at each training size]
    #[arg(long, value_name = "SET[,MODEL]")]
    reference: Option<String>,
    /// Call methods equivalent if the whole 95 % interval of their difference lies within ±M, in the unit
    /// of the score; 0 for never [default: 0.01, but never for ranks and scores in the target's unit]
    #[arg(long, value_name = "M")]
    margin: Option<f64>,
}

impl ReferenceArgs {
    /// Whether a margin other than 0 is given.
    pub(super) fn has_margin(&self) -> bool {
        self.margin.is_some_and(|margin| margin > 0.0)
    }

    /// How the methods of `grid`, with features of `table`, are compared.
    pub(super) fn options(
        &self,
        metric: Metric,
        grid: &RunGrid,
        table: &Table,
    ) -> anyhow::Result<ComparisonOptions> {
        let reference = self
            .reference
            .as_deref()
            .map(|text| find(text, grid, table).with_context(|| format!("--reference `{text}`")));
        let mut options = ComparisonOptions {
            reference: reference.transpose()?,
            ..ComparisonOptions::new(metric)
        };
        if let Some(margin) = self.margin {
            ensure!(
                margin.is_finite() && margin >= 0.0,
                "--margin: expected a number of at least 0, not {margin}"
            );
            options.margin = Some(margin).filter(|&margin| margin > 0.0);
        }
        Ok(options)
    }
}

/// The method of `grid` that `text` stands for: `graf`, or `graf, forest`.
fn find(text: &str, grid: &RunGrid, table: &Table) -> anyhow::Result<Arc<Method>> {
    let mut methods = grid.series();
    if let Some(found) = methods.find(|of| of.is_external() && of.features.text() == text) {
        return Ok(Arc::clone(found));
    }
    let (set, model) = set_and_model(text);
    let features = saved_sets()?.sets.parse(set, table)?;
    let model: Option<ModelSpec> = model.map(str::parse).transpose()?;
    let has_set = |method: &&Arc<Method>| method.features.columns() == features.columns();
    let with_set: Vec<&Arc<Method>> = grid.series().filter(has_set).collect();
    let has_model = |method: &&&Arc<Method>| model.as_ref().is_none_or(|of| method.model == *of);
    let exact: Vec<&&Arc<Method>> = with_set.iter().filter(has_model).collect();
    // `forest` may stand for the one forest there is, whatever its parameters.
    let same_name = |method: &&&Arc<Method>| {
        model
            .as_ref()
            .is_some_and(|of| method.model.name() == of.name())
    };
    let named = || with_set.iter().filter(same_name).collect();
    let found = if exact.is_empty() { named() } else { exact };
    match found.as_slice() {
        [one] => Ok(Arc::clone(one)),
        [] => {
            let methods = grid.series().map(|method| format!("`{method}`"));
            let methods: Vec<String> = methods.collect();
            bail!(
                "is not one of the methods that are compared: {}",
                methods.join(", ")
            )
        }
        several => {
            let methods = several.iter().map(|method| format!("`{method}`"));
            let methods: Vec<String> = methods.collect();
            bail!("stands for several methods: {}", methods.join(", "))
        }
    }
}
