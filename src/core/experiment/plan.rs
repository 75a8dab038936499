//! Published protocols: which feature sets, sizes and seeds.

use crate::predict::{FeatureSet, ModelSpec};

use super::{Method, PredictionTask, RunGrid, Seeds};

/// A protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub name: &'static str,
    /// Training sizes; those that a benchmark is too small for are left out.
    pub sizes: &'static [usize],
    /// How many seeds.
    pub seeds: usize,
    /// Feature sets; those that a benchmark has no columns for are left out.
    pub sets: &'static [&'static str],
}

/// Every protocol. The paper's is that of the GRAF publication (ICML 2024), on canonical rows.
pub const PLANS: [Plan; 1] = [Plan {
    name: "paper",
    sizes: &[32, 128, 1024],
    seeds: 50,
    sets: &[
        "onehot",
        "paths",
        "graf",
        "flops+params",
        "zcp",
        "zcp+onehot",
        "zcp+graf",
    ],
}];

impl Plan {
    /// The grid of the plan for `prediction_task`, and what had to be left out, one sentence each.
    ///
    /// # Errors
    /// When a model is given twice.
    pub fn grid(
        &self,
        prediction_task: &PredictionTask,
        models: &[ModelSpec],
        seeds: Seeds,
    ) -> anyhow::Result<(RunGrid, Vec<String>)> {
        let mut grid = RunGrid::new(seeds);
        let mut left_out = Vec::new();
        let most = prediction_task.largest_size();
        for &size in self.sizes {
            if size <= most {
                grid.add_size(size)?;
            } else {
                left_out.push(format!(
                    "n = {size} is left out: at most {most} rows can be drawn"
                ));
            }
        }
        for text in self.sets {
            let smallest = grid.sizes().next().unwrap_or(2);
            let features = FeatureSet::parse(text, &prediction_task.table)
                .map_err(|error| error.reason)
                .and_then(
                    |features| match prediction_task.check(&features, smallest) {
                        Ok(()) => Ok(features),
                        Err(error) => Err(error.to_string()),
                    },
                );
            let features = match features {
                Ok(features) => features,
                Err(reason) => {
                    left_out.push(format!("{text} is left out: {reason}"));
                    continue;
                }
            };
            for model in models {
                grid.add_series(Method {
                    features: features.clone(),
                    model: model.clone(),
                })?;
            }
        }
        Ok((grid, left_out))
    }
}
