//! Some of the rows at a time, column by column.

use std::sync::Arc;

use rayon::prelude::*;

use super::PART;
use super::Presentation;
use crate::column::ATTRIBUTION_BASE;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Attribution, Explainer, TrainedModel};
use crate::table::{Unit, Values};

/// A column of the file, after the encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// Whether its values are yes and no.
    pub(super) is_flag: bool,
}

/// Some rows.
#[derive(Debug)]
pub(super) struct Part {
    /// The encodings.
    pub(super) archs: Vec<String>,
    /// The values of each column; NaN is missing.
    pub(super) columns: Vec<Vec<f64>>,
}

/// The rows of a presentation.
pub(super) struct Parts<'a> {
    presentation: &'a Presentation,
    pub(super) columns: Vec<Column>,
    explainer: Option<Explainer>,
}

impl<'a> Parts<'a> {
    /// Prepares them.
    pub(super) fn new(presentation: &'a Presentation, job: &JobContext) -> Result<Self, Cancelled> {
        let table = &presentation.table;
        let specs = presentation.columns.iter();
        let specs = specs.map(|&id| &table.column(id).spec);
        let mut columns: Vec<Column> = specs
            .map(|spec| Column {
                name: spec.name.clone(),
                is_flag: spec.unit == Unit::Flag,
            })
            .collect();
        let trained_model = presentation.attributed.as_ref();
        columns.extend(trained_model.into_iter().flat_map(|trained_model| {
            let names = feature_names(presentation, trained_model);
            let names = names.map(|name| format!("contribution({name})"));
            let base = std::iter::once(ATTRIBUTION_BASE.to_owned());
            base.chain(names).map(|name| Column {
                name,
                is_flag: false,
            })
        }));
        Ok(Self {
            presentation,
            columns,
            explainer: trained_model.map(|of| of.explainer(job)).transpose()?,
        })
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.presentation.arrangement.rows.len()
    }

    /// Hands them over, one part after the other.
    ///
    /// # Errors
    /// Those of `each`, and when the watcher asked for a stop.
    pub(super) fn each(
        &self,
        job: &JobContext,
        mut each: impl FnMut(Part) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut done = 0;
        for rows in self.presentation.arrangement.rows.chunks(PART) {
            job.check()?;
            each(self.part(rows, done, job)?)?;
            done += rows.len();
            job.report("rows", done, self.rows());
        }
        Ok(())
    }

    fn part(&self, rows: &[u32], done: usize, job: &JobContext) -> Result<Part, Cancelled> {
        let Presentation {
            bench,
            table,
            columns,
            ..
        } = self.presentation;
        let arch = |&row: &u32| bench.space.print(&bench.archs[row as usize], 0);
        let values = |values: &Arc<Values>| -> Vec<f64> {
            rows.iter().map(|&row| values.get(row as usize)).collect()
        };
        let columns = columns.iter().map(|&id| values(&table.column(id).values));
        let mut columns: Vec<Vec<f64>> = columns.collect();
        columns.extend(self.contributions(rows, done, job)?);
        Ok(Part {
            archs: rows.par_iter().with_min_len(256).map(arch).collect(),
            columns,
        })
    }

    /// Base and contributions, column by column; none where they were not asked for.
    fn contributions(
        &self,
        rows: &[u32],
        done: usize,
        job: &JobContext,
    ) -> Result<Vec<Vec<f64>>, Cancelled> {
        /// Rows between two words of how far it is.
        const STEP: usize = 64;
        let Some(explainer) = &self.explainer else {
            return Ok(Vec::new());
        };
        let design = Arc::clone(explainer.trained_model().design());
        let mut found: Vec<Attribution> = Vec::with_capacity(rows.len());
        for some in rows.chunks(STEP) {
            let more = some
                .par_iter()
                .map(|&row| explainer.attribute(&design, row as usize, &job.quiet()))
                .collect::<Result<Vec<_>, Cancelled>>()?;
            found.extend(more);
            job.report("rows", done + found.len(), self.rows());
        }
        let width = found.first().map_or(0, |first| first.contributions.len());
        let base = found.iter().map(|of| of.base).collect();
        let of = |column: usize| found.iter().map(|of| of.contributions[column]).collect();
        Ok(std::iter::once(base).chain((0..width).map(of)).collect())
    }
}

/// Names of the features that contributions are of: each stands for those that say the same.
fn feature_names<'a>(
    presentation: &'a Presentation,
    trained_model: &TrainedModel,
) -> impl Iterator<Item = String> + use<'a> {
    let table = &presentation.table;
    let columns = trained_model.design().columns_of(table).into_iter();
    columns.enumerate().map(|(at, id)| {
        id.map_or_else(
            || format!("feature {}", at + 1),
            |id| table.column(id).spec.name.clone(),
        )
    })
}
