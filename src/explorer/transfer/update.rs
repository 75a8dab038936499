//! The matrix of transfers.

use std::sync::Arc;

pub(crate) use crate::command::Command;
use crate::effect::question::TransferRequest;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::screen::{Screen, Work};
use crate::transfer::state::{RANKINGS, Transferring};
use grafscope_core::experiment::{Seeds, Transfer, TransferRun};

use crate::screen::update::{policy, start_or_stop, step_seeds};
use crate::update::requests;

/// Seeds at the beginning.
const SEEDS: usize = 10;

/// Opens the screen; what has not been started starts.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Transfer;
    if model.experiments.transfer.is_some() {
        return Vec::new();
    }
    start(model)
}

fn transferring(model: &mut Model) -> Option<&mut Transferring> {
    model.experiments.transfer.as_mut()
}

/// Starts anew with the predictor of now.
fn start(model: &mut Model) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let opened = Arc::clone(&data.opened);
    let before = model.experiments.transfer.as_ref();
    let seeds = before.map_or(SEEDS, |of| of.seeds);
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
            first: 0,
            count: seeds,
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

/// Runs `command` in the screen.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if let Some(effects) = start_or_stop(model, command, JobKind::Transfer, start) {
        return Some(effects);
    }
    if command == Command::ClearRuns {
        return Some(start(model));
    }
    let transferring = transferring(model)?;
    let last = transferring.matrix.len().saturating_sub(1);
    match command {
        Command::Up => transferring.source = transferring.source.saturating_sub(1),
        Command::Down => transferring.source = (transferring.source + 1).min(last),
        Command::Left => transferring.evaluated = transferring.evaluated.saturating_sub(1),
        Command::Right => transferring.evaluated = (transferring.evaluated + 1).min(last),
        Command::First => transferring.source = 0,
        Command::Last => transferring.source = last,
        Command::NextMetric => {
            transferring.ranking = (transferring.ranking + 1) % RANKINGS.len();
            transferring.refresh();
        }
        Command::MoreSeeds | Command::FewerSeeds => {
            transferring.seeds = step_seeds(transferring.seeds, command == Command::MoreSeeds);
            return Some(start(model));
        }
        _ => return None,
    }
    Some(Vec::new())
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
