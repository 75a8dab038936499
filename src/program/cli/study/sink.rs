//! Where runs go as they finish.

use std::io::Write;

use crate::cli::output::Output;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use grafscope_core::experiment::{Journal, Run, journal};

/// Where each run goes.
pub(super) enum Sink {
    /// Nowhere: they are summed up in the end.
    None,
    /// To standard output.
    Stdout(Output),
    /// To a file.
    File(Journal),
}

impl Sink {
    /// What the options ask for; gives `studies` the runs that a file has from before.
    pub(super) fn open(
        args: &StudyArgs,
        studies: &mut [Study],
        notes: &mut Vec<String>,
    ) -> anyhow::Result<Self> {
        if args.writes_lines() {
            return Ok(Self::Stdout(Output::open(None)?));
        }
        if let Some(path) = &args.jsonl {
            return Ok(Self::File(Journal::create(path)?));
        }
        let Some(path) = &args.resume else {
            return Ok(Self::None);
        };
        let (journal, resumed) = Journal::resume(path)?;
        if let Some(line) = resumed.cut_off {
            let path = path.display();
            notes.push(format!(
                "{path}: line {line} was half written and is done again"
            ));
        }
        for Study {
            prediction_task,
            grid,
            ..
        } in studies
        {
            resumed.give(prediction_task, grid)?;
        }
        Ok(Self::File(journal))
    }

    /// Takes a run; it is written when this returns.
    pub(super) fn append(&mut self, run: &Run) -> anyhow::Result<()> {
        match self {
            Self::None => Ok(()),
            Self::Stdout(out) => {
                out.write_all(&journal::line(run)?)?;
                Ok(out.flush()?)
            }
            Self::File(journal) => journal.append(run),
        }
    }
}
