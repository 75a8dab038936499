//! A comparison as one line a cell.

use std::io::Write;

use super::Comparison;
use crate::experiment::{DifferenceRecord, Labelled};
use crate::export::in_full;

const HEADER: &str = "benchmark,dataset,target,features,model,n_features,train_size,seeds,metric,\
    mean,std,reference,pairs,delta,delta_low,delta_high,p,p_holm,verdict";

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER.split(','))?;
    for comparison in comparisons {
        let cells = comparison.summaries().into_iter();
        let cells = cells.flat_map(|of| of.labelled().map(|cell| (of.metric, cell)));
        for (metric, labelled) in cells {
            let reference = labelled.reference_name();
            let Labelled {
                features,
                model,
                size,
                cell,
                ..
            } = labelled;
            let difference = DifferenceRecord::new(cell.difference.as_ref());
            csv.write_record([
                comparison.benchmark.clone(),
                comparison.dataset.clone(),
                comparison.target.clone(),
                features.to_owned(),
                model.to_owned(),
                cell.n_features.to_string(),
                size.to_string(),
                cell.seeds.to_string(),
                metric.name().to_owned(),
                in_full(cell.spread.mean),
                in_full(cell.spread.std),
                reference.unwrap_or_default(),
                difference
                    .pairs
                    .map_or_else(String::new, |pairs| pairs.to_string()),
                in_full(difference.delta),
                in_full(difference.delta_low),
                in_full(difference.delta_high),
                in_full(difference.p),
                in_full(difference.p_holm),
                difference.verdict.unwrap_or_default(),
            ])?;
        }
    }
    Ok(csv.flush()?)
}
