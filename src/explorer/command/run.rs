//! What each command does, handed to the family it belongs to.

use crate::command::Command;
use crate::command::action::{Invocation, action};
use crate::effect::{Effect, JobKind};
use crate::input::key::Key;
use crate::model::{Model, Pane};
use crate::overlay::list::columns::COLUMNS;
use crate::overlay::list::models::MODELS;
use crate::overlay::list::palette::PALETTE;
use crate::overlay::list::roles::ROLES;
use crate::overlay::list::targets::TARGETS;
use crate::overlay::prompt::filter::FILTER;
use crate::overlay::prompt::{files, predictor as prompts, rows};
use crate::overlay::{help, params};
use crate::screen::Screen;

use crate::export::rows as exporting;
use crate::overlay::features::update as feature_panel;
use crate::overlay::list::update as lists;
use crate::overlay::prompt::update as prompting;
use crate::predictor::update as predicting;
use crate::screen::update as experiments;
use crate::session::restoring;
use crate::table::{finding, marking, moving, noting, viewing};
use crate::update::{inform, requests};

/// Runs `command`; `key` is the key it was given by, if it was.
pub(crate) fn run(model: &mut Model, command: Command, key: Option<Key>) -> Vec<Effect> {
    use Command as C;
    if model.overlay.is_some()
        && let Some(effects) = inside(model, command, key)
    {
        return effects;
    }
    if model.overlay.is_none() && model.screen != Screen::Panes {
        if let Some(effects) = experiments::run(model, command, key) {
            return effects;
        }
        if !stays(command) {
            // From the palette: what is meant is seen on the panes.
            model.screen = Screen::Panes;
        }
    }
    match command {
        C::Quit => vec![Effect::Quit],
        C::Suspend => vec![Effect::Suspend],
        C::Redraw => vec![Effect::Redraw],
        C::Help => help::update::open(model),
        C::Palette => lists::open(model, &PALETTE),
        C::NextPane => moving::pane(model, 1),
        C::PreviousPane => moving::pane(model, 2),
        C::Cancel => cancel(model),
        _ if model.data.is_none() => Vec::new(),
        C::Up
        | C::Down
        | C::Left
        | C::Right
        | C::PageUp
        | C::PageDown
        | C::HalfPageUp
        | C::HalfPageDown
        | C::First
        | C::Last
        | C::FirstColumn
        | C::LastColumn => moving::go(model, command),
        C::JumpToRow => prompting::open(model, &rows::GO_TO_ROW),
        C::JumpToBest => finding::best(model, "true"),
        C::JumpToPredictedBest => finding::best(model, "predicted"),
        C::JumpToWorstError => finding::worst_error(model),
        C::Find => prompting::open(model, &rows::FIND),
        C::FindNext => finding::next(model, true),
        C::FindPrevious => finding::next(model, false),
        C::Filter => prompting::open(model, &FILTER),
        C::ClearFilter => viewing::set_filter(model, String::new()),
        C::Sort => viewing::sort(model, false),
        C::SortAlso => viewing::sort(model, true),
        C::ClearSort => viewing::clear_sort(model),
        C::Columns => lists::open(model, &COLUMNS),
        C::HideColumn => viewing::hide_column(model),
        C::ColumnLeft => viewing::move_column(model, false),
        C::ColumnRight => viewing::move_column(model, true),
        C::Undo => viewing::undo(model),
        C::Redo => viewing::redo(model),
        C::Mark => marking::mark(model),
        C::MarkShown => marking::mark_shown(model),
        C::ClearMarks => marking::clear(model),
        C::Copy => marking::copy(model),
        C::Export if model.focus == Pane::Plot => prompting::open(model, &files::PICTURE),
        C::Export => prompting::open(model, &files::ROWS),
        C::SavePredictor => prompting::open(model, &files::PREDICTOR),
        C::Note => noting::open(model),
        C::SaveSession => prompting::open(model, &files::SESSION),
        C::RestoreView => restoring::restore_kept(model),
        C::Zoom => viewing::zoom(model),
        C::FindFeature => prompting::open(model, &rows::FIND_FEATURE),
        _ => predict(model, command),
    }
}

