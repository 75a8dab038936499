//! Lines of files that grow which cannot be read: jobs that write to one file at a time may tear a line. They are left
//! out, counted, and the newest of them told.

use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::file_name::file_name;
use super::{Keys, RawTable, Texts};
use crate::space::{self, SearchSpace};

/// Lines that are told.
const TOLD: usize = 20;

/// Lines left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DamagedLines {
    /// How many there are.
    pub count: usize,
    /// The newest of them: file, line, and what is wrong with it.
    pub newest: Vec<String>,
}

impl DamagedLines {
    pub(super) fn push(&mut self, path: &Path, place: &str, reason: &str) {
        self.add(Self {
            count: 1,
            newest: vec![format!("{}, {place}: {reason}", file_name(path))],
        });
    }

    pub(super) fn add(&mut self, more: Self) {
        self.count += more.count;
        self.newest.extend(more.newest);
        self.newest.drain(..self.newest.len().saturating_sub(TOLD));
    }
}

impl RawTable {
    /// Leaves out rows whose encoding is none of `wanted`, or of the space that takes most of them. Where that takes
    /// none, all stay.
    pub(super) fn leave_out_damaged(
        &mut self,
        wanted: Option<&'static dyn SearchSpace>,
        path: &Path,
    ) {
        let refused = |space: &dyn SearchSpace| -> usize {
            let counts = self.parts.iter().filter_map(|part| {
                let texts = part.keys.texts()?;
                let all = (0..texts.len()).into_par_iter();
                Some(
                    all.filter(|&at| space.parse(texts.get(at).0).is_err())
                        .count(),
                )
            });
            counts.sum()
        };
        let all = match wanted {
            Some(space) => vec![space],
            None => space::all().to_vec(),
        };
        let counted = all.into_iter().map(|space| (refused(space), space));
        let Some((count, space)) = counted.min_by_key(|(count, _)| *count) else {
            return;
        };
        let texts = self.parts.iter().filter_map(|part| part.keys.texts());
        if count == 0 || count == texts.map(Texts::len).sum::<usize>() {
            return;
        }
        for part in &mut self.parts {
            let Keys::Texts(texts) = &mut part.keys else {
                continue;
            };
            let all = (0..texts.len()).into_par_iter();
            let parsed: Vec<_> = all.map(|at| space.parse(texts.get(at).0)).collect();
            let mut kept = Texts::default();
            for (at, parsed) in parsed.iter().enumerate() {
                let (text, line) = texts.get(at);
                match parsed {
                    Ok(_) => kept.push(text, line),
                    Err(error) => {
                        let place = format!("line {line}");
                        self.damaged.push(path, &place, &error.to_string());
                    }
                }
            }
            *texts = kept;
            for run in part.columns.iter_mut().flat_map(|column| &mut column.runs) {
                let mut kept = parsed.iter().map(Result::is_ok);
                run.retain(|_| kept.next() == Some(true));
            }
        }
    }
}

impl Keys {
    fn texts(&self) -> Option<&Texts> {
        match self {
            Self::Texts(texts) => Some(texts),
            Self::Architectures(..) => None,
        }
    }
}
