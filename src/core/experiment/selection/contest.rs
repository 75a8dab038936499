//! Sets of features tried on the same samples of one half of the rows.

use std::collections::HashSet;
use std::sync::Arc;

use crate::experiment::{Method, Metric, PredictionTask, Seeds, Spread, Task, WorkerPool};
use crate::job::JobContext;
use crate::predict::{FeatureSet, TrainError, Trainer, equivalence};
use crate::table::ColumnId;

use super::{Against, Selection};

/// Samples on which many sets are looked over before the likely ones are compared on all.
const GLANCE: usize = 3;

pub(super) struct Contest<'a> {
    pub(super) selection: &'a Selection,
    seeds: Seeds,
    prediction_task: Arc<PredictionTask>,
    worker_pool: WorkerPool,
    job: &'a JobContext,
    /// Scores of the full set, one a seed.
    full: Vec<f64>,
    tried: usize,
}

struct Piece {
    place: usize,
    series: Arc<Method>,
    seeds: Vec<u64>,
}

impl<'a> Contest<'a> {
    pub(super) fn new(
        selection: &'a Selection,
        prediction_task: Arc<PredictionTask>,
        worker_pool: WorkerPool,
        job: &'a JobContext,
    ) -> Result<Self, TrainError> {
        let contest = Self {
            selection,
            seeds: selection.seeds,
            prediction_task,
            worker_pool,
            job,
            full: Vec::new(),
            tried: 0,
        };
        contest.with_full()
    }

    /// The same on as many other samples.
    pub(super) fn with_fresh_samples(mut self) -> Result<Self, TrainError> {
        let Seeds { first, count } = self.seeds;
        self.seeds.first = first.wrapping_add(count as u64);
        self.with_full()
    }

    fn with_full(mut self) -> Result<Self, TrainError> {
        let full = std::slice::from_ref(&self.selection.features);
        self.full = self.scores(full, self.seeds)?.remove(0);
        Ok(self)
    }

    pub(super) fn full(&self) -> Spread {
        Spread::of(self.full.iter().copied())
    }

    /// One column for each group of the full set that carries the same information here.
    pub(super) fn distinct(&self) -> Result<Vec<ColumnId>, TrainError> {
        let columns = self.selection.features.columns();
        let groups = equivalence::groups(&self.prediction_task.table, columns, &self.job.quiet())?;
        let informing = groups.iter().filter(|group| !group.constant);
        Ok(informing.map(|group| group.representative).collect())
    }

    /// How each of `sets` compares with the full one on all samples.
    pub(super) fn try_all(&mut self, sets: &[FeatureSet]) -> Result<Vec<Against>, TrainError> {
        self.compare(sets, self.seeds.count)
    }

    pub(super) fn try_one(&mut self, set: &FeatureSet) -> Result<Against, TrainError> {
        Ok(self.try_all(std::slice::from_ref(set))?.remove(0))
    }

    /// Places of `sets`, those first that lose least on the first few samples; of equals the first.
    pub(super) fn glance(&mut self, sets: &[FeatureSet]) -> Result<Vec<usize>, TrainError> {
        let glances = self.compare(sets, self.seeds.count.min(GLANCE))?;
        let mut order: Vec<usize> = (0..sets.len()).collect();
        let loss = |at: usize| glances[at].test.loss(self.selection.metric);
        order.sort_by(|&a, &b| loss(a).total_cmp(&loss(b)));
        Ok(order)
    }

    fn compare(&mut self, sets: &[FeatureSet], count: usize) -> Result<Vec<Against>, TrainError> {
        let first = self.seeds.first;
        let scores = self.scores(sets, Seeds { first, count })?;
        let against = |own: &Vec<f64>| Against::new(own, &self.full[..count]);
        Ok(scores.iter().map(against).collect())
    }

    fn scores(&mut self, sets: &[FeatureSet], seeds: Seeds) -> Result<Vec<Vec<f64>>, TrainError> {
        let seeds: Vec<u64> = seeds.iter().collect();
        // Few sets are shared out by seed; of many each is one piece, so that its columns are binned
        // once and let go when it is done.
        let at_once = if sets.len() < 2 * self.worker_pool.threads() {
            seeds.len().div_ceil(self.worker_pool.threads()).max(1)
        } else {
            seeds.len().max(1)
        };
        let model = &self.selection.model;
        let pieces = sets.iter().enumerate().flat_map(|(place, features)| {
            let series = Arc::new(Method {
                features: features.clone(),
                model: model.clone(),
            });
            seeds.chunks(at_once).map(move |seeds| Piece {
                place,
                series: Arc::clone(&series),
                seeds: seeds.to_vec(),
            })
        });
        let mut scores = vec![Vec::with_capacity(seeds.len()); sets.len()];
        let (prediction_task, job) = (Arc::clone(&self.prediction_task), self.job.quiet());
        let (size, metric) = (self.selection.train_size, self.selection.metric);
        let tried = self.tried;
        let mut finished = HashSet::new();
        self.worker_pool.each(
            pieces,
            move |piece: &Piece| piece.scores(&prediction_task, size, metric, &job),
            |piece, own| {
                scores[piece.place].extend(own);
                finished.insert(piece.place);
                self.job.report("sets", tried + finished.len(), 0);
            },
        )?;
        self.tried += sets.len();
        let first = self.seeds.first;
        let in_order = scores.into_iter().map(|mut own| {
            own.sort_unstable_by_key(|&(seed, _): &(u64, f64)| seed.wrapping_sub(first));
            own.into_iter().map(|(_, score)| score).collect()
        });
        Ok(in_order.collect())
    }
}

impl Piece {
    fn scores(
        &self,
        prediction_task: &PredictionTask,
        train_size: usize,
        metric: Metric,
        job: &JobContext,
    ) -> Result<Vec<(u64, f64)>, TrainError> {
        let mut trainer = Trainer::default();
        let score = |&seed: &u64| {
            let task = Task {
                series: Arc::clone(&self.series),
                train_size,
                seed,
            };
            let prediction = trainer.train(&prediction_task.request(&task), job)?;
            Ok((seed, *prediction.scores.per_metric().get(metric)))
        };
        self.seeds.iter().map(score).collect()
    }
}
