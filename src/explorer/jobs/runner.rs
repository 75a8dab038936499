//! What each job does. The same functions serve the threads of the explorer and `grafscope snapshot`,
//! which waits for each.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bounds::state::Feasible;
use crate::derived::state::DerivedColumns;
use crate::effect::question::{
    FrequencyRequest, ImportanceRequest, InspectRequest, SliceGainRequest,
};
use crate::effect::{Answer, Bounded, Generation, Job, NewSet, PathList};
use crate::follow::state::Followed;
use crate::further::state::FurtherIntervals;
use crate::jobs::architecture_queries::ArchitectureQueries;
use crate::jobs::attribution_cache::AttributionCache;
use crate::jobs::experiments;
use crate::jobs::find::find;
use crate::jobs::follow::follow;
use crate::jobs::learning::learning;
use crate::jobs::locate::locate;
use crate::jobs::open::open;
use crate::jobs::paths;
use crate::jobs::training::TargetTraining;
use crate::message::Message;
use crate::overlay::features::redundancy::Redundancy;
use crate::plot::state::Plot;
use crate::suggest::state::Suggested;
use crate::table::view_state::ArrangedRows;
use grafscope_core::bench::Peek;
use grafscope_core::diagnosis::importance::{ImportanceOptions, Importances};
use grafscope_core::diagnosis::{HeldOutSet, SliceGain, Summary};
use grafscope_core::experiment::Runner;
use grafscope_core::export::Presentation;
use grafscope_core::filter;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{Intervals, NamedSets, TrainError, TrainedModel};
use grafscope_core::statistics::{Frequencies, TableSummary};
use grafscope_core::table::{Arrangement, Table};

/// Does jobs one after the other, and keeps what the next one of the same kind may need again.
#[derive(Debug, Default)]
pub struct JobRunner {
    training: TargetTraining,
    comparison: Runner,
    architecture_queries: ArchitectureQueries,
    attribution_cache: AttributionCache,
}

impl JobRunner {
    /// Does `job` and tells what came of it; `None` when it was cancelled. What it gives before it
    /// is done goes to `early`.
    pub fn perform(
        &mut self,
        generation: Generation,
        job: Job,
        context: &JobContext,
        early: &mut dyn FnMut(Message),
    ) -> Option<Message> {
        let kind = job.kind();
        let message = |answer| Message::Answer(kind, generation, answer);
        let last = self.answer(job, context, &mut |answer| early(message(answer)));
        last.map(message)
    }

