//! Questions about single architectures; what takes long to find out is kept for the next one.

use std::sync::Arc;

use crate::effect::question::{NeighboursRequest, VaryRequest};
use grafscope_core::bench::Benchmark;
use grafscope_core::diagnosis::{Evaluator, Neighbours, RowIndex, Variation};
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::predict::Nearness;

#[derive(Debug, Default)]
pub(crate) struct ArchitectureQueries {
    index: Option<(Arc<Benchmark>, RowIndex)>,
    nearness: Option<Nearness>,
}

impl ArchitectureQueries {
    pub(crate) fn vary(
        &mut self,
        request: &VaryRequest,
        job: &JobContext,
    ) -> Result<Variation, Cancelled> {
        let opened = &request.opened;
        let is_of = |(bench, _): &(Arc<Benchmark>, _)| Arc::ptr_eq(bench, &opened.bench);
        let (bench, index) = match self.index.take().filter(is_of) {
            Some(kept) => kept,
            None => (
                Arc::clone(&opened.bench),
                RowIndex::new(&opened.bench, job)?,
            ),
        };
        let evaluate = Evaluator {
            bench: &bench,
            index: &index,
            dataset: opened.dataset,
            table: &request.table,
            trained_model: request.trained_model.as_deref(),
            set: &request.set,
        };
        let better = opened.shown_target().better;
        let variation = evaluate.variation(&request.original, &request.now, better, job);
        self.index = Some((bench, index));
        variation
    }

    pub(crate) fn neighbours(
        &mut self,
        request: &NeighboursRequest,
        job: &JobContext,
    ) -> Result<Neighbours, Cancelled> {
        Neighbours::new(&request.trained_model, request.row, &mut self.nearness, job)
    }
}
