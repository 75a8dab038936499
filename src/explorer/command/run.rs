//! What each command does, handed to the family it belongs to.

use crate::command::Command;
use crate::effect::{Effect, JobKind};
use crate::input::key::Key;
use crate::model::{Model, Pane};
use crate::overlay::{Help, Overlay, PromptKind};
use crate::screen::Screen;

use crate::export::rows as exporting;
use crate::overlay::features::update as feature_panel;
use crate::overlay::list::{roles, update as lists};
use crate::overlay::params::update as modelling;
use crate::overlay::prompt::{completing, update as prompting};
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
        C::Help => {
            model.overlay = Some(Overlay::Help(Help::default()));
            Vec::new()
        }
        C::Palette => lists::open_palette(model),
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
        C::JumpToRow => prompting::open(model, PromptKind::Row),
        C::JumpToBest => finding::best(model, "true"),
        C::JumpToPredictedBest => finding::best(model, "predicted"),
        C::JumpToWorstError => finding::worst_error(model),
        C::Find => prompting::open(model, PromptKind::Find),
        C::FindNext => finding::next(model, true),
        C::FindPrevious => finding::next(model, false),
        C::Filter => prompting::open(model, PromptKind::Filter),
        C::ClearFilter => viewing::set_filter(model, String::new()),
        C::Sort => viewing::sort(model, false),
        C::SortAlso => viewing::sort(model, true),
        C::ClearSort => viewing::clear_sort(model),
        C::Columns => lists::open_columns(model),
        C::HideColumn => viewing::hide_column(model),
        C::ColumnLeft => viewing::move_column(model, false),
        C::ColumnRight => viewing::move_column(model, true),
        C::Undo => viewing::undo(model),
        C::Redo => viewing::redo(model),
        C::Mark => marking::mark(model),
        C::MarkShown => marking::mark_shown(model),
        C::ClearMarks => marking::clear(model),
        C::Copy => marking::copy(model),
        C::Export if model.focus == Pane::Plot => prompting::open(model, PromptKind::Draw),
        C::Export => prompting::open(model, PromptKind::Export),
        C::SavePredictor => prompting::open(model, PromptKind::SavePredictor),
        C::Note => noting::open(model),
        C::SaveSession => prompting::open(model, PromptKind::SaveSession),
        C::RestoreView => restoring::restore_kept(model),
        C::Zoom => viewing::zoom(model),
        C::FindFeature => prompting::open(model, PromptKind::DetailFind),
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
        C::FeatureSet => prompting::open(model, PromptKind::FeatureSet),
        C::SaveSet => prompting::open(model, PromptKind::SetName),
        C::TrainSizeUp => predicting::step_train_size(model, true),
        C::TrainSizeDown => predicting::step_train_size(model, false),
        C::TrainSize => prompting::open(model, PromptKind::TrainSize),
        C::NewSeed => predicting::new_seed(model),
        C::Seed => prompting::open(model, PromptKind::Seed),
        C::Level => prompting::open(model, PromptKind::Level),
        C::Model => modelling::open_list(model),
        C::Params => modelling::open_params(model),
        C::ModelText => prompting::open(model, PromptKind::Model),
        C::Target => lists::open_targets(model),
        C::Join => prompting::open(model, PromptKind::Join),
        C::Roles => roles::open(model),
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
    let typing = feature_panel::is_typing(model) || modelling::is_typing(model);
    if command == Command::Close && !typing {
        return Some(close(model));
    }
    match model.overlay {
        Some(Overlay::Prompt(_)) => prompting::run(model, command),
        Some(
            Overlay::Palette(_) | Overlay::Targets(_) | Overlay::Columns(_) | Overlay::Roles(_),
        ) => lists::run(model, command),
        Some(Overlay::Method(_)) => crate::compare::adding::run(model, command),
        Some(Overlay::Pair(_)) => crate::errors::versus::choosing::run(model, command),
        Some(Overlay::Models(_)) => modelling::run_list(model, command),
        Some(Overlay::Params(_)) => modelling::run_params(model, command),
        Some(Overlay::Features(_)) => feature_panel::run(model, command, key),
        Some(Overlay::Axis(_)) => crate::errors::columns::run_list(model, command),
        Some(Overlay::Help(_)) => moving::scroll_help(model, command),
        None => None,
    }
}

/// Runs `command` only as far as it means something in the open overlay.
pub(crate) fn run_inside(model: &mut Model, command: Command) -> Vec<Effect> {
    inside(model, command, None).unwrap_or_default()
}

fn close(model: &mut Model) -> Vec<Effect> {
    let effects = match &model.overlay {
        Some(Overlay::Prompt(prompt)) if prompt.kind == PromptKind::Filter => {
            vec![Effect::Stop(JobKind::Preview)]
        }
        Some(Overlay::Prompt(prompt)) if prompt.kind == PromptKind::DetailFind => {
            model.detail_query.clear();
            Vec::new()
        }
        Some(Overlay::Prompt(prompt))
            if matches!(
                prompt.kind,
                PromptKind::Join
                    | PromptKind::Export
                    | PromptKind::SavePredictor
                    | PromptKind::ExportComparison
                    | PromptKind::ExportImportances
                    | PromptKind::SaveSession
                    | PromptKind::Draw
            ) =>
        {
            completing::forget_paths(model)
        }
        _ => Vec::new(),
    };
    model.overlay = None;
    effects
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
