//! One prediction explained by SHAP values.

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use crate::cli::explain::explained::ExplainedPredictor;
use grafscope_core::diagnosis::{RowIndex, UnlistedArchitectures};
use grafscope_core::job::JobContext;
use grafscope_core::predict::{Grouping, Provenance};
use grafscope_core::table::Values;

/// One prediction and its SHAP values.
#[derive(Serialize)]
pub(super) struct Architecture {
    /// The encoding in the space's preferred form.
    pub(super) arch: String,
    /// The true value, if it was measured.
    #[serde(rename = "true")]
    pub(super) truth: Option<f64>,
    pub(super) in_training: bool,
    /// The out-of-bag prediction, for a training row.
    pub(super) out_of_bag: Option<f64>,
    /// Ends of the prediction interval, for an architecture of the benchmark.
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
    /// How SHAP values are computed.
    pub(super) how: &'static str,
    /// Base and SHAP values add up to the prediction.
    pub(super) base: f64,
    pub(super) prediction: f64,
    /// The largest first.
    pub(super) contributions: Vec<Contribution>,
    pub(super) families: Vec<Sum>,
    pub(super) operations: Vec<Sum>,
    #[serde(flatten)]
    provenance: Provenance,
    /// Features that must be measured, and are unknown for this architecture.
    pub(super) unknown: Vec<String>,
}

/// The SHAP value of a feature.
#[derive(Serialize)]
pub(super) struct Contribution {
    pub(super) column: String,
    /// Value of the feature, unless missing.
    pub(super) value: Option<f64>,
    #[serde(rename = "contribution")]
    pub(super) amount: f64,
    /// Standard error, if it is estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) standard_error: Option<f64>,
}

/// The SHAP values of several features together.
#[derive(Serialize)]
pub(super) struct Sum {
    pub(super) name: String,
    pub(super) contribution: f64,
}

fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

impl Architecture {
    pub(super) fn new(text: &str, explained: &ExplainedPredictor) -> anyhow::Result<Self> {
        let job = JobContext::default();
        let trained = &explained.trained;
        let (bench, prediction_task) = (&trained.opened.bench, &trained.prediction_task);
        let table = &prediction_task.table;
        let arch = bench.space.parse(text)?;
        let row = RowIndex::new(bench, &job)?.find(bench, &arch);
        let trained_model = &trained.prediction.trained_model;
        let columns = trained.request.features.columns();
        let unlisted = UnlistedArchitectures {
            bench,
            dataset: bench.find_dataset(Some(&prediction_task.dataset))?,
            table,
        };
        let values = match row {
            Some(row) => {
                let of = columns.iter().map(|&id| &table.column(id).values);
                of.map(|values| values.get(row as usize)).collect()
            }
            None => {
                let made = unlisted.values(columns, std::slice::from_ref(&arch), &job)?;
                made.iter().map(|values| values.get(0)).collect::<Vec<_>>()
            }
        };
        let one = |value: &f64| Arc::new(Values::Dense(vec![*value]));
        let design = trained_model
            .design()
            .of_rows(values.iter().map(one).collect());
        let attribution = trained_model.explainer(&job)?.attribute(&design, 0, &job)?;
        let design = trained_model.design();
        let kept = design.bins().kept().iter().enumerate();
        let mut contributions: Vec<Contribution> = kept
            .map(|(place, &at)| Contribution {
                column: table.column(columns[at]).spec.name.clone(),
                value: known(values[at]),
                amount: attribution.contributions[place],
                standard_error: attribution.spread.as_ref().map(|spread| spread[place]),
            })
            .collect();
        contributions.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
        let sums = |grouping: Grouping| {
            let sums = grouping.sums(&attribution.contributions);
            let sums = grouping.names.into_iter().zip(sums);
            sums.map(|(name, contribution)| Sum { name, contribution })
                .collect()
        };
        let at = |values: &Values| row.and_then(|row| known(values.get(row as usize)));
        let in_training = row.is_some_and(|row| trained_model.rows().binary_search(&row).is_ok());
        let unknown = match row {
            Some(_) => Vec::new(),
            None => unlisted.unknown(columns),
        };
        Ok(Self {
            arch: bench.space.print(&arch, 0),
            truth: row.and_then(|row| known(trained_model.truth()[row as usize])),
            out_of_bag: at(&trained.prediction.columns.predicted).filter(|_| in_training),
            in_training,
            lower: at(&explained.intervals.columns.lower),
            upper: at(&explained.intervals.columns.upper),
            how: trained_model.how().name(),
            base: attribution.base,
            prediction: attribution.prediction,
            families: sums(Grouping::families(table, design)),
            operations: sums(Grouping::operations(table, design)),
            contributions,
            provenance: explained.provenance(),
            unknown: unknown
                .iter()
                .map(|&id| table.column(id).spec.name.clone())
                .collect(),
        })
    }

    pub(super) fn write_csv(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["column", "value", "contribution"])?;
        for of in &self.contributions {
            csv.write_record([
                of.column.clone(),
                of.value.map_or_else(String::new, |value| value.to_string()),
                of.amount.to_string(),
            ])?;
        }
        csv.flush()?;
        Ok(())
    }
}
