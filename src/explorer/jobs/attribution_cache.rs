//! Takes predictions apart, one after the other; what is the same for all of one predictor is kept.

use std::sync::Arc;

use crate::architecture::why::attributed::Attributed;
use crate::effect::question::AttributeRequest;
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::predict::{Explainer, Grouping};
use grafscope_core::table::ColumnId;

/// The explainer of the last predictor asked about, and the names of its features.
#[derive(Debug, Default)]
pub(crate) struct AttributionCache(Option<Kept>);

#[derive(Debug)]
struct Kept {
    explainer: Explainer,
    columns: Arc<Vec<Option<ColumnId>>>,
    groupings: Arc<[Grouping; 3]>,
}

impl AttributionCache {
    pub(crate) fn attribute(
        &mut self,
        request: AttributeRequest,
        job: &JobContext,
    ) -> Result<Attributed, Cancelled> {
        let AttributeRequest {
            table,
            trained_model,
            row,
        } = request;
        let is_of = |kept: &Kept| Arc::ptr_eq(kept.explainer.trained_model(), &trained_model);
        let kept = match self.0.take().filter(is_of) {
            Some(kept) => kept,
            None => {
                let design = trained_model.design();
                Kept {
                    columns: Arc::new(design.columns_of(&table)),
                    groupings: Arc::new([
                        Grouping::features(&table, design),
                        Grouping::families(&table, design),
                        Grouping::operations(&table, design),
                    ]),
                    explainer: trained_model.explainer(job)?,
                }
            }
        };
        let kept = self.0.insert(kept);
        let attribution = kept
            .explainer
            .attribute(trained_model.design(), row as usize, job)?;
        Ok(Attributed {
            how: kept.explainer.how(),
            columns: Arc::clone(&kept.columns),
            groupings: Arc::clone(&kept.groupings),
            trained_model,
            row,
            attribution,
        })
    }
}
