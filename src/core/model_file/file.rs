//! The file of a predictor. All integers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 16 | `GRAFSCOPE-MODEL` and a newline |
//! | 4 | version of the format |
//! | 8 | length of the card |
//! | … | the [card](super::Card), JSON |
//! | 8 | length of the body |
//! | … | the body: coding of the features, state of the model, intervals; postcard |
//! | 8 | length of the next |
//! | … | files of the predictors whose outputs are among the features, in the order of these; postcard |
//! | 8 | from version 3 on: length of the next |
//! | … | files of the predictors of further targets, which predict from the same columns; postcard |
//! | 4 | CRC-32C of everything before |
//!
//! Every part of the body is checked, so that no bytes can make a predictor that fails later.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Card, SavedPredictor};
use crate::files;
use crate::predict::{Coding, Conformal, find_model};
use crate::space::{self, SearchSpace};

const MAGIC: &[u8; 16] = b"GRAFSCOPE-MODEL\n";

/// The version of a file of one target.
const ONE_TARGET: u32 = 2;

/// The version of a file of several targets, and the last one that is read.
const VERSION: u32 = 3;

/// Most predictors within each other.
pub(super) const DEEPEST: usize = 16;

const SEAL: usize = 4;

/// Most bytes of a file.
const MOST: u64 = 4 << 30;

/// Why a file is not a predictor.
#[derive(Debug, thiserror::Error)]
pub enum PredictorFileError {
    /// It cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It does not hold what it should.
    #[error("{}: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong and what was expected.
        reason: String,
    },
}

/// The content of the file at `path`; of one that is no predictor, its beginning.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, PredictorFileError> {
    files::read_beginning(path, MAGIC, MOST).map_err(|source| PredictorFileError::Io {
        path: path.to_owned(),
        source,
    })
}

impl SavedPredictor {
    /// Writes the file.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let card = serde_json::to_vec_pretty(&self.card)?;
        let model = self.model.to_bytes().map_err(io::Error::other)?;
        let body = postcard::to_allocvec(&(&*self.coding, model, &self.conformal));
        let body = body.map_err(io::Error::other)?;
        let mut parts = vec![card, body, files_of(&self.priors)?];
        let mut version = ONE_TARGET;
        if !self.further.is_empty() {
            version = VERSION;
            parts.push(files_of(&self.further)?);
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(version.to_le_bytes());
        for part in &parts {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        let seal = crc32c::crc32c(&bytes);
        out.write_all(&bytes)?;
        out.write_all(&seal.to_le_bytes())
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// [`PredictorFileError`] when it cannot be read, is none, is damaged, or is of another version.
    pub fn read(path: &Path) -> Result<Self, PredictorFileError> {
        let bytes = bytes_of(path)?;
        Self::from_bytes(&bytes).map_err(|reason| PredictorFileError::Malformed {
            path: path.to_owned(),
            reason,
        })
    }

    /// The predictor whose file has these bytes.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        Self::within(bytes, DEEPEST)
    }

    /// As [`Self::from_bytes`], with at most `deepest` predictors within each other.
    fn within(bytes: &[u8], deepest: usize) -> Result<Self, String> {
        let Parts {
            card,
            body,
            priors,
            further,
        } = parts(bytes)?;
        let damaged = |what: &str| format!("the file is damaged: {what}");
        let card: Card =
            serde_json::from_slice(card).map_err(|error| damaged(&format!("card: {error}")))?;
        let ((coding, state, conformal), rest) =
            postcard::take_from_bytes::<(Coding, Vec<u8>, Conformal)>(body)
                .map_err(|error| damaged(&format!("body: {error}")))?;
        let fits = coding.is_sound() && coding.width() == card.recipe.columns.len();
        if !rest.is_empty() || !fits {
            return Err(damaged("its features are not those that the card names"));
        }
        let space = space_of(&card)?;
        let model = find_model(&card.model)
            .filter(|model| !model.needs_numbers || coding.has_numbers())
            .and_then(|model| model.restore(&state, &coding))
            .ok_or_else(|| damaged(&format!("it holds no model called `{}`", card.model)))?;
        let priors = files_in(priors, deepest)?;
        let fits = |of: &Self| of.space.name() == space.name() && of.given().is_empty();
        if !priors.iter().all(fits) || priors.len() != card.recipe.priors().count() {
            return Err(damaged("its priors are not those that the card names"));
        }
        let further = further.map_or_else(|| Ok(Vec::new()), |bytes| files_in(bytes, deepest))?;
        let parts = (Arc::new(coding), model, conformal);
        Self::new(card, space, parts, priors)
            .with_further(further)
            .ok_or_else(|| damaged("its targets are not predicted from the same columns"))
    }
}

/// The files of `predictors`, as a part of another.
fn files_of(predictors: &[SavedPredictor]) -> io::Result<Vec<u8>> {
    let files = predictors.iter().map(|predictor| {
        let mut file = Vec::new();
        predictor.write(&mut file).map(|()| file)
    });
    let files: Vec<Vec<u8>> = files.collect::<Result<_, _>>()?;
    postcard::to_allocvec(&files).map_err(io::Error::other)
}

/// The predictors whose files are in `bytes`, a part of another.
fn files_in(bytes: &[u8], deepest: usize) -> Result<Vec<SavedPredictor>, String> {
    let damaged = |what: &str| format!("the file is damaged: {what}");
    let deepest = deepest.checked_sub(1);
    let deepest = deepest.ok_or_else(|| damaged("too many predictors within each other"))?;
    let (files, rest) = postcard::take_from_bytes::<Vec<Vec<u8>>>(bytes)
        .map_err(|error| damaged(&format!("predictors within it: {error}")))?;
    if !rest.is_empty() {
        return Err(damaged("more than the predictors within it"));
    }
    let read = |file: &Vec<u8>| SavedPredictor::within(file, deepest);
    files.iter().map(read).collect()
}

struct Parts<'a> {
    card: &'a [u8],
    body: &'a [u8],
    priors: &'a [u8],
    further: Option<&'a [u8]>,
}

