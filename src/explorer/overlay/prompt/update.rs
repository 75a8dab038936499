//! Lines being typed: opening, live checks, history, completion, and taking them.

use std::sync::Arc;

use tui_input::Input;

pub(crate) use crate::command::Command;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::overlay::{Overlay, Prompt, PromptKind};
use grafscope_core::filter::{FilterError, Program};
use grafscope_core::predict::{FeatureSetError, Intervals, ModelSpec};

use crate::compare::{adding, update as comparing};
use crate::export::{drawing, predictor, rows};
use crate::importances::update as importances;
use crate::open::joining;
use crate::overlay::prompt::{completing, naming};
use crate::predictor::{intervals, update as predicting};
use crate::search::update as searching;
use crate::selection::update as selecting;
use crate::session::restoring;
use crate::table::{finding, moving, noting, viewing};
use crate::update::requests;

/// How many filters are remembered.
const HISTORY: usize = 200;

/// Opens a prompt. Only texts that one edits rather than replaces are there already; what is in
/// force now is one step back in the history.
pub(crate) fn open(model: &mut Model, kind: PromptKind) -> Vec<Effect> {
    let text = match kind {
        PromptKind::DetailFind => model.detail_query.clone(),
        PromptKind::Export => file_name(model),
        PromptKind::SavePredictor => predictor::file_name(model),
        PromptKind::SaveSession => session_name(model),
        PromptKind::Note => noting::text(model),
        PromptKind::Draw => drawing::file_name(model),
        PromptKind::ExportComparison => comparing::file_name(model),
        PromptKind::ExportImportances => importances::file_name(model),
        PromptKind::ImportanceRows => importances::rows_text(model),
        PromptKind::Sizes => comparing::sizes_text(model),
        PromptKind::SearchPlan => searching::plan_text(model),
        PromptKind::Tolerance => selecting::tolerance_text(model),
        _ => String::new(),
    };
    model.overlay = Some(Overlay::Prompt(Prompt {
        kind,
        input: Input::new(text),
        problem: None,
        matches: None,
        offers: Vec::new(),
        offer: None,
        around: Default::default(),
        back: 0,
        typed: String::new(),
    }));
    edited(model)
}

fn session_name(model: &Model) -> String {
    model.data.as_ref().map_or_else(String::new, |data| {
        format!("{}.session.toml", data.opened.bench.name)
    })
}

fn file_name(model: &Model) -> String {
    model.data.as_ref().map_or_else(String::new, |data| {
        let bench = &data.opened.bench;
        let dataset = &data.opened.shown_dataset().name;
        format!("{}-{dataset}.csv", bench.name)
    })
}

pub(crate) fn prompt(model: &mut Model) -> Option<&mut Prompt> {
    match &mut model.overlay {
        Some(Overlay::Prompt(prompt)) => Some(prompt),
        _ => None,
    }
}

