//! The comparison: opening it, changing it while it runs, taking runs in.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::command::place::key_of;
use crate::compare::state::Compare;
use crate::effect::{Effect, Job, JobKind, Ran};
use crate::export::drawing;
use crate::further::update as further;
use crate::model::Model;
use crate::predictor::sampling;
use crate::predictor::update as predicting;
use crate::screen::Screen;
use crate::screen::experiment::{SEEDS, method, prediction_task};
use crate::update::{inform, refuse, requests};
use grafscope_core::experiment::{Method, PredictionTask, RunGrid, USUAL_SETS, USUAL_SIZES};
use grafscope_core::export::{Comparison, Figure, comparison_file};
use grafscope_core::predict::Settings;

/// Opens the comparison, or its learning curves; begins one when there is none.
pub(crate) fn open(model: &mut Model, screen: Screen) -> Vec<Effect> {
    let fresh = model.experiments.compare.is_none();
    if fresh && !begin(model) {
        return refuse(
            model,
            "there is nothing to compare: no architecture has a true value",
        );
    }
    model.screen = screen;
    if fresh { go_on(model) } else { Vec::new() }
}

fn begin(model: &mut Model) -> bool {
    let Some(prediction_task) = prediction_task(model) else {
        return false;
    };
    let opened = model.data.as_ref().map(|data| Arc::clone(&data.opened));
    let prediction_task = match &opened {
        Some(opened) => {
            let task = PredictionTask::clone(&prediction_task);
            Arc::new(task.beside_external(opened.shown_dataset()))
        }
        None => prediction_task,
    };
    let most = prediction_task.largest_size();
    let mut grid = RunGrid::new(sampling::seeds(model, SEEDS));
    let own = model.settings.train_size;
    for size in sampling::sizes(model, &USUAL_SIZES)
        .into_iter()
        .chain([own])
        .filter(|&size| size <= most)
    {
        // A size that is there already is no second one.
        let _ = grid.add_size(size);
    }
    if grid.sizes().len() == 0 {
        return false;
    }
    if let Some(method) = method(model, &prediction_task) {
        // Nothing is there yet.
        let _ = grid.add_series(method);
    }
    for text in USUAL_SETS {
        let own = grid.series().next().map(|of| &of.features);
        if let Ok(features) = model.saved.sets.parse(text, &prediction_task.table)
            && own.is_none_or(|own| own.columns() != features.columns())
        {
            let model = model.settings.model.clone();
            // Each is another one.
            let _ = grid.add_series(Method { features, model });
        }
    }
    for method in prediction_task.external_methods() {
        // Each is another column.
        let _ = grid.add_series(method);
    }
    model.experiments.compare = Some(Compare::new(prediction_task, grid));
    true
}

pub(super) fn compare(model: &mut Model) -> Option<&mut Compare> {
    model.experiments.compare.as_mut()
}

/// Has the runs that are missing made, unless the user had them stopped.
pub(super) fn go_on(model: &mut Model) -> Vec<Effect> {
    let Some(compare) = compare(model) else {
        return Vec::new();
    };
    compare.refresh();
    let was_running = compare.running;
    let tasks = if compare.paused {
        Vec::new()
    } else {
        compare.grid.next(usize::MAX)
    };
    compare.running = !tasks.is_empty();
    if compare.running {
        let prediction_task = Arc::clone(&compare.prediction_task);
        let job = Job::Compare {
            prediction_task,
            tasks,
        };
        return vec![requests::start(model, job)];
    }
    if was_running {
        return vec![requests::stop(model, JobKind::Compare)];
    }
    Vec::new()
}

/// Runs count, whoever asked for them, while their method is there.
pub(crate) fn record(model: &mut Model, prediction_task: &Arc<PredictionTask>, ran: &[Ran]) {
    if let Some(compare) = compare(model)
        && Arc::ptr_eq(&compare.prediction_task, prediction_task)
    {
        for (task, outcome) in ran {
            compare.grid.record(task, outcome.clone());
        }
        compare.refresh();
    }
}

pub(crate) fn finished(model: &mut Model) -> Vec<Effect> {
    if let Some(compare) = compare(model) {
        compare.running = false;
    }
    go_on(model)
}

