//! Deals rows into two halves that share nothing.

use std::sync::Arc;

use rand::Rng;

use crate::diagnosis::of_rows;
use crate::experiment::PredictionTask;
use crate::predict::{RowPolicy, generator};
use crate::table::{Column, Table};

const DEAL_STREAM: u64 = u64::MAX - 2;

/// Most rows of a half: more would not make scores more exact, only slower.
const MOST: usize = 10_000;

/// Two tasks over different rows of `prediction_task`, each with a table of its own rows alone, so that
/// not even a column's distribution is shared. The columns keep their places.
pub(super) fn deal(
    prediction_task: &PredictionTask,
    seed: u64,
) -> (Arc<PredictionTask>, Arc<PredictionTask>) {
    let mut rng = generator(seed, DEAL_STREAM);
    let mut rows = prediction_task.pool().to_vec();
    for at in (1..rows.len()).rev() {
        let other = rng.gen_range(0..=at as u32);
        rows.swap(at, other as usize);
    }
    let middle = rows.len() / 2;
    let (inner, outer) = rows.split_at_mut(middle);
    (half(prediction_task, inner), half(prediction_task, outer))
}

fn half(prediction_task: &PredictionTask, rows: &mut [u32]) -> Arc<PredictionTask> {
    let most = rows.len().min(MOST);
    let rows = &mut rows[..most];
    rows.sort_unstable();
    let table = &prediction_task.table;
    let columns = table.columns().iter().map(|column| Column {
        spec: Arc::clone(&column.spec),
        values: Arc::new(of_rows(&column.values, rows)),
    });
    let table = Arc::new(Table::new(table.space(), rows.len(), columns.collect()));
    Arc::new(PredictionTask::of_table(
        (&prediction_task.benchmark, &prediction_task.dataset),
        table,
        (prediction_task.target, prediction_task.better),
        RowPolicy::All,
    ))
}
