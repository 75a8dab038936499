//! Features that cost more than a look at the architecture: whoever quotes a score must name them.

use serde::Serialize;

use crate::table::{Group, Table};

use super::FeatureSet;

/// The features of some sets that networks were trained for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// Names of measured columns: other targets, or targets of other data sets.
    #[serde(rename = "measured_features", skip_serializing_if = "Vec::is_empty")]
    pub measured: Vec<String>,
    /// Outputs of saved predictors.
    #[serde(rename = "prior_features", skip_serializing_if = "Vec::is_empty")]
    pub priors: Vec<PriorFeature>,
}

/// A feature that a saved predictor gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriorFeature {
    /// Name of the column.
    pub column: String,
    /// What the predictor predicts, and what it was trained on.
    pub predictor: String,
}

impl Provenance {
    /// Those of `sets`, each once, in the order of `table`.
    pub fn of<'s>(sets: impl IntoIterator<Item = &'s FeatureSet>, table: &Table) -> Self {
        let mut columns: Vec<_> = sets.into_iter().flat_map(FeatureSet::columns).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut found = Self::default();
        for spec in columns.into_iter().map(|&id| &table.column(id).spec) {
            match spec.group {
                Group::Measured => found.measured.push(spec.name.clone()),
                Group::Prior => found.priors.push(PriorFeature {
                    column: spec.name.clone(),
                    predictor: spec.doc.trim_end_matches('.').to_owned(),
                }),
                _ => {}
            }
        }
        found
    }

    /// `measured feature: cifar10.val_acc`, and the same of priors: one line each.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let measured = in_words("measured", &self.measured);
        let priors = self.priors.iter();
        let priors = priors.map(|of| format!("prior feature: {}, {}", of.column, of.predictor));
        measured.into_iter().chain(priors)
    }

    /// The same in few words, `measured feature: cifar10.val_acc`, `prior feature: prior`, and in fewer.
    pub fn short_lines(&self) -> impl Iterator<Item = (String, String)> {
        let priors = self.priors.iter().map(|of| of.column.clone());
        let priors: Vec<String> = priors.collect();
        let both = [("measured", self.measured.clone()), ("prior", priors)];
        both.into_iter().filter_map(|(what, names)| {
            let long = in_words(what, &names)?;
            Some((long, format!("{} {what}", names.len())))
        })
    }

    /// The lines, to be appended to a heading.
    pub fn suffix(&self) -> String {
        self.lines()
            .fold(String::new(), |text, line| text + "; " + &line)
    }
}

fn in_words(what: &str, names: &[String]) -> Option<String> {
    let plural = if names.len() == 1 { "" } else { "s" };
    (!names.is_empty()).then(|| format!("{what} feature{plural}: {}", names.join(", ")))
}
