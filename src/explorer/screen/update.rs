//! The screens of experiments: what commands do in them, and what their results change.

use std::sync::Arc;

pub(crate) use crate::command::Command;
use crate::effect::{Effect, JobKind};
use crate::input::key::Key;
use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::message::Message;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::layout::{compare_layout, screen_areas, selection_areas, transfer_layout};
use crate::screen::{Screen, Work};
use crate::tree::state::tree_lines;
use grafscope_core::experiment::{Method, PredictionTask};
use grafscope_core::predict::RowPolicy;
use grafscope_core::predict::Rows;

use crate::update::{requests, warn};

/// Numbers of seeds that keys step through.
const SEEDS: [usize; 8] = [3, 5, 10, 20, 30, 50, 100, 200];

/// Runs `command` in the screen that is open, given by `key` if it was; `None` when it means what it
/// means everywhere.
pub(crate) fn run(model: &mut Model, command: Command, key: Option<Key>) -> Option<Vec<Effect>> {
    if command == Command::Close {
        model.screen = Screen::Panes;
        return Some(Vec::new());
    }
    match model.screen {
        Screen::Panes => None,
        Screen::Compare | Screen::Curves => crate::compare::update::run(model, command),
        Screen::Selection => crate::selection::update::run(model, command),
        Screen::Transfer => crate::transfer::update::run(model, command),
        Screen::Search => crate::search::update::run(model, command),
        Screen::Tree => scroll_tree(model, command),
        Screen::Errors | Screen::Importances | Screen::Architecture => {
            crate::inspection::update::run(model, command, key)
        }
    }
}

/// Opens the drawing of the predictor, if it is one tree.
pub(crate) fn open_tree(model: &mut Model) -> Vec<Effect> {
    let trained = model.training.current.as_ref();
    if trained.is_some_and(|trained| trained.readable_tree.is_some()) {
        model.experiments.tree_scroll = 0;
        model.screen = Screen::Tree;
    } else {
        warn(
            model,
            "only the model `tree` is one tree to be drawn; choose it with m",
        );
    }
    Vec::new()
}

fn scroll_tree(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let page = areas(model).map_or(1, |areas| usize::from(areas.body.height).max(3) - 2);
    let lines = model
        .training
        .current
        .as_ref()
        .map_or(0, |trained| tree_lines(trained).len());
    let steps = crate::table::moving::steps(command, page)?;
    let scroll = &mut model.experiments.tree_scroll;
    *scroll = scroll
        .saturating_add_signed(steps)
        .min(lines.saturating_sub(page));
    Some(Vec::new())
}

/// Puts the cursor on what is at column `x`, row `y` of a screen that has `area`.
pub(crate) fn click(model: &mut Model, area: Area, x: u16, y: u16) {
    let body = screen_areas(area).body;
    let experiments = &mut model.experiments;
    match model.screen {
        Screen::Compare => {
            if let Some(compare) = &mut experiments.compare
                && let Some((series, size)) = compare_layout(compare, body).hit(x, y)
            {
                compare.series = series;
                compare.size = size.unwrap_or(compare.size);
            }
        }
        Screen::Curves => {
            if let Some(compare) = &mut experiments.compare {
                let chart = compare.chart();
                let drawn = chart.split(body).0;
                if let Some((series, size)) = chart.nearest(drawn, x, y) {
                    (compare.series, compare.size) = (series, size);
                }
            }
        }
        Screen::Search => {
            if let Some(searching) = &mut experiments.search {
                let chart = searching.chart();
                let drawn = chart.split(body).0;
                if let Some((_, checkpoint)) = chart.nearest(drawn, x, y) {
                    searching.cursor = checkpoint;
                }
            }
        }
        Screen::Selection => {
            if let Some(selecting) = &mut experiments.selection {
                let list = selection_areas(body).0;
                let rows = usize::from(list.height.saturating_sub(1));
                let first = first_in_sight(selecting.cursor, selecting.steps.len(), rows);
                let line = y.checked_sub(list.y + 1).map(usize::from);
                let step = line
                    .map(|line| first + line)
                    .filter(|_| list.contains(x, y));
                if let Some(step) = step.filter(|&step| step < selecting.steps.len()) {
                    selecting.cursor = step;
                }
            }
        }
        Screen::Transfer => {
            if let Some(transferring) = &mut experiments.transfer
                && let Some(cell) = transfer_layout(transferring, body).hit(x, y)
            {
                (transferring.source, transferring.evaluated) = cell;
            }
        }
        Screen::Importances => crate::importances::update::click(model, body, x, y),
        Screen::Errors => crate::errors::update::click(model, area, x, y),
        Screen::Architecture | Screen::Panes | Screen::Tree => {}
    }
}

