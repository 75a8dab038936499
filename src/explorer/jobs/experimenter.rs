//! Experiments: many training runs, told a handful at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::effect::question::TransferRequest;
use crate::effect::{Generation, Opened};
use crate::message::{Message, Ran};
use grafscope_core::bench::DatasetId;
use grafscope_core::experiment::selection::{Selected, Selection};
use grafscope_core::experiment::{Crew, Runner, Search, Series, Subject, Task, Transfer};
use grafscope_core::job::{Cancelled, Watch};
use grafscope_core::table;

/// Shortest time between two messages with results: a frame has no use for more.
const QUIET: Duration = Duration::from_millis(100);

/// Does experiments, and keeps what the next one may need again.
#[derive(Debug, Default)]
pub(crate) struct Experimenter {
    runner: Option<Runner>,
    crew: Option<Crew>,
}

/// Results not told yet.
struct Batch<T> {
    waiting: Vec<T>,
    told: Instant,
}

impl<T> Batch<T> {
    fn new() -> Self {
        Self {
            waiting: Vec::new(),
            told: Instant::now(),
        }
    }

    /// Takes `result` in; gives those that are to be told now.
    fn push(&mut self, result: T) -> Option<Arc<Vec<T>>> {
        self.waiting.push(result);
        if self.told.elapsed() < QUIET {
            return None;
        }
        self.told = Instant::now();
        self.rest()
    }

    /// Those that are left.
    fn rest(&mut self) -> Option<Arc<Vec<T>>> {
        let rest = std::mem::take(&mut self.waiting);
        (!rest.is_empty()).then(|| Arc::new(rest))
    }
}

impl Experimenter {
    /// Does the runs of a comparison.
    pub(crate) fn compare(
        &mut self,
        subject: &Arc<Subject>,
        tasks: Vec<Task>,
        watch: &Watch,
        early: &mut dyn FnMut(Message),
    ) -> Result<(), Cancelled> {
        // Without a thread there are no runs; the system that gives none has worse trouble.
        let runner = match &mut self.runner {
            Some(runner) => runner,
            None => match Runner::new(None) {
                Ok(runner) => self.runner.insert(runner),
                Err(_) => return Err(Cancelled),
            },
        };
        let mut batch = Batch::<Ran>::new();
        let mut tell = |ran| early(Message::Ran(Arc::clone(subject), ran));
        let ended = runner.run(subject, tasks, watch, |task, outcome| {
            if let Some(ran) = batch.push((task, outcome)) {
                tell(ran);
            }
        });
        if let Some(ran) = batch.rest() {
            tell(ran);
        }
        ended
    }

    fn crew(&mut self) -> Result<&Crew, String> {
        if self.crew.is_none() {
            self.crew = Some(Crew::new(None).map_err(|error| error.to_string())?);
        }
        self.crew.as_ref().ok_or_else(String::new)
    }

    /// Selects features.
    pub(crate) fn select(
        &mut self,
        generation: Generation,
        selection: &Selection,
        watch: &Watch,
        early: &mut dyn FnMut(Message),
    ) -> Result<Arc<Selected>, String> {
        let crew = self.crew()?;
        let selected = selection.run(crew, watch, &mut |step| {
            early(Message::Stepped(generation, Arc::new(step.clone())));
        });
        selected.map(Arc::new).map_err(|error| error.to_string())
    }

    /// Trains on each target and judges on all.
    pub(crate) fn transfer(
        &mut self,
        generation: Generation,
        request: &TransferRequest,
        watch: &Watch,
        early: &mut dyn FnMut(Message),
    ) -> Result<(), String> {
        let crew = self.crew()?;
        let transfer = Arc::new(transfer(request, watch)?);
        early(Message::Transferring(generation, Arc::clone(&transfer)));
        let mut batch = Batch::new();
        let mut tell = |runs| early(Message::Transferred(generation, runs));
        let ended = transfer.run(crew, watch, |run| {
            if let Some(runs) = batch.push(run) {
                tell(runs);
            }
        });
        if let Some(runs) = batch.rest() {
            tell(runs);
        }
        ended.map_err(|error| error.to_string())
    }

    /// Searches with a predictor and by chance.
    pub(crate) fn search(
        &mut self,
        generation: Generation,
        search: &Search,
        watch: &Watch,
        early: &mut dyn FnMut(Message),
    ) -> Result<(), String> {
        let crew = self.crew()?;
        let mut batch = Batch::new();
        let mut tell = |runs| early(Message::Searched(generation, runs));
        let ended = search.run(crew, watch, |run| {
            if let Some(runs) = batch.push(run) {
                tell(runs);
            }
        });
        if let Some(runs) = batch.rest() {
            tell(runs);
        }
        ended.map_err(|error| error.to_string())
    }
}

/// The tables of all targets, and what is trained on each.
fn transfer(request: &TransferRequest, watch: &Watch) -> Result<Transfer, String> {
    let TransferRequest {
        opened,
        target,
        features,
        sets,
        model,
        rows,
        train_size,
        seeds,
    } = request;
    let Opened {
        bench,
        features: matrix,
        ..
    } = &**opened;
    let mut subjects = Vec::new();
    for (at, dataset) in bench.datasets.iter().enumerate() {
        watch.check().map_err(|error| error.to_string())?;
        let named = dataset.targets.iter().position(|of| of.name == *target);
        // A benchmark of one data set is judged on all its targets.
        let targets = if bench.datasets.len() == 1 {
            0..dataset.targets.len()
        } else {
            let one = named.unwrap_or(0);
            one..one + 1
        };
        for target in targets {
            let id = DatasetId(at);
            let table = Arc::new(table::build(bench, id, target, matrix));
            let features = sets
                .parse(features, &table)
                .map_err(|error| format!("{}: {error}", dataset.name))?;
            let subject = Subject::new(bench, id, target, table, rows.clone())
                .map_err(|error| error.to_string())?;
            let name = subject.target_name().to_owned();
            subject
                .check(&features, *train_size)
                .map_err(|error| format!("{} {name}: {error}", dataset.name))?;
            let series = Series {
                features,
                model: model.clone(),
            };
            subjects.push((Arc::new(subject), Arc::new(series)));
        }
    }
    Ok(Transfer {
        subjects,
        train_size: *train_size,
        seeds: *seeds,
    })
}
