//! Reports of crashes: what is needed to mend them, in a file that only the user can read.

use std::backtrace::Backtrace;
use std::fs;
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use crate::dirs::{Folder, make_private, of_file};
use crate::files::WholeFile;

/// How the names of reports begin.
const NAME: &str = "crash-";

/// How many reports are kept.
const MOST: usize = 9;

static COMMAND_LINE: OnceLock<fn() -> String> = OnceLock::new();

static LAST: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Has reports tell how the program was called, without what is the user's own.
pub fn remember(command_line: fn() -> String) {
    // There is one command line.
    let _ = COMMAND_LINE.set(command_line);
}

/// Writes a report of the panic to the user's folder; `None` where that is not possible.
pub fn write(info: &PanicHookInfo) -> Option<PathBuf> {
    let thread = std::thread::current();
    let text = format!(
        "{}\nthread: {}\n\n{}",
        said(info),
        thread.name().unwrap_or("without a name"),
        Backtrace::force_capture()
    );
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since.unwrap_or(Duration::ZERO).as_secs();
    let process = std::process::id();
    let path =
        Folder::State.file(Path::new("crashes").join(format!("{NAME}{seconds}-{process}.txt")))?;
    store(&path, &text).ok()?;
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    *last = Some(path.clone());
    Some(path)
}

/// The last report that was written.
pub fn last() -> Option<PathBuf> {
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    last.clone()
}

/// What the user is told of the panic, whose report is in the file at `report`.
pub fn message(info: &PanicHookInfo, report: Option<&Path>) -> String {
    let report = report.map_or_else(String::new, |path| {
        format!(
            "\nreport: {}\nRead it before you send it: the message may name what is in your data.",
            path.display()
        )
    });
    format!("{}{report}", said(info))
}

fn said(info: &PanicHookInfo) -> String {
    format!(
        "grafscope {} has crashed, which is a defect of it: please report it.\n{info}\ncommand line: {}",
        env!("CARGO_PKG_VERSION"),
        COMMAND_LINE
            .get()
            .map_or_else(|| "unknown".to_owned(), |of| of())
    )
}

fn store(path: &Path, text: &str) -> io::Result<()> {
    let folder = of_file(path);
    make_private(folder)?;
    let mut out = WholeFile::create(path, 0o600)?;
    out.write_all(text.as_bytes())?;
    out.finish()?;
    let names = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.file_name());
    let mut names: Vec<_> = names
        .filter(|name| name.to_string_lossy().starts_with(NAME))
        .collect();
    names.sort();
    for name in names.iter().rev().skip(MOST) {
        fs::remove_file(folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_reports_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("crashes");
        for number in 10..30 {
            store(&folder.join(format!("{NAME}{number}.txt")), "text").unwrap();
        }
        fs::write(folder.join("mine.txt"), "").unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), MOST + 1);
        assert!(folder.join(format!("{NAME}29.txt")).exists());
        assert!(!folder.join(format!("{NAME}20.txt")).exists());
    }
}
