//! What the fuzz targets share: bytes as files, and everything that is done with a file that opens.
//!
//! ```sh
//! RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir tests/fuzz csv \
//!     tests/fuzz/corpus/csv tests/fuzz/seeds/csv -- -max_total_time=60
//! ```
//!
//! The seeds are played by the ordinary tests too (`cargo test --test it fuzz_seeds`): an input that
//! has found a fault goes to `seeds/TARGET`. A stable compiler does, told by `RUSTC_BOOTSTRAP` to take
//! the sanitizer's options. Whatever the bytes are, the outcome is an error or a benchmark, in time
//! and within memory; what a target finds otherwise is a fault of the program.

pub mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use grafscope_core::bench;
use grafscope_core::bench::{DatasetId, LoadError, Source};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::space::SearchSpace;
use grafscope_core::table;
use grafscope_core::table::Table;
use tempfile::TempDir;

/// Most rows whose features are computed: all is the same after a few.
const FEW: usize = 100;

static SCRATCH: LazyLock<TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

/// A file called `name` with these bytes, until another is written under the name.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = SCRATCH.path().join(name);
    fs::write(&path, bytes).expect("room for a file");
    path
}

/// A source of the file at `path`, in `format`.
pub fn source(path: &Path, format: &str) -> Source {
    Source {
        format: Some(format.to_owned()),
        no_cache: true,
        ..Source::named(path.to_str().expect("a path of letters"))
    }
}

/// Opens `source` and makes its table, unless there is an error, which must name the file.
pub fn open(source: &Source) -> Option<Table> {
    let job = JobContext::default();
    let bench = match bench::open(source, &job) {
        Ok(bench) => bench,
        Err(LoadError::Malformed { path, reason, .. }) => {
            assert!(path.starts_with(SCRATCH.path()), "{}", path.display());
            assert!(!reason.is_empty());
            return None;
        }
        Err(LoadError::Io { path, source }) => panic!("{}: {source}", path.display()),
        Err(_) => return None,
    };
    if bench.rows() > FEW {
        return None;
    }
    let features = graf::compute(bench.space, &bench.archs, Families::WithLongestPath, &job)
        .expect("nobody cancels");
    Some(table::build(&bench, DatasetId(0), 0, &features.into()))
}

/// Opens these bytes in `format`.
pub fn open_bytes(format: &str, bytes: &[u8]) -> Option<Table> {
    open(&source(&file("fuzzed", bytes), format))
}

/// Opens these bytes as those of a file in `format` that grows.
pub fn open_growing(format: &str, bytes: &[u8]) -> Option<Table> {
    open(&Source {
        follow: true,
        ..source(&file("growing", bytes), format)
    })
}

/// What holds for the architecture that `text` names in `space`, if it names one.
pub fn check_encoding(space: &dyn SearchSpace, text: &str) {
    let Ok(arch) = space.parse(text) else {
        return;
    };
    for form in 0..space.forms().len() {
        let printed = space.print(&arch, form);
        if space.forms()[form].abbreviates {
            continue;
        }
        assert_eq!(space.parse(&printed).as_ref(), Ok(&arch), "{printed}");
    }
    let canonical = space.canonical(&arch);
    assert_eq!(space.canonical(&canonical), canonical, "{text}");
    let representative = space.representative(&arch);
    assert_eq!(
        space.representative(&representative),
        representative,
        "{text}"
    );
    assert_eq!(space.cells(&arch).len(), space.cell_kinds().len(), "{text}");
}
