//! Which search space the encodings of a file belong to.

use std::path::Path;

use rayon::prelude::*;

use super::{Keys, LoadError, Part, Texts};
use crate::space::{self, Architecture, SearchSpace};
use crate::spelling::listed;

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

/// Takes the keys out of `parts`: as text they take more memory than the columns.
pub(super) fn find(
    parts: &mut [Part],
    wanted: Option<&'static dyn SearchSpace>,
    path: &Path,
) -> Result<Found, LoadError> {
    let found = found(&File { parts, path }, wanted)?;
    for part in parts {
        part.keys = Keys::Texts(Texts::default());
    }
    Ok(found)
}

fn found(file: &File, wanted: Option<&'static dyn SearchSpace>) -> Result<Found, LoadError> {
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
        let parse_text = |(text, line): (&str, u64)| {
            let arch = space.parse(text);
            arch.map_err(|error| self.malformed(line, error.to_string()))
        };
        let parse = |part: &Part| match &part.keys {
            Keys::Texts(texts) => {
                let all = (0..texts.len()).into_par_iter();
                all.map(|at| parse_text(texts.get(at))).collect()
            }
            Keys::Architectures(own, archs) if own.name() == space.name() => Ok(archs.clone()),
            Keys::Architectures(own, _) => {
                let (own, space) = (own.name(), space.name());
                Err(self.malformed(0, format!("its architectures are of {own}, not {space}")))
            }
        };
        self.parts.iter().map(parse).collect()
    }

    fn encodings(&self) -> impl Iterator<Item = &Texts> {
        self.parts.iter().filter_map(|part| match &part.keys {
            Keys::Texts(texts) => Some(texts),
            Keys::Architectures(..) => None,
        })
    }

    /// How many encodings `space` takes before the first that it refuses; `None` when it takes all.
    fn refused_at(&self, space: &dyn SearchSpace) -> Option<usize> {
        let mut before = 0;
        self.encodings().find_map(|texts| {
            let texts_before = before;
            before += texts.len();
            let all = (0..texts.len()).into_par_iter();
            let refused = all.position_first(|at| space.parse(texts.get(at).0).is_err());
            Some(texts_before + refused?)
        })
    }

    fn guess(&self) -> Result<Found, LoadError> {
        let all = space::all().iter();
        let tried: Vec<_> = all.map(|&s| (s, self.refused_at(s))).collect();
        let takers = tried.iter().filter(|(_, refused)| refused.is_none());
        let mut takers: Vec<_> = takers.map(|&(space, _)| space).collect();
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
        let others = listed(others.iter().map(|other| other.name()));
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
        let mut measured = MEASURED_ON.iter().filter(|(name, _)| *name == space.name());
        measured.any(|(_, datasets)| {
            let mut names = self.parts.iter().map(|part| part.dataset.as_deref());
            names.all(|name| name.is_some_and(|name| datasets.contains(&name)))
        })
    }

    /// The error for encodings that no space takes all of: the first that the space which got
    /// furthest refuses.
    fn refused(&self, tried: &[(&'static dyn SearchSpace, Option<usize>)]) -> LoadError {
        let refusals = tried.iter().filter_map(|&(space, at)| Some((at?, space)));
        let furthest = refusals.max_by_key(|&(at, _)| at);
        let nth = |at| {
            let each = self.encodings();
            let each = each.flat_map(|texts| (0..texts.len()).map(|at| texts.get(at)));
            each.into_iter().nth(at)
        };
        let found = furthest.and_then(|(at, space)| Some((at, space, nth(at)?)));
        let Some((at, space, (text, line))) = found else {
            return self.malformed(0, "it has no architectures".to_owned());
        };
        let reason = match space.parse(text) {
            Err(error) if at > 0 => error.to_string(),
            _ => {
                let names = listed(tried.iter().map(|(space, _)| space.name()));
                let text: String = text.chars().take(LONGEST).collect();
                format!("`{text}` is not an architecture of {names}; --space names the space")
            }
        };
        self.malformed(line, reason)
    }

    fn malformed(&self, line: u64, reason: String) -> LoadError {
        let place = match line {
            0 => "encodings".to_owned(),
            line => format!("line {line}"),
        };
        LoadError::malformed(self.path, place, reason)
    }
}
