//! Where training samples come from: drawn at random, from a split of the user's, or from a file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::command::Command;
use crate::command::keymap::Context;
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
    if let Some(measured) = &data.opened.measured_in_all {
        let lacks = |row: &&u32| measured.binary_search(row).is_err();
        let lacking = sample.iter().filter(lacks).count();
        if lacking > 0 {
            return Err(format!(
                "sample n = {size}, seed {seed}: {lacking} rows are not measured in all of {}",
                data.opened.target_names().join(", ")
            ));
        }
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

/// The same to step through, up to all measured rows where these are what is trained on by default.
pub(crate) fn steps(model: &Model, usual: &[usize]) -> Vec<usize> {
    let mut sizes = sizes(model, usual);
    if let Some(all) = all_measured(model) {
        sizes.retain(|&size| size < all);
        sizes.push(all);
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

/// Most rows that are all trained on by default: as many as a Gaussian process takes.
const MOST: usize = 2000;

/// Whether figures were joined to architectures most of which are yet to be measured.
pub(crate) fn is_begun(model: &Model) -> bool {
    model.data.as_ref().is_some_and(|data| {
        let opened = &data.opened;
        let measured = opened.measured_rows;
        !opened.bench.joins.is_empty() && measured > 0 && 2 * measured < opened.bench.rows()
    })
}

/// What is trained on by default where figures were joined to architectures most of which are yet to be measured: all
/// rows that are, and none is held out.
fn all_measured(model: &Model) -> Option<usize> {
    if !is_begun(model) || model.settings.rows == Rows::Filtered {
        return None;
    }
    if splits(model).is_some() || own_split(model).is_some() {
        return None;
    }
    let measured = prediction_task(model)?.pool().len();
    (2..=MOST).contains(&measured).then_some(measured)
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
    if all_measured(model) == Some(size) {
        let said = format!("all {size} measured rows are in use: the seed changes the model alone");
        return Seed::OfModel(next, said);
    }
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

/// Says why a screen of held-out rows is empty where all measured rows are trained on.
pub(crate) fn say_where_none_is_held_out(model: &mut Model) {
    let current = model.training.current.as_ref();
    if current.is_some_and(|trained| trained.out_of_fold) {
        let keys = (model.keymap).keys(Context::Explorer, Command::TrainSizeDown);
        let key = keys.first().map_or_else(String::new, ToString::to_string);
        let text = format!(
            "all measured rows are trained on: in the table, {key} leaves some to be held out"
        );
        inform(model, text);
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

/// Whether nobody chose the training size.
fn is_fitted(model: &Model) -> bool {
    let (now, training) = (model.settings.train_size, &model.training);
    let is_first = training.history.is_empty() && now == model.launch.settings.train_size;
    !model.launch.train_size_given && (is_first || training.fitted_to == Some(now))
}

/// Has the training size that nobody asked for follow the rows: all measured ones where most are yet to be measured, else
/// the usual number. Where there are too few for that, all that can be drawn, if there are as many others to be scored,
/// else half of them.
pub(crate) fn fit_size(model: &mut Model) {
    let is_later = model.settings.rows == Rows::Filtered && !model.training.history.is_empty();
    if !is_fitted(model) || is_later || splits(model).is_some() {
        return;
    }
    let usual = model.launch.settings.train_size;
    model.training.too_few_rows = false;
    let (size, said) = if let Some(all) = all_measured(model) {
        let said = format!("n = {all}: all measured rows; scores are out-of-fold");
        (all, Some(said))
    } else if model.settings.rows != Rows::Filtered && has_canonical_rows(model, usual) {
        (usual, None)
    } else if let Some(task) = prediction_task(model) {
        let most = task.largest_size();
        model.training.too_few_rows = most < 2;
        let fitted = (2..usual).contains(&most).then(|| fewer(model, &task));
        let said =
            fitted.map(|size| format!("n = {size}, not {usual}: only {most} rows can be drawn"));
        (fitted.unwrap_or(usual), said)
    } else {
        return;
    };
    let training = &mut model.training;
    // While rows come, the status line says how many.
    let is_news = training
        .fitted_to
        .is_none_or(|before| before != size && model.follow.is_none());
    training.fitted_to = Some(size);
    training.fitted_size.clone_from(&said);
    model.settings.train_size = size;
    if let Some(said) = said.filter(|_| is_news && model.notice.is_none()) {
        inform(model, said);
    }
}

/// How many rows are taken where there are fewer than usual.
fn fewer(model: &Model, task: &PredictionTask) -> usize {
    let most = task.largest_size();
    // A further target may have no other rows to be scored.
    let is_partial = (model.data.as_ref()).is_some_and(|of| of.opened.measured_in_all.is_some());
    if !is_partial && task.scored().len() >= 2 * most {
        most
    } else {
        most.div_ceil(2).max(2)
    }
}

/// Whether more than `count` canonical rows have a target: told without a look at all rows where they have.
fn has_canonical_rows(model: &Model, count: usize) -> bool {
    model.data.as_ref().is_some_and(|data| {
        let opened = &data.opened;
        let (truth, canonical) = (&opened.shown_target().mean, &opened.bench.canonical);
        if let Some(rows) = &opened.measured_in_all {
            let mut usable = rows.iter().filter(|&&row| canonical[row as usize]);
            return usable.nth(count).is_some();
        }
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
