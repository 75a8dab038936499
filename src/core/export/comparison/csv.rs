//! A comparison as one line a cell.

use std::io::Write;

use super::Comparison;
use crate::experiment::Mark;
use crate::export::in_full;

const HEADER: &str = "benchmark,dataset,target,features,model,n_features,train_size,seeds,metric,\
    mean,std,best,not_worse,p_against_best";

pub(super) fn write(out: &mut dyn Write, comparisons: &[Comparison]) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER.split(','))?;
    for comparison in comparisons {
        let summary = &comparison.summary;
        for (features, model, size, cell) in summary.labelled() {
            let flag = |yes: bool| if yes { "1" } else { "0" }.to_owned();
            csv.write_record([
                comparison.benchmark.clone(),
                comparison.dataset.clone(),
                comparison.target.clone(),
                features.to_owned(),
                model.to_owned(),
                cell.n_features.to_string(),
                size.to_string(),
                cell.seeds.to_string(),
                summary.metric.name().to_owned(),
                in_full(cell.spread.mean),
                in_full(cell.spread.std),
                flag(cell.mark == Mark::Best),
                match cell.mark {
                    Mark::Open => String::new(),
                    mark => flag(mark != Mark::Worse),
                },
                in_full(cell.p),
            ])?;
        }
    }
    Ok(csv.flush()?)
}
