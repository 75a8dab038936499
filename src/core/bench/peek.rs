//! The first rows of a table of text, as they stand in its file: something to look at while the whole
//! is being read.

use std::path::Path;

use super::{BUILTIN, Source, format};
use crate::space;

/// The beginning of a table of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peek {
    /// Names of the columns, in the order of the file.
    pub headers: Vec<String>,
    /// The fields of the first rows; a row may have more or fewer of them than there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Peek {
    /// The beginning of the file that `source` names; `None` where it names no table of text. What is
    /// wrong with a file is said by those who read it whole.
    pub fn of(source: &Source) -> Option<Self> {
        let name = source.benchmark.as_str();
        if BUILTIN.contains(&name) || space::find(name).is_ok() {
            return None;
        }
        format::peek(Path::new(name), source.format.as_deref())
    }
}
