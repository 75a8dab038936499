//! The matrix of transfers: its screen, its actions, and what its results change.

use std::sync::Arc;

use crate::command::Command as C;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::question::TransferRequest;
use crate::effect::{Effect, Job, JobKind};
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::experiment::{self, Experiment, SEEDS, get, moved_by, step_seeds};
use crate::screen::layout::{screen_areas, transfer_layout};
use crate::screen::room::{CLOSE, Room};
use crate::screen::{Experiments, Screen};
use crate::table::moving;
use crate::theme::Theme;
use crate::transfer::state::{RANKINGS, Transferring};
use crate::transfer::view;
use crate::update::requests;
use crate::widgets::Frame;
use grafscope_core::experiment::{Seeds, Transfer, TransferRun};

const ACTIONS: &[Action] = &[
    experiment::pause::<Transferring>(),
    Action::always(C::NextMetric, next_score),
    Action::always(C::MoreSeeds, change_seeds),
    Action::always(C::FewerSeeds, change_seeds),
    CLOSE,
    Action::always(C::ClearRuns, |model, _| {
        experiment::start::<Transferring>(model)
    }),
    experiment::stop_or_close::<Transferring>(),
];

const MOVES: &[Action] =
    &Action::each([C::Down, C::Up, C::Left, C::Right, C::First, C::Last], step);

pub(crate) struct TransferRoom;

impl Room for TransferRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Transfer, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![ACTIONS, MOVES]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool {
        if let Some(transferring) = &mut model.experiments.transfer
            && let Some((source, Some(evaluated))) =
                transfer_layout(transferring, screen_areas(area).body).hit(x, y)
        {
            (transferring.source, transferring.evaluated) = (source, evaluated);
            return true;
        }
        false
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(transferring) = &model.experiments.transfer {
            view::draw(model, transferring, theme, area, frame);
        }
    }
}

/// Opens the screen; what has not been started starts.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Transfer;
    if model.experiments.transfer.is_some() {
        return Vec::new();
    }
    experiment::start::<Transferring>(model)
}

impl Experiment for Transferring {
    const KIND: JobKind = JobKind::Transfer;
    const SCREEN: Screen = Screen::Transfer;
    const NAME: &'static str = "transfer";
    const IMPOSSIBLE: [&'static str; 2] = ["nothing is open"; 2];

    fn slot(experiments: &mut Experiments) -> &mut Option<Self> {
        &mut experiments.transfer
    }

    fn prepare(model: &Model) -> Option<(Self, Job)> {
        let opened = Arc::clone(&model.data.as_ref()?.opened);
        let before = model.experiments.transfer.as_ref();
        let seeds = before.map_or(SEEDS.count, |of| of.seeds);
        let new = Self {
            seeds,
            ranking: before.map_or(0, |of| of.ranking),
            ..Self::default()
        };
        let request = TransferRequest {
            target: opened.shown_target().name.clone(),
            opened,
            features: model.settings.features.clone(),
            sets: model.saved.sets.clone(),
            model: model.settings.model.clone(),
            rows: requests::row_policy(model),
            train_size: model.settings.train_size,
            seeds: Seeds {
                count: seeds,
                ..SEEDS
            },
        };
        Some((new, Job::Transfer(Box::new(request))))
    }
}

fn step(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if let Some(transferring) = get::<Transferring>(model) {
        let len = transferring.matrix.len();
        let (cursor, steps) = match given.command {
            C::Left => (&mut transferring.evaluated, Some(-1)),
            C::Right => (&mut transferring.evaluated, Some(1)),
            other => (&mut transferring.source, moving::steps(other, 1)),
        };
        *cursor = moved_by(*cursor, steps.unwrap_or(0), len);
    }
    Vec::new()
}

fn next_score(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if let Some(transferring) = get::<Transferring>(model) {
        transferring.ranking = (transferring.ranking + 1) % RANKINGS.len();
        transferring.refresh();
    }
    Vec::new()
}

fn change_seeds(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if let Some(transferring) = get::<Transferring>(model) {
        transferring.seeds = step_seeds(transferring.seeds, given);
    }
    experiment::start::<Transferring>(model)
}

pub(crate) fn begun(model: &mut Model, transfer: Arc<Transfer>) {
    if let Some(transferring) = get::<Transferring>(model) {
        transferring.transfer = Some(transfer);
        transferring.refresh();
    }
}

pub(crate) fn record(model: &mut Model, runs: &[TransferRun]) {
    if let Some(transferring) = get::<Transferring>(model) {
        transferring.runs.extend(runs.iter().cloned());
        // Sums do not depend on the order in which threads finish.
        transferring.runs.sort_by_key(|run| (run.source, run.seed));
        transferring.refresh();
    }
}
