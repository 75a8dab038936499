//! Background work that the explorer asks for.

use std::sync::Arc;

use crate::effect::{Effect, Job, JobKind, OpenRequest};
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::features::paired;
use crate::predictor::sampling;
use crate::predictor::state::Running;
use grafscope_core::bench::Source;
use grafscope_core::filter::{FilterError, Program};
use grafscope_core::predict::{
    FeatureSetError, RowPolicy, Rows, Settings, TrainError, TrainRequest,
};
use grafscope_core::table::{SortKey, UnknownColumn};

/// Numbers `job` as the newest of its kind.
pub(crate) fn start(model: &mut Model, job: Job) -> Effect {
    model.last.0 += 1;
    model.newest[job.kind() as usize] = model.last;
    Effect::Start(model.last, job)
}

pub(crate) fn open_first(model: &mut Model) -> Effect {
    let waiting = model.restore_state.waiting.as_ref();
    let session = waiting.map_or_else(Arc::default, |waiting| Arc::clone(&waiting.session));
    let (dataset, target) = (&model.launch.dataset, &model.launch.target);
    let request = OpenRequest {
        source: model.launch.source.clone(),
        dataset: dataset.clone().or_else(|| session.dataset.clone()),
        target: target.clone().or_else(|| session.target.clone()),
        further: match (target, model.launch.further.as_slice()) {
            (None, []) => session.further_targets.clone().unwrap_or_default(),
            (_, further) => further.to_vec(),
        },
        // What a session names need not be there; what the command line names must be.
        lenient: dataset.is_none() && target.is_none(),
        again: None,
        families: model.launch.families,
        from: None,
    };
    model.opening_what.clone_from(&request.source.benchmark);
    model.opening = Some(format!("opening {}", request.source.benchmark));
    start(model, Job::Open(Box::new(request)))
}

/// Opens another target of a data set, with the `further` ones beside it.
pub(crate) fn open_other(
    model: &mut Model,
    dataset: String,
    target: String,
    further: Vec<String>,
) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let request = OpenRequest {
        source: data.opened.source.clone(),
        dataset: Some(dataset),
        target: Some(target),
        further,
        families: model.launch.families,
        from: Some(Arc::clone(&data.opened)),
        lenient: false,
        again: None,
    };
    model.restore_state.waiting = None;
    vec![start(model, Job::Open(Box::new(request)))]
}

/// Opens the benchmark again from a changed source; `what` says what is done meanwhile.
pub(crate) fn open_with(
    model: &mut Model,
    what: &str,
    change: impl FnOnce(&mut Source),
) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let opened = &data.opened;
    let mut source = opened.source.clone();
    change(&mut source);
    let target = &opened.shown_target().name;
    let still = (source.targets.as_ref()).is_none_or(|all| all.contains(target));
    // A placeholder target for values still to be measured is not returned to.
    let stays = opened.measured_rows > 0;
    let request = OpenRequest {
        dataset: stays.then(|| opened.shown_dataset().name.clone()),
        target: (stays && still).then(|| target.clone()),
        further: opened.target_names().split_off(1),
        families: model.launch.families,
        from: Some(Arc::clone(opened)),
        lenient: false,
        again: None,
        source,
    };
    model.restore_state.waiting = None;
    what.clone_into(&mut model.opening_what);
    model.opening = Some(what.to_owned());
    vec![start(model, Job::Open(Box::new(request)))]
}

/// Reads the files of what is open again, which have changed.
pub(crate) fn read_again(model: &mut Model) -> Option<Effect> {
    let data = model.data.as_ref()?;
    let opened = &data.opened;
    // What was asked for may come with the first values.
    let stays = opened.measured_rows > 0;
    let (dataset, target, further) = if stays {
        let mut targets = opened.target_names();
        let further = targets.split_off(1);
        let dataset = opened.shown_dataset().name.clone();
        (Some(dataset), targets.pop(), further)
    } else {
        let asked = &model.launch;
        (
            asked.dataset.clone(),
            asked.target.clone(),
            asked.further.clone(),
        )
    };
    let request = OpenRequest {
        source: opened.source.clone(),
        dataset,
        target,
        further,
        families: model.launch.families,
        from: Some(Arc::clone(opened)),
        lenient: true,
        again: Some(Arc::clone(&data.table)),
    };
    Some(start(model, Job::Open(Box::new(request))))
}

/// Has results of `kind` that are still on their way ignored.
pub(crate) fn forget(model: &mut Model, kind: JobKind) {
    model.last.0 += 1;
    model.newest[kind as usize] = model.last;
}

/// Stops the job of this kind that runs, if any; an answer that it has given already is dropped.
#[must_use]
pub(crate) fn stop(model: &mut Model, kind: JobKind) -> Effect {
    forget(model, kind);
    Effect::Stop(kind)
}

