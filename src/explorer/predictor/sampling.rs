//! Where training samples come from: drawn at random, from a split of the user's, or from a file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::effect::{Effect, Opened};
use crate::model::Model;
use crate::overlay::prompt::home::home_expanded;
use crate::screen::experiment::prediction_task;
use crate::update::{inform, requests};
use grafscope_core::experiment::{PredictionTask, Seeds, Splits};
use grafscope_core::predict::{OwnSplit, RowPolicy, Rows, Settings};

/// The split that a column gives, for the current row policy.
pub(crate) fn own_split(model: &Model) -> Option<OwnSplit> {
    let opened = &model.data.as_ref()?.opened;
    let (rows, passing) = (model.settings.rows, &model.passing.rows);
    OwnSplit::new(&opened.bench, opened.dataset, rows, passing)
}

fn splits(model: &Model) -> Option<&Arc<Splits>> {
    model.data.as_ref()?.opened.splits.as_ref()
}

/// The rows that a predictor with `settings` is trained and scored on.
pub(crate) fn policy(model: &Model, settings: &Settings) -> Result<RowPolicy, String> {
    let (Some(splits), Some(data)) = (splits(model), &model.data) else {
        return Ok(requests::row_policy(model));
    };
    let canonical = &data.opened.bench.canonical;
    let (size, seed) = (settings.train_size, settings.seed);
    let sample = splits.rows(size, seed);
    let sample = sample.ok_or_else(|| splits.lacks(size, seed))?;
    let all = match model.settings.rows {
        Rows::All => true,
        Rows::Canonical => false,
        Rows::Filtered => {
            let reason = "samples of a file are not drawn from the filtered rows: choose canonical or all rows";
            return Err(reason.to_owned());
        }
    };
    let counts = |row: &u32| all || canonical[*row as usize];
    let out = sample.iter().filter(|row| !counts(row)).count();
    if out > 0 {
        return Err(format!(
            "sample n = {size}, seed {seed}: {out} rows are not canonical: the row policy all lets them count"
        ));
    }
    let scored = (0..canonical.len() as u32).filter(counts);
    Ok(RowPolicy::Given(
        Arc::clone(sample),
        Arc::new(scored.collect()),
    ))
}

/// Training sizes to step through: those of the file, else `usual` ones and all rows of the split.
pub(crate) fn sizes(model: &Model, usual: &[usize]) -> Vec<usize> {
    if let Some(splits) = splits(model) {
        let sizes: BTreeSet<usize> = splits.keys().map(|(size, _)| size).collect();
        return sizes.into_iter().collect();
    }
    let mut sizes = usual.to_vec();
    if let Some(most) = whole(model) {
        sizes.retain(|&size| size < most);
        sizes.push(most);
    }
    sizes
}

/// The seeds of the file, else the `usual` ones.
pub(crate) fn seeds(model: &Model, usual: Seeds) -> Seeds {
    let seeds = splits(model).map(|splits| splits.keys().map(|(_, seed)| seed));
    let seeds: BTreeSet<u64> = seeds.into_iter().flatten().collect();
    let Some(&first) = seeds.first() else {
        return usual;
    };
    let count = seeds.len();
    Seeds { first, count }
}

/// All training rows of the column's split; `None` without one.
fn whole(model: &Model) -> Option<usize> {
    own_split(model)?;
    Some(prediction_task(model)?.largest_size())
}

/// What the next seed does.
pub(crate) enum Seed {
    /// Another training sample.
    Draws(u64),
    /// Another model of the same training rows, and what to say of it.
    OfModel(u64, String),
    /// Nothing: there is no other, which is what to say.
    OnlyOne(String),
}

pub(crate) fn next_seed(model: &Model) -> Seed {
    let (size, seed) = (model.settings.train_size, model.settings.seed);
    if let Some(splits) = splits(model) {
        let of_size = splits.keys().filter(|key| key.0 == size);
        let seeds: Vec<u64> = of_size.map(|key| key.1).collect();
        let next = seeds.iter().find(|&&of| of > seed).or(seeds.first());
        return match next {
            Some(&next) if next != seed => Seed::Draws(next),
            _ => Seed::OnlyOne(format!("the file of splits has one sample of n = {size}")),
        };
    }
    let next = seed.wrapping_add(1);
    match whole(model) {
        Some(most) if most == size => Seed::OfModel(
            next,
            format!(
                "all {most} training rows of the split are in use: the seed changes the model alone"
            ),
        ),
        _ => Seed::Draws(next),
    }
}

/// What the status line says of it; `None` for samples at random.
pub(crate) fn in_words(model: &Model) -> Option<String> {
    let opened = &model.data.as_ref()?.opened;
    let source = &opened.source;
    let of_column = opened.shown_dataset().split.as_ref();
    let of_column = of_column.map(|column| format!("split {}", column.name));
    let of_file = || {
        let name = Path::file_name(source.splits.as_deref()?)?;
        Some(format!("splits {}", name.to_string_lossy()))
    };
    of_column.or_else(of_file)
}