    #[expect(clippy::too_many_lines, reason = "a few lines for each kind of job")]
    fn answer(
        &mut self,
        job: Job,
        context: &JobContext,
        early: &mut dyn FnMut(Answer),
    ) -> Option<Answer> {
        match job {
            Job::Train {
                request,
                further,
                first,
                level,
            } => {
                let requests = (&*request, further.as_slice());
                let shown = (first.as_slice(), level);
                match (self.training).train(requests, shown, context, early) {
                    Ok(predicted) => Some(Answer::Trained(Ok(Arc::new(predicted)))),
                    Err(TrainError::Cancelled(_)) => None,
                    Err(error) => Some(Answer::Trained(Err(error.to_string()))),
                }
            }
            Job::Open(request) => {
                if request.from.is_none()
                    && let Some(peek) = Peek::of(&request.source)
                {
                    early(Answer::Peeked(Arc::new(peek)));
                }
                let opened = open(&request, context);
                let opened = opened.map(Arc::new).map_err(|error| error.to_string());
                context.check().ok()?;
                Some(Answer::Opened(opened))
            }
            Job::Arrange {
                table,
                filter,
                scored_only,
                keys,
            } => {
                let rows = filter::arrange(&table, filter.as_deref(), &keys, context).ok()?;
                let rows = ArrangedRows::new(rows, scored_only, &table);
                Some(Answer::Arranged(rows))
            }
            Job::Preview { table, filter } => {
                let passes = filter.passes(&table, context).ok()?;
                let matches = passes.into_iter().filter(|&pass| pass).count();
                Some(Answer::Previewed(matches))
            }
            Job::Find(request) => {
                let found = find(*request, context).ok()?;
                Some(Answer::Found(Arc::new(found)))
            }
            Job::Paths { text } => {
                let names = paths::names(&text);
                Some(Answer::Listed(PathList { text, names }))
            }
            Job::Locate { bench, session } => {
                let located = locate(&bench, &session, context).ok()?;
                Some(Answer::Located(Arc::new(located)))
            }
            Job::Redundancy { table } => {
                let alike = Redundancy::new(&table, context).ok()?;
                Some(Answer::Grouped(Arc::new(alike)))
            }
            Job::Paired(runs) => {
                let done = experiments::paired(&runs, context, early);
                context.check().ok()?;
                Some(Answer::Done(done))
            }
            Job::Compare {
                prediction_task,
                tasks,
            } => {
                let done = experiments::compare(
                    &mut self.comparison,
                    &prediction_task,
                    tasks,
                    context,
                    early,
                );
                done.ok().map(|()| Answer::Compared)
            }
            Job::Select(selection) => {
                let selected = experiments::select(&selection, context, early);
                context.check().ok()?;
                Some(Answer::Selected(selected))
            }
            Job::Transfer(request) => {
                let done = experiments::transfer(&request, context, early);
                context.check().ok()?;
                Some(Answer::Done(done))
            }
            Job::Search(search) => {
                let done = experiments::search(&search, context, early);
                context.check().ok()?;
                Some(Answer::Done(done))
            }
            Job::Interval {
                table,
                trained_model,
                further,
                level,
            } => {
                let values = |name| Some(&table.column(table.find(name)?).values);
                let (predicted, uncertainty) = (values("predicted")?, values("uncertainty")?);
                let intervals = Intervals::new(&trained_model, predicted, uncertainty, level);
                let further = further.iter();
                let further = further.map(|of| FurtherIntervals::of_level(of, &table, level));
                let bounded = Bounded {
                    further: further.collect::<Option<_>>()?,
                    ..Bounded::new(intervals, &table)
                };
                Some(Answer::Bounded(Arc::new(bounded)))
            }
            Job::Feasible(request) => {
                let feasible = Feasible::new(&request, context).ok()?;
                Some(Answer::Feasible(Arc::new(feasible)))
            }
            Job::Inspect(request) => {
                let InspectRequest {
                    table,
                    trained_model,
                    rows,
                    query,
                } = *request;
                let held_out = held_out(table, trained_model, &rows)?;
                let finding = query.answer(&held_out, context).ok()?;
                let summary = Summary::new(&held_out, rows.rows.len());
                Some(Answer::Inspected(summary, Arc::new(finding)))
            }
            Job::SliceGain(request) => {
                let gain = self.slice_gain(*request, context)?;
                context.check().ok()?;
                Some(Answer::SliceGained(gain.map(Box::new)))
            }
            Job::Attribute(request) => {
                let attributed = self.attribution_cache.attribute(request, context).ok()?;
                Some(Answer::Attributed(Arc::new(attributed)))
            }
            Job::Importance(request) => weigh(*request, context, early),
            Job::Follow { files, rest } => {
                let tell = &mut |followed| early(Answer::Followed(followed));
                let changed = follow(files, rest, context, tell).ok()?;
                Some(Answer::Followed(Followed::Changed(changed)))
            }
            Job::Learning(request) => {
                let done = learning(*request, context, early);
                context.check().ok()?;
                Some(Answer::Done(done))
            }
            Job::RankFeatures {
                table,
                trained_model,
            } => rank_features(&table, trained_model, context),
            Job::Suggest(request) => {
                let found = request.suggest(context);
                context.check().ok()?;
                let found = found.map(|rows| Arc::new(Suggested::new(rows, &request.table)));
                let found = found.map_err(|error| error.to_string());
                Some(Answer::Suggested(found))
            }
            Job::Derive { table, definitions } => {
                let derived = DerivedColumns::new(&table, &definitions, context).ok()?;
                Some(Answer::Derived(Arc::new(derived)))
            }
            Job::Vary(request) => {
                let variation = self.architecture_queries.vary(&request, context).ok()?;
                Some(Answer::EvaluatedEdit(Arc::new(variation)))
            }
            Job::Neighbours(request) => {
                let found = self.architecture_queries.neighbours(&request, context);
                Some(Answer::NeighboursFound(Arc::new(found.ok()?)))
            }
            Job::Export(path, presentation) => export(path, *presentation, context),
            Job::Summarise(request) => {
                let found = TableSummary::find(&request.table, request.sample(), context).ok()?;
                Some(Answer::Summarised(Arc::new(found)))
            }
            Job::Frequencies(FrequencyRequest { over, column, bins }) => {
                let sample = over.sample();
                let found = Frequencies::find(&over.table, sample, column, bins, context).ok()?;
                Some(Answer::Counted(Arc::new(found)))
            }
            Job::Plot(request) => {
                let plot = Plot::new(&request, context).ok()?;
                Some(Answer::Plotted(Arc::new(plot)))
            }
        }
    }

