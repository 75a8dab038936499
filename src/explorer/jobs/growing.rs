//! From a table that is shown to one with more rows or values: predictions stay until there are newer ones.

use std::sync::Arc;

use crate::effect::Opened;
use grafscope_core::bench::Benchmark;
use grafscope_core::column::{Builtin, Filled, Values};
use grafscope_core::table::Table;

/// `now`, a table of the data set and target `names`, with the predictions in `shown`; `None` where it is of another target,
/// or of other rows and not just of more.
pub(crate) fn grown(
    from: &Opened,
    shown: &Table,
    names: (&String, &String),
    (bench, now): (&Benchmark, &Table),
) -> Option<Table> {
    let before = (&from.shown_dataset().name, &from.shown_target().name);
    let is_same = before == names
        && bench.space.name() == from.bench.space.name()
        && bench.archs.starts_with(&from.bench.archs);
    if !is_same {
        return None;
    }
    let kept = Builtin::ALL.iter().copied().filter(|column| {
        let filled = column.spec().filled;
        !matches!(
            filled,
            Filled::AtOpening | Filled::ByFormula | Filled::ByHand
        )
    });
    let kept: Vec<_> = kept
        .filter_map(|column| {
            let values = &shown.column(shown.builtin(column)?).values;
            Some((column, extended(values, now.rows())))
        })
        .collect();
    Some(now.with_builtin(kept.iter().map(|(column, values)| (*column, values))))
}

/// `values` with as many more as make `rows`: missing, or "no".
fn extended(values: &Arc<Values>, rows: usize) -> Arc<Values> {
    let more = rows - values.len();
    match &**values {
        _ if more == 0 => Arc::clone(values),
        Values::Coded { codes, levels } if *levels == [0.0, 1.0] => {
            let mut codes = codes.clone();
            codes.resize(rows, 0);
            Arc::new(Values::Coded {
                codes,
                levels: levels.clone(),
            })
        }
        values => {
            let missing = std::iter::repeat_n(f64::NAN, more);
            Values::dense(values.iter().chain(missing).collect())
        }
    }
}