fn parts(bytes: &[u8]) -> Result<Parts<'_>, String> {
    let Some(rest) = bytes.strip_prefix(MAGIC) else {
        return Err("not a predictor: expected a file that `grafscope train` wrote".to_owned());
    };
    let cut_short = || format!("the file is cut short at {} bytes", bytes.len());
    let (version, _) = rest.split_first_chunk().ok_or_else(cut_short)?;
    let version = u32::from_le_bytes(*version);
    if version > VERSION {
        return Err(format!(
            "version {version} of the format, made by a later grafscope; this one reads versions {ONE_TARGET} and {VERSION}"
        ));
    }
    if (1..ONE_TARGET).contains(&version) {
        return Err(format!(
            "version {version} of the format, made by an earlier grafscope; this one reads versions {ONE_TARGET} and {VERSION}: train it again"
        ));
    }
    let (content, seal) = bytes.split_last_chunk::<SEAL>().ok_or_else(cut_short)?;
    let mut rest = content.get(MAGIC.len() + 4..).ok_or_else(cut_short)?;
    let card = part(&mut rest).ok_or_else(cut_short)?;
    let body = part(&mut rest).ok_or_else(cut_short)?;
    let priors = part(&mut rest).ok_or_else(cut_short)?;
    let further = (version == VERSION)
        .then(|| part(&mut rest).ok_or_else(cut_short))
        .transpose()?;
    if !rest.is_empty() || version == 0 || crc32c::crc32c(content) != u32::from_le_bytes(*seal) {
        return Err("the file is damaged: its checksum is another".to_owned());
    }
    Ok(Parts {
        card,
        body,
        priors,
        further,
    })
}

/// Takes a part with its length off the front of `rest`.
fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk()?;
    *rest = after;
    rest.split_off(..usize::try_from(u64::from_le_bytes(*length)).ok()?)
}

/// The search space of a card: the built-in one of its name, or the one that it describes.
fn space_of(card: &Card) -> Result<&'static dyn SearchSpace, String> {
    match &card.space_file {
        None => space::find(&card.space).map_err(|error| error.to_string()),
        Some(json) => {
            let space = space::read(json).map_err(|fault| format!("its search space: {fault}"))?;
            // As spaces from files do, it lives as long as the program.
            Ok(Box::leak(space))
        }
    }
}
