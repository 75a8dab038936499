//! Where runs go as they finish.

use std::io::Write;

use crate::cli::output::Output;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use grafscope_core::experiment::{Journal, Run, journal};

pub(super) enum Sink {
    None,
    Stdout(Output),
    File(Journal),
}

impl Sink {
    /// The sink that the options ask for; gives `studies` the runs that a resumed file has.
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
            notes.push(format!(
                "{}: line {line} was incomplete; its run is repeated",
                path.display()
            ));
        }
        for study in studies {
            resumed.give(&study.prediction_task, &mut study.grid)?;
        }
        Ok(Self::File(journal))
    }

    /// Takes a run, which is written when this returns.
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