/// Runs a command that is about the predictor, or about experiments with it; any other does something
/// only where it is given a meaning.
fn predict(model: &mut Model, command: Command) -> Vec<Effect> {
    use Command as C;
    match command {
        C::Compare => crate::compare::update::open(model, Screen::Compare),
        C::Curves => crate::compare::update::open(model, Screen::Curves),
        C::Select => crate::selection::update::open(model),
        C::Transfer => crate::transfer::update::open(model),
        C::Search => crate::search::update::open(model),
        C::Tree => experiments::open_tree(model),
        C::Features => feature_panel::open(model),
        C::FeatureSet => prompting::open(model, &prompts::FEATURE_SET),
        C::SaveSet => prompting::open(model, &prompts::SET_NAME),
        C::TrainSizeUp => predicting::step_train_size(model, true),
        C::TrainSizeDown => predicting::step_train_size(model, false),
        C::TrainSize => prompting::open(model, &prompts::TRAIN_SIZE),
        C::NewSeed => predicting::new_seed(model),
        C::Seed => prompting::open(model, &prompts::SEED),
        C::Level => prompting::open(model, &prompts::LEVEL),
        C::Model => lists::open(model, &MODELS),
        C::Params => params::update::open(model),
        C::ModelText => prompting::open(model, &prompts::MODEL),
        C::Target => lists::open(model, &TARGETS),
        C::Join => prompting::open(model, &files::JOIN),
        C::Roles => lists::open(model, &ROLES),
        C::RowPolicy => predicting::next_rows(model),
        C::Errors => crate::errors::update::open(model),
        C::Importances => crate::importances::update::open(model),
        C::Architecture => crate::architecture::update::open(model),
        _ => Vec::new(),
    }
}

/// Whether `command` leaves the screen of an experiment open.
fn stays(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Help
            | C::Palette
            | C::Redraw
            | C::Suspend
            | C::Quit
            | C::Note
            | C::SaveSession
            | C::Up
            | C::Down
            | C::Left
            | C::Right
            | C::PageUp
            | C::PageDown
            | C::First
            | C::Last
            | C::Pause
            | C::StopRuns
            | C::ClearRuns
            | C::MoreSeeds
            | C::FewerSeeds
            | C::Compare
            | C::Curves
            | C::Select
            | C::Transfer
            | C::Search
            | C::Tree
            | C::Errors
            | C::Importances
            | C::Architecture
    )
}

/// What `command` does inside the open overlay; `None` when it means what it means everywhere.
fn inside(model: &mut Model, command: Command, key: Option<Key>) -> Option<Vec<Effect>> {
    let action = action(model.overlay.as_ref()?.actions(), command)?;
    Some((action.run)(model, Invocation { command, key }))
}

/// Runs `command` only as far as it means something in the open overlay.
pub(crate) fn run_inside(model: &mut Model, command: Command) -> Vec<Effect> {
    inside(model, command, None).unwrap_or_default()
}

fn cancel(model: &mut Model) -> Vec<Effect> {
    if model.training.running.take().is_some() {
        model.training.failed = Some("training cancelled".to_owned());
        if let Some(data) = &mut model.data {
            data.forget_partial();
        }
        return vec![Effect::Stop(JobKind::Train)];
    }
    if model.data.is_some() && model.opening.take().is_some() {
        requests::forget(model, JobKind::Open);
        model.restore_state.give_up();
        inform(model, "opening cancelled; what was open stays");
        return vec![Effect::Stop(JobKind::Open)];
    }
    if let Some(effects) = exporting::cancel(model) {
        return effects;
    }
    model.detail_query.clear();
    Vec::new()
}