/// Takes all rows of a split that is new, or the first sample of a file, unless a size was asked for.
pub(crate) fn opened(model: &mut Model, before: Option<&Opened>) {
    let Some(now) = model.data.as_ref().map(|data| Arc::clone(&data.opened)) else {
        return;
    };
    let is_new = before.map_or(!model.launch.size_given, |before| changed(&now, before));
    if let Some(most) = whole(model) {
        if is_new || model.settings.train_size > most {
            model.settings.train_size = most;
        }
    } else if let Some((size, seed)) = now.splits.as_ref().and_then(|of| of.keys().next())
        && is_new
    {
        (model.settings.train_size, model.settings.seed) = (size, seed);
    } else if model.settings.rows != Rows::Filtered {
        fit_size(model);
    }
}

/// Takes fewer rows where there are too few for the training size that nobody asked for: all that can be drawn,
/// if there are as many others to be scored, else half of them.
pub(crate) fn fit_size(model: &mut Model) {
    let asked = model.settings.train_size;
    if model.launch.train_size_given
        || asked != model.launch.settings.train_size
        || !model.training.history.is_empty()
        || splits(model).is_some()
    {
        return;
    }
    if model.settings.rows != Rows::Filtered && has_canonical_rows(model, asked) {
        return;
    }
    let Some(task) = prediction_task(model) else {
        return;
    };
    if let Some(said) = fit(model, &task) {
        inform(model, said);
    }
}

/// Fits the size that nobody asked for to as many rows as there are now.
pub(crate) fn fit_size_again(model: &mut Model) {
    let (size, usual) = (model.settings.train_size, model.launch.settings.train_size);
    let is_usual = size == usual && !model.launch.train_size_given;
    let is_fitted = model.training.fitted_to == Some(size);
    if !(is_usual || is_fitted) || model.settings.rows == Rows::Filtered || splits(model).is_some()
    {
        return;
    }
    if is_usual && has_canonical_rows(model, usual) {
        return;
    }
    if let Some(task) = prediction_task(model) {
        model.settings.train_size = model.launch.settings.train_size;
        fit(model, &task);
    }
}

/// Takes as many rows as can be drawn where that is fewer than are asked for, and tells so.
fn fit(model: &mut Model, task: &PredictionTask) -> Option<String> {
    let (asked, most) = (model.settings.train_size, task.largest_size());
    model.training.fitted_to = None;
    model.training.fitted_size = None;
    model.training.too_few_rows = asked > most && most < 2;
    if asked <= most || most < 2 {
        return None;
    }
    let elsewhere = task.scored().len() >= 2 * most;
    let size = if elsewhere {
        most
    } else {
        most.div_ceil(2).max(2)
    };
    model.settings.train_size = size;
    let said = format!("n = {size}, not {asked}: only {most} rows can be drawn");
    model.training.fitted_to = Some(size);
    model.training.fitted_size = Some(said.clone());
    Some(said)
}

/// Whether more than `count` canonical rows have a target: told without a look at all rows where they have.
fn has_canonical_rows(model: &Model, count: usize) -> bool {
    model.data.as_ref().is_some_and(|data| {
        let opened = &data.opened;
        let (truth, canonical) = (&opened.shown_target().mean, &opened.bench.canonical);
        let rows = 0..opened.bench.rows();
        let mut usable = rows.filter(|&row| canonical[row] && !truth.get(row).is_nan());
        usable.nth(count).is_some()
    })
}

/// Whether samples come from elsewhere than in `before`.
pub(crate) fn changed(now: &Opened, before: &Opened) -> bool {
    let of = |opened: &Opened| {
        let source = &opened.source;
        (source.splits_column.clone(), source.splits.clone())
    };
    of(now) != of(before)
}

/// What is told of a new split.
pub(crate) fn told(model: &Model) -> String {
    match (own_split(model), in_words(model)) {
        (Some(split), _) => format!(
            "{}: {} training rows, {} test rows",
            split.summary(),
            split.train.len(),
            split.test.len()
        ),
        (None, Some(file)) => format!("{file}: training samples by n and seed"),
        (None, None) => "training samples are drawn at random".to_owned(),
    }
}

/// The column or the file, as it is typed.
pub(crate) fn text(model: &Model) -> String {
    let source = model.data.as_ref().map(|data| &data.opened.source);
    let of_file = |path: &Path| path.display().to_string();
    let text = source.and_then(|of| {
        of.splits_column
            .clone()
            .or(of.splits.as_deref().map(of_file))
    });
    text.unwrap_or_default()
}

/// Opens again with the split that `text` names: a file where there is one, else a column.
pub(crate) fn set(model: &mut Model, text: &str) -> Vec<Effect> {
    let text = text.trim();
    let path = home_expanded(text);
    let is_file = path.is_file();
    requests::open_with(model, "the split", |source| {
        source.splits = is_file.then_some(path);
        source.splits_column = (!is_file && !text.is_empty()).then(|| text.to_owned());
    })
}