/// What follows from a changed text: checks it, and counts the rows that would pass.
pub(crate) fn edited(model: &mut Model) -> Vec<Effect> {
    let Some(table) = model.table().cloned() else {
        return Vec::new();
    };
    let Some(Overlay::Prompt(prompt)) = &mut model.overlay else {
        return Vec::new();
    };
    prompt.matches = None;
    prompt.problem = None;
    prompt.offers.clear();
    prompt.offer = None;
    let text = prompt.input.value().to_owned();
    match prompt.kind {
        PromptKind::Filter if text.trim().is_empty() => vec![Effect::Stop(JobKind::Preview)],
        PromptKind::Filter => match Program::new(&text, &table) {
            Ok(program) => {
                let filter = Arc::new(program);
                vec![requests::start(model, Job::Preview { table, filter })]
            }
            Err(problem) => {
                prompt.problem = Some(problem);
                vec![Effect::Stop(JobKind::Preview)]
            }
        },
        PromptKind::FeatureSet => {
            let set = model.saved.sets.parse(&text, &table);
            prompt.problem = set.err().map(of_set);
            Vec::new()
        }
        PromptKind::Method if !text.trim().is_empty() => {
            let problem = adding::read(model, &text).err();
            if let Some(Overlay::Prompt(prompt)) = &mut model.overlay {
                prompt.problem = problem;
            }
            Vec::new()
        }
        PromptKind::DetailFind => {
            model.detail_query = text;
            model.detail_scroll = 0;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// A fault of the whole text.
fn whole(text: &str, message: impl Into<String>) -> FilterError {
    FilterError {
        span: 0..text.len(),
        message: message.into(),
    }
}

/// A fault of a feature set, where it is.
fn of_set(error: FeatureSetError) -> FilterError {
    FilterError {
        span: error.span,
        message: error.reason,
    }
}

/// Runs `command` in a prompt.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    match command {
        Command::Accept => Some(accept(model)),
        Command::Previous => Some(recall(model, 1)),
        Command::Next => Some(recall(model, -1)),
        Command::Complete => Some(completing::complete(model, true)),
        Command::CompleteBack => Some(completing::complete(model, false)),
        _ => None,
    }
}

/// Earlier texts for a prompt of `kind`, the newest last.
fn history(model: &Model, kind: PromptKind) -> Vec<String> {
    match kind {
        PromptKind::Filter => model.filter_history.clone(),
        PromptKind::Method => {
            let mut series: Vec<String> = Vec::new();
            for trained in model.training.history.iter().rev() {
                let settings = &trained.settings;
                let text = format!("{}, {}", settings.features, settings.model);
                series.retain(|earlier| *earlier != text);
                series.push(text);
            }
            series
        }
        PromptKind::FeatureSet => {
            let mut sets: Vec<String> = Vec::new();
            for trained in &model.training.history {
                if !sets.contains(&trained.settings.features) {
                    sets.push(trained.settings.features.clone());
                }
            }
            sets.reverse();
            sets
        }
        PromptKind::TrainSize => vec![model.settings.train_size.to_string()],
        PromptKind::Seed => vec![model.settings.seed.to_string()],
        PromptKind::Level => vec![Intervals::percent(model.level)],
        PromptKind::Model => vec![model.settings.model.to_string()],
        PromptKind::SetName => model
            .saved
            .sets
            .iter()
            .map(|(name, _)| name.to_owned())
            .collect(),
        PromptKind::Find
        | PromptKind::DetailFind
        | PromptKind::Row
        | PromptKind::Join
        | PromptKind::Sizes
        | PromptKind::SearchPlan
        | PromptKind::Tolerance
        | PromptKind::ExportComparison
        | PromptKind::ExportImportances
        | PromptKind::SaveSession
        | PromptKind::Note
        | PromptKind::Draw
        | PromptKind::ImportanceRows
        | PromptKind::SavePredictor
        | PromptKind::Export => Vec::new(),
    }
}

/// Puts an earlier text into the prompt; the one being typed is kept at step 0.
fn recall(model: &mut Model, steps: isize) -> Vec<Effect> {
    let Some(kind) = model.prompt().map(|prompt| prompt.kind) else {
        return Vec::new();
    };
    let history = history(model, kind);
    let Some(prompt) = prompt(model).filter(|_| !history.is_empty()) else {
        return Vec::new();
    };
    if prompt.back == 0 {
        prompt.typed = prompt.input.value().to_owned();
    }
    prompt.back = prompt.back.saturating_add_signed(steps).min(history.len());
    let text = match prompt.back {
        0 => prompt.typed.clone(),
        back => history[history.len() - back].clone(),
    };
    prompt.input = Input::new(text);
    edited(model)
}

/// Takes what is typed; a text that cannot be taken stays, with its fault.
fn accept(model: &mut Model) -> Vec<Effect> {
    let Some(prompt) = prompt(model) else {
        return Vec::new();
    };
    let text = prompt.input.value().trim().to_owned();
    let taken = match prompt.kind {
        PromptKind::Filter => accept_filter(model, &text),
        PromptKind::Find => Ok(finding::find(model, &text)),
        PromptKind::DetailFind => Ok(Vec::new()),
        PromptKind::Row => number(&text, 1, "a row number").map(|row| go_to_row(model, row)),
        PromptKind::TrainSize => number(&text, 2, "a number of rows").map(|size| {
            predicting::change_or_warn(model, |settings| settings.train_size = size as usize)
        }),
        PromptKind::Level => {
            intervals::set_level(model, &text).map_err(|reason| whole(&text, reason))
        }
        PromptKind::Seed => number(&text, 0, "a seed")
            .map(|seed| predicting::change_or_warn(model, |settings| settings.seed = seed)),
        PromptKind::Model => text
            .parse::<ModelSpec>()
            .map_err(|error| whole(&text, error.to_string()))
            .map(|with| predicting::change_or_warn(model, |settings| settings.model = with)),
        PromptKind::FeatureSet => {
            predicting::change(model, |settings| settings.features.clone_from(&text))
                .map_err(of_set)
        }
        PromptKind::SetName => naming::save(model, &text).map_err(|reason| whole(&text, reason)),
        PromptKind::Join => joining::join(model, &text).map_err(|reason| whole(&text, reason)),
        PromptKind::Export => rows::export(model, &text).map_err(|reason| whole(&text, reason)),
        PromptKind::SavePredictor => {
            predictor::export(model, &text).map_err(|reason| whole(&text, reason))
        }
        PromptKind::SaveSession => Ok(restoring::save(model, &text)),
        PromptKind::Note => noting::note(model, &text).map_err(|reason| whole(&text, reason)),
        PromptKind::ExportComparison => Ok(comparing::export(model, &text)),
        PromptKind::ExportImportances => Ok(importances::export(model, &text)),
        PromptKind::Draw => drawing::draw(model, &text).map_err(|reason| whole(&text, reason)),
        PromptKind::ImportanceRows => number(&text, 1, "a number of rows").map(|rows| {
            importances::set_rows(model, rows as usize);
            Vec::new()
        }),
        PromptKind::Method => adding::add(model, &text),
        PromptKind::Sizes => {
            comparing::set_sizes(model, &text).map_err(|reason| whole(&text, reason))
        }
        PromptKind::Tolerance => {
            selecting::set_tolerance(model, &text).map_err(|reason| whole(&text, reason))
        }
        PromptKind::SearchPlan => {
            searching::set_plan(model, &text).map_err(|reason| whole(&text, reason))
        }
    };
    match taken {
        Ok(effects) => {
            model.overlay = None;
            moving::keep_in_sight(model);
            effects
        }
        Err(problem) => {
            if let Some(Overlay::Prompt(prompt)) = &mut model.overlay {
                prompt.problem = Some(problem);
            }
            Vec::new()
        }
    }
}

fn accept_filter(model: &mut Model, text: &str) -> Result<Vec<Effect>, FilterError> {
    let mut effects = vec![Effect::Stop(JobKind::Preview)];
    match viewing::change(model, |view| text.clone_into(&mut view.filter)) {
        Ok(more) => effects.extend(more),
        Err(requests::ArrangeError::Filter(problem)) => return Err(problem),
        Err(other) => return Err(whole(text, other.to_string())),
    }
    if !text.is_empty() {
        model.filter_history.retain(|earlier| earlier != text);
        model.filter_history.push(text.to_owned());
        if model.filter_history.len() > HISTORY {
            model.filter_history.remove(0);
        }
    }
    Ok(effects)
}

fn number(text: &str, least: u64, what: &str) -> Result<u64, FilterError> {
    let read = text.parse().ok().filter(|&number| number >= least);
    read.ok_or_else(|| whole(text, format!("{what} is a whole number from {least} on")))
}

fn go_to_row(model: &mut Model, row: u64) -> Vec<Effect> {
    moving::go_to(model, usize::try_from(row - 1).unwrap_or(usize::MAX));
    Vec::new()
}