/// Why the settings cannot be trained on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TrainRequestError {
    #[error(transparent)]
    FeatureSet(#[from] FeatureSetError),
    #[error("{0}")]
    Sample(String),
    #[error(transparent)]
    Further(#[from] TrainError),
}

/// A training run on `settings`; `None` while there is nothing to train on.
pub(crate) fn train_request(
    model: &Model,
    settings: &Settings,
) -> Result<Option<TrainRequest>, TrainRequestError> {
    let Some(data) = &model.data else {
        return Ok(None);
    };
    let features = (model.saved.sets).parse(&settings.features, &data.table)?;
    let target = data.opened.shown_target();
    let column = data.table.find(&target.name);
    let column = column.filter(|_| data.opened.measured_rows > 0);
    let Some(column) = column else {
        return Ok(None);
    };
    Ok(Some(TrainRequest {
        table: Arc::clone(&data.table),
        target: column,
        better: target.better,
        features,
        train_size: settings.train_size,
        seed: settings.seed,
        model: settings.model.clone(),
        rows: sampling::policy(model, settings).map_err(TrainRequestError::Sample)?,
    }))
}

/// Trains a predictor on the current settings.
pub(crate) fn train(model: &mut Model) -> Result<Vec<Effect>, TrainRequestError> {
    let Some(request) = train_request(model, &model.settings)? else {
        return Ok(Vec::new());
    };
    let opened = model.data.as_ref().map(|data| &data.opened);
    let further = opened.iter().flat_map(|opened| &opened.further);
    let further = further.map(|target| request.of_further(target));
    let job = Job::Train {
        further: further.collect::<Result<_, _>>()?,
        request: Box::new(request),
        first: rows_on_screen(model),
        level: model.live.level / 100.0,
    };
    // Whatever tells more of the last change makes room first.
    let mut effects = paired::stop(model);
    effects.push(start(model, job));
    if let Some(data) = &mut model.data {
        data.forget_partial();
    }
    model.training.failed = None;
    model.training.running = Some(Running {
        generation: model.last,
        progress: None,
    });
    Ok(effects)
}

/// The same, once the rows that pass the filter are known where the sample is drawn from these: they are
/// arranged meanwhile.
pub(crate) fn train_when_arranged(model: &mut Model) -> Result<Vec<Effect>, TrainRequestError> {
    if model.settings.rows != Rows::Filtered {
        return train(model);
    }
    train_request(model, &model.settings)?;
    model.retrain_when_arranged = true;
    Ok(Vec::new())
}

/// The rows that samples are drawn from and scores are over: of several targets, samples are of rows that are
/// measured in all.
pub(crate) fn row_policy(model: &Model) -> RowPolicy {
    let policy = policy_of_settings(model);
    let opened = model.data.as_ref().map(|data| &data.opened);
    let drawn_from = opened.and_then(|opened| Some((opened.measured_in_all.as_ref()?, opened)));
    match drawn_from {
        Some((rows, opened)) => policy.drawn_from(rows, &opened.bench.canonical),
        None => policy,
    }
}

fn policy_of_settings(model: &Model) -> RowPolicy {
    if let Some(split) = sampling::own_split(model) {
        return RowPolicy::Split(Arc::new(split));
    }
    match model.settings.rows {
        Rows::Canonical => RowPolicy::Canonical,
        Rows::All => RowPolicy::All,
        Rows::Filtered => RowPolicy::Filtered(Arc::new(model.passing.rows.clone())),
    }
}

/// The rows that the user sees: those of the table's window, and the selected one.
fn rows_on_screen(model: &Model) -> Vec<u32> {
    let rows = areas(model).map_or(0, |areas| areas.table_rows());
    let window = model.arrangement.rows.iter().skip(model.cursor.top);
    let window = window.take(rows).copied();
    window.chain(model.selected).collect()
}

/// Why rows cannot be arranged as the view state says.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArrangeError {
    #[error("filter: {0}")]
    Filter(#[from] FilterError),
    #[error("sort: {0}")]
    Sort(#[from] UnknownColumn),
}

/// Filters and sorts as the view state says.
pub(crate) fn arrange(model: &mut Model) -> Result<Vec<Effect>, ArrangeError> {
    let Some(table) = model.table().cloned() else {
        return Ok(Vec::new());
    };
    let filter = match model.view.filter.as_str() {
        "" => None,
        filter => Some(Arc::new(Program::new(filter, &table)?)),
    };
    let keys = model.view.sort.iter();
    let keys = keys.map(|(name, direction)| SortKey::resolve(name, *direction, &table));
    let keys = keys.collect::<Result<_, UnknownColumn>>()?;
    model.arranging = true;
    let job = Job::Arrange {
        table,
        filter,
        scored_only: model.shows_scored_only(),
        keys,
    };
    Ok(vec![start(model, job)])
}

/// The same where values have changed that filter or sort may use.
pub(crate) fn arrange_again(model: &mut Model) -> Vec<Effect> {
    let view = &model.view;
    if view.filter.is_empty() && view.sort.is_empty() && !view.scored_only {
        return Vec::new();
    }
    arrange(model).unwrap_or_default()
}