/// Adds a method and goes to it.
pub(crate) fn add(model: &mut Model, method: Method) -> Result<Vec<Effect>, String> {
    let Some(compare) = compare(model) else {
        return Ok(Vec::new());
    };
    let added = compare.grid.add_series(method);
    added.map_err(|error| error.to_string())?;
    compare.method = compare.grid.series().len() - 1;
    Ok(go_on(model))
}

/// Takes typed training sizes in.
pub(crate) fn set_sizes(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let Some(compare) = compare(model) else {
        return Ok(Vec::new());
    };
    let most = compare.prediction_task.largest_size();
    let mut sizes = Vec::new();
    for word in text.split([',', ' ']).filter(|word| !word.is_empty()) {
        let size = word.parse().ok().filter(|size| (2..=most).contains(size));
        sizes.push(size.ok_or_else(|| {
            format!("`{word}` is no training size: sizes are whole numbers from 2 to {most}")
        })?);
    }
    if sizes.is_empty() {
        return Err("at least one training size is expected".to_owned());
    }
    let old: Vec<usize> = compare.grid.sizes().collect();
    for size in old.into_iter().filter(|size| !sizes.contains(size)) {
        compare.grid.remove_size(size);
    }
    for size in sizes {
        // One that is there already stays.
        let _ = compare.grid.add_size(size);
    }
    Ok(go_on(model))
}

pub(crate) fn sizes_text(model: &Model) -> String {
    let compare = model.experiments.compare.as_ref();
    let sizes = compare.map(|of| of.grid.sizes().map(|size| size.to_string()));
    sizes.map_or_else(String::new, |sizes| sizes.collect::<Vec<_>>().join(" "))
}

pub(super) fn start_over(model: &mut Model) -> Vec<Effect> {
    let mut effects = vec![requests::stop(model, JobKind::Compare)];
    if begin(model) {
        effects.extend(go_on(model));
    }
    effects
}

pub(super) fn open_cell(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let Some(compare) = &model.experiments.compare else {
        return Vec::new();
    };
    let (Some(method), Some(size)) = (
        compare.grid.series().nth(compare.method).cloned(),
        compare.grid.sizes().nth(compare.size),
    ) else {
        let add = key_of(model, Command::AddMethod);
        inform(model, format!("there is no cell: {add} adds a method"));
        return Vec::new();
    };
    if method.is_external() {
        let of = method.features.text();
        let errors = key_of(model, Command::Errors);
        inform(
            model,
            format!("{of} is not trained here: {errors} and model A vs model B show its errors"),
        );
        return Vec::new();
    }
    let settings = Settings {
        features: method.features.text().to_owned(),
        model: method.model.clone(),
        train_size: size,
        seed: compare.grid.seeds().first,
        ..model.settings.clone()
    };
    let task = &compare.prediction_task;
    let (dataset, target) = (task.dataset.clone(), task.target_name().to_owned());
    model.screen = Screen::Panes;
    let here = model.data.as_ref().is_some_and(|data| {
        let opened = &data.opened;
        opened.shown_dataset().name == dataset && opened.shown_target().name == target
    });
    if here {
        return predicting::change_or_warn(model, |now| *now = settings);
    }
    model.settings = settings;
    further::open(model, dataset, target)
}

pub(crate) fn file_name(model: &Model) -> String {
    let compare = model.experiments.compare.as_ref();
    compare.map_or_else(String::new, |of| {
        let task = &of.prediction_task;
        format!("{}-{}-compare.csv", task.benchmark, task.dataset)
    })
}

pub(crate) fn export(model: &Model, path: &str) -> Vec<Effect> {
    let Some(compare) = &model.experiments.compare else {
        return Vec::new();
    };
    let task = Arc::clone(&compare.prediction_task);
    let (grid, options) = (compare.grid.clone(), compare.options());
    let comparison = move || Comparison::new(&task, &grid, &options);
    if drawing::is_picture(path) {
        let curves = model.screen == Screen::Curves;
        return vec![drawing::picture(path, move || {
            Ok(if curves {
                Figure::Curves(comparison())
            } else {
                Figure::Comparison(comparison())
            })
        })];
    }
    vec![Effect::write(
        path,
        "wrote the comparison to FILE",
        move |path| comparison_file(path, &comparison()),
    )]
}
