//! Takes predictions apart, one after the other; what is the same for all of one predictor is kept.

use std::sync::Arc;

use crate::architecture::why::attributed::Attributed;
use crate::effect::question::AttributeRequest;
use grafscope_core::job::{Cancelled, Watch};
use grafscope_core::predict::{Explainer, Grouping};
use grafscope_core::table::ColumnId;

/// The explainer of the last predictor asked about, and the names of its features.
#[derive(Debug, Default)]
pub(crate) struct Attributer(Option<Kept>);

#[derive(Debug)]
struct Kept {
    explainer: Explainer,
    columns: Arc<Vec<Option<ColumnId>>>,
    groupings: Arc<[Grouping; 3]>,
}

impl Attributer {
    /// Takes the prediction that `request` names apart.
    pub(crate) fn attribute(
        &mut self,
        request: AttributeRequest,
        watch: &Watch,
    ) -> Result<Attributed, Cancelled> {
        let AttributeRequest {
            table,
            learned,
            row,
        } = request;
        let is_of = |kept: &Kept| Arc::ptr_eq(kept.explainer.learned(), &learned);
        let kept = match self.0.take().filter(is_of) {
            Some(kept) => kept,
            None => {
                let design = learned.design();
                Kept {
                    columns: Arc::new(design.columns_of(&table)),
                    groupings: Arc::new([
                        Grouping::features(&table, design),
                        Grouping::families(&table, design),
                        Grouping::operations(&table, design),
                    ]),
                    explainer: learned.explainer(watch)?,
                }
            }
        };
        let kept = self.0.insert(kept);
        let attribution = kept
            .explainer
            .attribute(learned.design(), row as usize, watch)?;
        Ok(Attributed {
            how: kept.explainer.how(),
            columns: Arc::clone(&kept.columns),
            groupings: Arc::clone(&kept.groupings),
            learned,
            row,
            attribution,
        })
    }
}
