//! From a table that is shown to one with more rows or values: predictions stay until there are newer ones.

use std::sync::Arc;

use crate::effect::Opened;
use grafscope_core::bench::{Benchmark, Dataset, Target};
use grafscope_core::column::{Builtin, Filled, Values};
use grafscope_core::table::Table;

/// `now`, a table of `targets` of a data set, with the predictions in `shown`; `None` where it is of other targets, or of
/// other rows and not just of more.
pub(crate) fn grown(
    from: &Opened,
    shown: &Table,
    (dataset, targets): (&Dataset, &[&Target]),
    (bench, now): (&Benchmark, &Table),
) -> Option<Table> {
    let names = targets.iter().map(|target| &target.name);
    let is_same = from.shown_dataset().name == dataset.name
        && from.target_names().iter().eq(names.clone())
        && bench.space.name() == from.bench.space.name()
        && bench.archs.starts_with(&from.bench.archs);
    if !is_same {
        return None;
    }
    let own = Builtin::ALL.iter().filter(|column| {
        !matches!(
            column.spec().filled,
            Filled::AtOpening | Filled::ByFormula | Filled::ByHand
        )
    });
    let own = own.filter_map(|&column| Some((shown.builtin(column)?, now.builtin(column)?)));
    let further = names
        .skip(1)
        .flat_map(|name| Builtin::FURTHER.map(|of| of.of_target(name)));
    let further = further.filter_map(|name| Some((shown.find(&name)?, now.find(&name)?)));
    let kept = own.chain(further).map(|(before, id)| {
        let values = &shown.column(before).values;
        (id, extended(values, now.rows()))
    });
    Some(now.with_columns(kept))
}

/// `values` with as many more as make `rows`: missing, or "no".
fn extended(values: &Arc<Values>, rows: usize) -> Arc<Values> {
    let more = rows - values.len();
    match &**values {
        _ if more == 0 => Arc::clone(values),
        Values::Bits { words, .. } => {
            let mut words = words.clone();
            words.resize(rows.div_ceil(64), 0);
            Arc::new(Values::Bits { words, rows })
        }
        values => {
            let missing = std::iter::repeat_n(f64::NAN, more);
            Values::dense(values.iter().chain(missing).collect())
        }
    }
}
