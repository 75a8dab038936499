//! How the values of feature columns are computed for architectures outside of the table.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::encoding;
use crate::graf;
use crate::job::{Cancelled, JobContext};
use crate::space::{Architecture, InputShape, SearchSpace};
use crate::table::{Group, Values};

/// Where the values of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The graph of the architecture.
    Graf,
    /// Its one-hot encoding.
    OneHot,
    /// Its path encoding.
    Paths,
    /// Its adjacency encoding.
    Adjacency,
    /// The formula of its space for the cost of the network.
    Formula,
    /// A saved predictor that needs nothing but architectures.
    Prior,
    /// A measurement or a file: it must be given.
    Given,
}

impl Origin {
    /// Where the values of a column of `group` come from; those of costs may follow from a formula.
    pub fn of(group: Group, by_formula: bool) -> Self {
        match group {
            Group::OneHot => Self::OneHot,
            Group::Paths => Self::Paths,
            Group::Adjacency => Self::Adjacency,
            Group::Prior => Self::Prior,
            Group::Cost if by_formula => Self::Formula,
            group if group.is_graf() || group == Group::LongestPath => Self::Graf,
            _ => Self::Given,
        }
    }
}

/// A column that a predictor predicts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeColumn {
    /// Its full name.
    pub name: String,
    /// Where its values come from.
    pub origin: Origin,
}

/// What is needed to compute the columns of a feature set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The columns, in the order of the set.
    pub columns: Vec<RecipeColumn>,
    /// What the network sees, for costs by formula.
    pub input: Option<InputShape>,
}

impl Recipe {
    /// The values of `archs` in each column that is `wanted`; `None` for the others, for those that
    /// must be given, and for those that a saved predictor gives.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn values(
        &self,
        space: &'static dyn SearchSpace,
        archs: &[Architecture],
        wanted: impl Fn(usize) -> bool,
        job: &JobContext,
    ) -> Result<Vec<Option<Arc<Values>>>, Cancelled> {
        let named = |origin: Origin| -> HashSet<&str> {
            let columns = self.columns.iter().enumerate();
            let columns = columns.filter(|&(at, column)| column.origin == origin && wanted(at));
            columns.map(|(_, column)| column.name.as_str()).collect()
        };
        let mut made: HashMap<String, Arc<Values>> = HashMap::new();
        let graf = named(Origin::Graf);
        if !graf.is_empty() {
            let matrix =
                graf::compute_named(space, archs, |name| graf.contains(name), &job.quiet())?;
            let features = matrix.features.into_iter().zip(matrix.columns);
            made.extend(features.map(|(feature, values)| (feature.name, values)));
        }
        job.check()?;
        for group in [Group::OneHot, Group::Paths, Group::Adjacency] {
            let names = named(Origin::of(group, false));
            if !names.is_empty() {
                let columns = encoding::columns_of(group, space, archs).into_iter();
                let columns = columns.filter(|column| names.contains(column.spec.name.as_str()));
                made.extend(columns.map(|column| (column.spec.name.clone(), column.values)));
            }
        }
        if let Some(input) = self.input
            && !named(Origin::Formula).is_empty()
        {
            made.extend(costs(space, archs, input));
        }
        // Sequences that are on no way through any of the architectures have no column.
        let absent = || Arc::new(Values::flags(vec![false; archs.len()]));
        let missing = || Arc::new(Values::Dense(vec![f64::NAN; archs.len()]));
        let columns = self.columns.iter().enumerate();
        Ok(columns
            .map(|(at, column)| {
                let found = made.get(&column.name).map(Arc::clone);
                match column.origin {
                    Origin::Given | Origin::Prior => None,
                    _ if !wanted(at) => None,
                    Origin::Paths => Some(found.unwrap_or_else(absent)),
                    _ => Some(found.unwrap_or_else(missing)),
                }
            })
            .collect())
    }

    /// The columns that saved predictors give: their places and names.
    pub fn priors(&self) -> impl Iterator<Item = (usize, &str)> + '_ {
        let columns = self.columns.iter().enumerate();
        let priors = columns.filter(|(_, column)| column.origin == Origin::Prior);
        priors.map(|(at, column)| (at, column.name.as_str()))
    }

    /// Names of the columns that must be given.
    pub fn given(&self) -> impl Iterator<Item = &str> + '_ {
        let columns = self.columns.iter();
        let given = columns.filter(|column| column.origin == Origin::Given);
        given.map(|column| column.name.as_str())
    }
}

/// `params` and `flops` by formula; none where the space has no formula.
fn costs(
    space: &dyn SearchSpace,
    archs: &[Architecture],
    input: InputShape,
) -> Vec<(String, Arc<Values>)> {
    let costs: Option<Vec<_>> = archs.iter().map(|arch| space.cost(arch, input)).collect();
    let Some(costs) = costs else {
        return Vec::new();
    };
    let params = costs.iter().map(|cost| cost.params).collect();
    let flops = costs.iter().map(|cost| cost.flops).collect();
    [("params", params), ("flops", flops)]
        .map(|(name, values)| (name.to_owned(), Arc::new(Values::Dense(values))))
        .into()
}