/// Takes a result of an experiment in.
pub(crate) fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Ran(prediction_task, ran) => {
            crate::compare::update::record(model, &prediction_task, &ran)
        }
        Message::Compared(generation) if model.is_newest(JobKind::Compare, generation) => {
            return crate::compare::update::finished(model);
        }
        Message::Stepped(generation, step) if model.is_newest(JobKind::Select, generation) => {
            crate::selection::update::stepped(model, &step);
        }
        Message::Selected(generation, selected) if model.is_newest(JobKind::Select, generation) => {
            crate::selection::update::finished(model, selected);
        }
        Message::Transferring(generation, transfer)
            if model.is_newest(JobKind::Transfer, generation) =>
        {
            crate::transfer::update::begun(model, transfer);
        }
        Message::Transferred(generation, runs)
            if model.is_newest(JobKind::Transfer, generation) =>
        {
            crate::transfer::update::record(model, &runs);
        }
        Message::TransferDone(generation, done)
            if model.is_newest(JobKind::Transfer, generation) =>
        {
            crate::transfer::update::finished(model, done);
        }
        Message::Searched(generation, runs) if model.is_newest(JobKind::Search, generation) => {
            crate::search::update::record(model, &runs);
        }
        Message::SearchDone(generation, done) if model.is_newest(JobKind::Search, generation) => {
            crate::search::update::finished(model, done);
        }
        _ => {}
    }
    Vec::new()
}

/// Takes the progress of an experiment in.
pub(crate) fn progress(model: &mut Model, kind: JobKind, progress: grafscope_core::job::Progress) {
    if let Some(work) = work(model, kind)
        && work.is_running()
    {
        *work = Work::Running(Some(progress));
    }
}

/// Notes that the job of an experiment crashed.
pub(crate) fn crashed(model: &mut Model, kind: JobKind, reason: &str) {
    if let Some(compare) = model.experiments.compare.as_mut()
        && kind == JobKind::Compare
    {
        compare.running = false;
        compare.paused = true;
    }
    if let Some(work) = work(model, kind) {
        *work = Work::Failed(reason.to_owned());
    }
}

fn work(model: &mut Model, kind: JobKind) -> Option<&mut Work> {
    let experiments = &mut model.experiments;
    match kind {
        JobKind::Inspect => Some(&mut model.inspection.errors.work),
        JobKind::Select => experiments.selection.as_mut().map(|of| &mut of.work),
        JobKind::Transfer => experiments.transfer.as_mut().map(|of| &mut of.work),
        JobKind::Search => experiments.search.as_mut().map(|of| &mut of.work),
        JobKind::Vary => Some(&mut model.inspection.architecture.edit.work),
        JobKind::Neighbours => Some(&mut model.inspection.architecture.nearby.work),
        JobKind::Importance => Some(&mut model.inspection.importances.work),
        _ => None,
    }
}

/// The rows that take part, as the settings say.
pub(crate) fn policy(model: &Model) -> RowPolicy {
    match model.settings.rows {
        Rows::Canonical => RowPolicy::Canonical,
        Rows::All => RowPolicy::All,
        Rows::Filtered => RowPolicy::Filtered(Arc::new(model.arrangement.rows.clone())),
    }
}

/// What the explorer predicts now.
pub(crate) fn prediction_task(model: &Model) -> Option<Arc<PredictionTask>> {
    let opened = &model.data.as_ref()?.opened;
    let table = Arc::clone(model.table()?);
    let prediction_task = PredictionTask::new(
        &opened.bench,
        opened.dataset,
        opened.target,
        table,
        policy(model),
    );
    Some(Arc::new(prediction_task.ok()?))
}

/// What it predicts from, and with which model.
pub(crate) fn series(model: &Model, prediction_task: &PredictionTask) -> Option<Method> {
    let features = &model.settings.features;
    let features = model
        .saved
        .sets
        .parse(features, &prediction_task.table)
        .ok()?;
    Some(Method {
        features,
        model: model.settings.model.clone(),
    })
}

/// The next larger or smaller number of seeds.
pub(crate) fn step_seeds(count: usize, up: bool) -> usize {
    let next = if up {
        SEEDS.into_iter().find(|&seeds| seeds > count)
    } else {
        SEEDS.into_iter().rev().find(|&seeds| seeds < count)
    };
    next.unwrap_or(count)
}

/// Starts, stops or closes: what the keys for it do in selection, transfer and search.
pub(crate) fn start_or_stop(
    model: &mut Model,
    command: Command,
    kind: JobKind,
    start: fn(&mut Model) -> Vec<Effect>,
) -> Option<Vec<Effect>> {
    let running = work(model, kind).is_some_and(|work| work.is_running());
    match (command, running) {
        (Command::Pause | Command::StopRuns, true) => {
            if let Some(work) = work(model, kind) {
                *work = Work::Idle;
            }
            requests::forget(model, kind);
            Some(vec![Effect::Stop(kind)])
        }
        (Command::Pause, false) => Some(start(model)),
        (Command::StopRuns, false) => {
            model.screen = Screen::Panes;
            Some(Vec::new())
        }
        _ => None,
    }
}
