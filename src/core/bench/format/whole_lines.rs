//! The whole lines of a file that grows.

use std::io::{BufRead, Cursor, Read};
use std::path::Path;

use super::input;
use crate::bench::LoadError;
use crate::job::JobContext;

/// What stands for a line that cannot be read.
pub(super) const UNREADABLE: &str = "\u{1}";

/// The content of a file; of one that grows up to the end of its last whole line.
pub(super) fn open(
    path: &Path,
    grows: bool,
    job: &JobContext,
) -> Result<Box<dyn BufRead + Send>, LoadError> {
    if grows {
        Ok(Box::new(Cursor::new(whole(path, job)?)))
    } else {
        input::open(path, job)
    }
}

/// The same, where a quote that a line leaves open would take the next lines in: in place of such a line stands
/// [`UNREADABLE`].
pub(super) fn open_quoted(
    path: &Path,
    grows: bool,
    job: &JobContext,
) -> Result<Box<dyn BufRead + Send>, LoadError> {
    if !grows {
        return input::open(path, job);
    }
    let bytes = whole(path, job)?;
    let lines = bytes.split_inclusive(|&byte| byte == b'\n');
    let is_open = |line: &&[u8]| line.split(|&byte| byte == b'"').count() % 2 == 0;
    if lines.clone().any(|line| is_open(&line)) {
        let unreadable = [UNREADABLE.as_bytes(), b"\n"].concat();
        let lines = lines.map(|line| {
            if is_open(&line) {
                &unreadable[..]
            } else {
                line
            }
        });
        return Ok(Box::new(Cursor::new(lines.collect::<Vec<_>>().concat())));
    }
    Ok(Box::new(Cursor::new(bytes)))
}

fn whole(path: &Path, job: &JobContext) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    input::open(path, job)?
        .read_to_end(&mut bytes)
        .map_err(|error| input::load_error(path, error, job))?;
    let end = bytes.iter().rposition(|&byte| byte == b'\n');
    bytes.truncate(end.map_or(0, |end| end + 1));
    Ok(bytes)
}
