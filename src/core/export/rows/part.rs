//! Some of the rows at a time, column by column.

use std::sync::Arc;

use rayon::prelude::*;

use super::{PART, Presentation};
use crate::column::ATTRIBUTION_BASE;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Attribution, Explainer};
use crate::table::Unit;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) struct Column {
    pub(in crate::export) name: String,
    pub(in crate::export) is_flag: bool,
}

#[derive(Debug)]
pub(in crate::export) struct Part {
    pub(in crate::export) archs: Vec<String>,
    /// The values of each column; NaN is missing.
    pub(in crate::export) columns: Vec<Vec<f64>>,
}

pub(super) struct Parts<'a> {
    presentation: &'a Presentation,
    pub(super) columns: Vec<Column>,
    explainer: Option<Explainer>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(presentation: &'a Presentation, job: &JobContext) -> Result<Self, Cancelled> {
        let table = &presentation.table;
        let column = |&id| {
            let spec = &table.column(id).spec;
            Column {
                name: spec.name.clone(),
                is_flag: spec.unit == Unit::Flag,
            }
        };
        let mut columns: Vec<Column> = presentation.columns.iter().map(column).collect();
        let trained_model = presentation.attributed.as_ref();
        if let Some(trained_model) = trained_model {
            let features = trained_model.design().columns_of(table);
            // Each stands for those that it is redundant with.
            let names = features.into_iter().zip(1..).map(|(id, number)| match id {
                Some(id) => format!("contribution({})", table.column(id).spec.name),
                None => format!("contribution(feature {number})"),
            });
            let names = [ATTRIBUTION_BASE.to_owned()].into_iter().chain(names);
            columns.extend(names.map(|name| Column {
                name,
                is_flag: false,
            }));
        }
        Ok(Self {
            presentation,
            columns,
            explainer: trained_model.map(|of| of.explainer(job)).transpose()?,
        })
    }

    fn rows(&self) -> usize {
        self.presentation.arrangement.rows.len()
    }

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
        let values = |&id| {
            let values = &table.column(id).values;
            rows.iter().map(|&row| values.get(row as usize)).collect()
        };
        let mut columns: Vec<Vec<f64>> = columns.iter().map(values).collect();
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
        /// Rows between two reports of progress.
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
