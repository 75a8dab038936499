//! What each job does. The same functions serve the threads of the explorer and `grafscope snapshot`,
//! which waits for each.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{Generation, Job, Message, Presentation};
use crate::job::Watch;
use crate::predict::{self, TrainError};
use crate::table;

use super::find::find;
use super::open::open;

/// Does `job` and tells what came of it; `None` when it was cancelled.
pub fn perform(generation: Generation, job: Job, watch: &Watch) -> Option<Message> {
    match job {
        Job::Open(request) => {
            let opened = open(&request, watch);
            let opened = opened.map(Arc::new).map_err(|error| error.to_string());
            watch.check().ok()?;
            Some(Message::Opened(generation, opened))
        }
        Job::Train(request) => match predict::train(&request, watch) {
            Ok(prediction) => Some(Message::Trained(generation, Ok(Arc::new(prediction)))),
            Err(TrainError::Cancelled(_)) => None,
            Err(error) => Some(Message::Trained(generation, Err(error.to_string()))),
        },
        Job::Arrange {
            table,
            filter,
            keys,
        } => {
            let rows = table::arrange(&table, filter.as_deref(), &keys, watch).ok()?;
            Some(Message::Arranged(generation, Arc::new(rows)))
        }
        Job::Preview { table, filter } => {
            let passes = filter.passes(&table, watch).ok()?;
            let matches = passes.into_iter().filter(|&pass| pass).count();
            Some(Message::Previewed(generation, matches))
        }
        Job::Find { bench, text } => {
            let rows = find(&bench, &text, watch).ok()?;
            Some(Message::Found(generation, Arc::new(rows)))
        }
        Job::Explain { table } => {
            let rules = predict::explain(&table, watch);
            watch.check().ok()?;
            let rules = rules.map(Arc::new).map_err(|error| error.to_string());
            Some(Message::Explained(generation, rules))
        }
    }
}

/// Writes the shown rows and tells what came of it.
pub fn export(path: PathBuf, presentation: &Presentation) -> Message {
    let written = crate::export::table_csv(&path, presentation);
    Message::Exported(written.map(|()| path).map_err(|error| format!("{error:#}")))
}
