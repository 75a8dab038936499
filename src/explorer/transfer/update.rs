//! The matrix of transfers.

use std::sync::Arc;

use super::TransferRoom;
use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::effect::question::TransferRequest;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::screen::{Screen, Work};
use crate::transfer::state::{RANKINGS, Transferring};
use grafscope_core::experiment::{Seeds, Transfer, TransferRun};

use crate::screen::experiment::{self, Experiment, SEEDS, moved_by, policy, step_seeds};
use crate::screen::room::CLOSE;
use crate::table::moving;
use crate::update::requests;

pub(super) const ACTIONS: &[Action] = &[
    experiment::pause::<TransferRoom>(),
    Action::always(C::NextMetric, next_score),
    Action::always(C::MoreSeeds, change_seeds),
    Action::always(C::FewerSeeds, change_seeds),
    CLOSE,
    Action::always(C::ClearRuns, |model, _| TransferRoom::start(model)),
    experiment::stop_or_close::<TransferRoom>(),
];

/// Moving about.
pub(super) const MOVES: &[Action] =
    &Action::each([C::Down, C::Up, C::Left, C::Right, C::First, C::Last], step);

/// Opens the screen; what has not been started starts.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Transfer;
    if model.experiments.transfer.is_some() {
        return Vec::new();
    }
    TransferRoom::start(model)
}

fn transferring(model: &mut Model) -> Option<&mut Transferring> {
    model.experiments.transfer.as_mut()
}

impl Experiment for TransferRoom {
    const KIND: JobKind = JobKind::Transfer;

    fn start(model: &mut Model) -> Vec<Effect> {
        let Some(data) = &model.data else {
            return Vec::new();
        };
        let opened = Arc::clone(&data.opened);
        let before = model.experiments.transfer.as_ref();
        let seeds = before.map_or(SEEDS.count, |of| of.seeds);
        let ranking = before.map_or(0, |of| of.ranking);
        let request = TransferRequest {
            target: opened.shown_target().name.clone(),
            opened,
            features: model.settings.features.clone(),
            sets: model.saved.sets.clone(),
            model: model.settings.model.clone(),
            rows: policy(model),
            train_size: model.settings.train_size,
            seeds: Seeds {
                count: seeds,
                ..SEEDS
            },
        };
        model.experiments.transfer = Some(Transferring {
            work: Work::Running(None),
            seeds,
            ranking,
            ..Transferring::default()
        });
        vec![requests::start(model, Job::Transfer(Box::new(request)))]
    }
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let Some(transferring) = transferring(model) else {
        return Vec::new();
    };
    let len = transferring.matrix.len();
    let (cursor, steps) = match given.command {
        C::Left => (&mut transferring.evaluated, Some(-1)),
        C::Right => (&mut transferring.evaluated, Some(1)),
        other => (&mut transferring.source, moving::steps(other, 1)),
    };
    *cursor = moved_by(*cursor, steps.unwrap_or(0), len);
    Vec::new()
}

fn next_score(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if let Some(transferring) = transferring(model) {
        transferring.ranking = (transferring.ranking + 1) % RANKINGS.len();
        transferring.refresh();
    }
    Vec::new()
}

fn change_seeds(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if let Some(transferring) = transferring(model) {
        transferring.seeds = step_seeds(transferring.seeds, given);
    }
    TransferRoom::start(model)
}

/// The tables are there.
pub(crate) fn begun(model: &mut Model, transfer: Arc<Transfer>) {
    if let Some(transferring) = transferring(model) {
        transferring.transfer = Some(transfer);
        transferring.refresh();
    }
}

/// Takes runs in.
pub(crate) fn record(model: &mut Model, runs: &[TransferRun]) {
    if let Some(transferring) = transferring(model) {
        transferring.runs.extend(runs.iter().cloned());
        // Sums do not depend on the order in which threads finish.
        transferring.runs.sort_by_key(|run| (run.source, run.seed));
        transferring.refresh();
    }
}

/// The transfer is done, or cannot go on.
pub(crate) fn finished(model: &mut Model, done: Result<(), String>) {
    if let Some(transferring) = transferring(model) {
        transferring.work = Work::ended(done);
    }
}
