//! Which search space the encodings of a file belong to.

use std::path::Path;

use rayon::prelude::*;

use super::{Keys, LoadError, Part};
use crate::space::{self, Architecture, SearchSpace};

/// Data sets that published benchmarks of a space are measured on: of several spaces that take all
/// encodings of a file, one whose data sets the file has is the likelier.
const MEASURED_ON: [(&str, &[&str]); 3] = [
    ("nb201", &["cifar10", "cifar100", "ImageNet16-120"]),
    ("tnb101_micro", &TRANS_NAS_TASKS),
    ("tnb101_macro", &TRANS_NAS_TASKS),
];

const TRANS_NAS_TASKS: [&str; 7] = [
    "autoencoder",
    "class_object",
    "class_scene",
    "jigsaw",
    "normal",
    "room_layout",
    "segmentsemantic",
];

const LONGEST: usize = 120;

pub(super) struct Found {
    pub(super) space: &'static dyn SearchSpace,
    /// Why, where it was found by trying.
    pub(super) because: Option<String>,
    /// For each part, an architecture a row.
    pub(super) archs: Vec<Vec<Architecture>>,
}

pub(super) fn find(
    parts: &[Part],
    wanted: Option<&'static dyn SearchSpace>,
    path: &Path,
) -> Result<Found, LoadError> {
    let file = File { parts, path };
    match wanted.or_else(|| file.named()) {
        Some(space) => Ok(Found {
            archs: file.parse(space)?,
            space,
            because: None,
        }),
        None => file.guess(),
    }
}

struct File<'a> {
    parts: &'a [Part],
    path: &'a Path,
}

impl File<'_> {
    fn named(&self) -> Option<&'static dyn SearchSpace> {
        self.parts.iter().find_map(|part| match &part.keys {
            Keys::Architectures(space, _) => Some(*space),
            Keys::Texts(_) => None,
        })
    }

    fn parse(&self, space: &'static dyn SearchSpace) -> Result<Vec<Vec<Architecture>>, LoadError> {
        let parse = |part: &Part| match &part.keys {
            Keys::Texts(texts) => texts
                .par_iter()
                .map(|(text, line)| {
                    space
                        .parse(text)
                        .map_err(|error| self.malformed(*line, error.to_string()))
                })
                .collect(),
            Keys::Architectures(own, archs) if own.name() == space.name() => Ok(archs.clone()),
            Keys::Architectures(own, _) => Err(self.malformed(
                0,
                format!(
                    "its architectures are of {}, not {}",
                    own.name(),
                    space.name()
                ),
            )),
        };
        self.parts.iter().map(parse).collect()
    }

    /// How many encodings `space` takes before the first that it refuses; `None` when it takes all.
    fn refused_at(&self, space: &dyn SearchSpace) -> Option<usize> {
        let mut before = 0;
        for part in self.parts {
            let Keys::Texts(texts) = &part.keys else {
                continue;
            };
            let refused = texts
                .par_iter()
                .position_first(|(text, _)| space.parse(text).is_err());
            if let Some(at) = refused {
                return Some(before + at);
            }
            before += texts.len();
        }
        None
    }

    fn guess(&self) -> Result<Found, LoadError> {
        let tried: Vec<_> = space::all()
            .iter()
            .map(|&space| (space, self.refused_at(space)))
            .collect();
        let mut takers: Vec<_> = tried
            .iter()
            .filter(|(_, refused)| refused.is_none())
            .map(|&(space, _)| space)
            .collect();
        let size = |space: &dyn SearchSpace| space.size().unwrap_or(usize::MAX);
        takers.sort_by_key(|&space| (!self.measured_on(space), size(space)));
        match takers.as_slice() {
            [] => Err(self.refused(&tried)),
            &[space, ref others @ ..] => Ok(Found {
                archs: self.parse(space)?,
                space,
                because: Some(self.reason(space, others)),
            }),
        }
    }

    fn reason(
        &self,
        space: &'static dyn SearchSpace,
        others: &[&'static dyn SearchSpace],
    ) -> String {
        let others: Vec<_> = others.iter().map(|other| other.name()).collect();
        let others = others.join(", ");
        match (others.is_empty(), self.measured_on(space)) {
            (true, _) => "no other space takes every encoding of the file".to_owned(),
            (false, true) => {
                format!("its published data sets are those of the file; {others} would do too")
            }
            (false, false) => format!(
                "it has the fewest architectures of the spaces that take every encoding; {others} would do too"
            ),
        }
    }

    fn measured_on(&self, space: &dyn SearchSpace) -> bool {
        MEASURED_ON
            .iter()
            .find(|(name, _)| *name == space.name())
            .is_some_and(|(_, datasets)| {
                let name = |part: &Part| part.dataset.clone();
                let known = |name: Option<String>| {
                    name.is_some_and(|name| datasets.contains(&name.as_str()))
                };
                self.parts.iter().map(name).all(known)
            })
    }

    /// The error for encodings that no space takes all of: the first that the space which got
    /// furthest refuses.
    fn refused(&self, tried: &[(&'static dyn SearchSpace, Option<usize>)]) -> LoadError {
        let refusals = tried.iter().filter_map(|&(space, at)| Some((at?, space)));
        let furthest = refusals.max_by_key(|&(at, _)| at);
        let found = furthest.and_then(|(at, space)| Some((at, space, self.encoding(at)?)));
        let Some((at, space, (text, line))) = found else {
            return self.malformed(0, "it has no architectures".to_owned());
        };
        match space.parse(text) {
            Err(error) if at > 0 => self.malformed(*line, error.to_string()),
            _ => {
                let names: Vec<_> = tried.iter().map(|(space, _)| space.name()).collect();
                let text: String = text.chars().take(LONGEST).collect();
                let names = names.join(", ");
                self.malformed(
                    *line,
                    format!("`{text}` is no architecture of {names}; --space names the space"),
                )
            }
        }
    }

    fn encoding(&self, at: usize) -> Option<&(String, u64)> {
        let texts = self.parts.iter().filter_map(|part| match &part.keys {
            Keys::Texts(texts) => Some(texts),
            Keys::Architectures(..) => None,
        });
        texts.flatten().nth(at)
    }

    fn malformed(&self, line: u64, reason: String) -> LoadError {
        LoadError::Malformed {
            path: self.path.to_owned(),
            place: if line == 0 {
                "encodings".to_owned()
            } else {
                format!("line {line}")
            },
            reason,
        }
    }
}