    fn slice_gain(
        &mut self,
        request: SliceGainRequest,
        context: &JobContext,
    ) -> Option<Result<SliceGain, String>> {
        let SliceGainRequest {
            inspected,
            slice,
            added,
            train,
        } = request;
        let held_out = held_out(inspected.table, inspected.trained_model, &inspected.rows)?;
        let trainer = &mut self.training.trainer;
        let gain = SliceGain::find(&held_out, &slice, added, train, trainer, context);
        Some(gain.map_err(|error| error.to_string()))
    }
}

/// The held-out rows of a filter; `None` when the table has no predictions.
fn held_out(
    table: Arc<Table>,
    trained_model: Arc<TrainedModel>,
    rows: &Arrangement,
) -> Option<HeldOutSet> {
    let predicted = table.find("predicted")?;
    let predicted = Arc::clone(&table.column(predicted).values);
    let held_out = HeldOutSet::new(table, trained_model, &predicted, &rows.rows);
    Some(held_out)
}

fn weigh(
    request: ImportanceRequest,
    context: &JobContext,
    early: &mut dyn FnMut(Answer),
) -> Option<Answer> {
    let ImportanceRequest {
        table,
        trained_model,
        rows,
        options,
    } = request;
    let held_out = held_out(table, trained_model, &rows)?;
    let mut early = |found: &Importances| {
        let found = Arc::new(found.clone());
        early(Answer::Weighed(found, false));
    };
    let found = Importances::compute(&held_out, options, context, &mut early).ok()?;
    Some(Answer::Weighed(Arc::new(found), true))
}

/// Ranks features by an eighth of the rows that the screen of importances explains: what differs by less than
/// these tell apart keeps its place.
fn rank_features(
    table: &Arc<Table>,
    trained_model: Arc<TrainedModel>,
    context: &JobContext,
) -> Option<Answer> {
    let explained = ImportanceOptions::of(&trained_model).explained / 8;
    let rows = Arrangement {
        rows: (0..table.rows() as u32).collect(),
    };
    let held_out = held_out(Arc::clone(table), trained_model, &rows)?;
    let found = Importances::of_features(&held_out, explained, context).ok()?;
    let named = found.into_iter();
    let named = named.map(|(id, importance)| (table.column(id).spec.name.clone(), importance));
    Some(Answer::FeaturesRanked(Arc::new(named.collect())))
}

/// Writes rows to a file; `None` when that was cancelled.
fn export(path: PathBuf, mut presentation: Presentation, context: &JobContext) -> Option<Answer> {
    let rows = presentation.arrangement.rows.len();
    // What it was asked with may be newer than what was derived from it.
    let table = filter::derive_again(&presentation.table, context).ok()?;
    presentation.table = Arc::new(table);
    let written = grafscope_core::export::rows_file(&path, &presentation, context);
    context.check().ok()?;
    let written = written.map(|()| (path, rows));
    let written = written.map_err(|error| format!("{error:#}"));
    Some(Answer::Exported(written))
}

/// Saves a named feature set and tells what came of it.
pub fn save_set(set: NewSet) -> Message {
    let saved = NamedSets::save(&set.file, &set.name, &set.text);
    let saved = saved.map(Arc::new).map_err(|error| error.to_string());
    Message::SetSaved(set, saved)
}
