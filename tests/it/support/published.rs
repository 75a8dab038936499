//! The published data, which is no part of the repository. Tests that read it are ignored, have
//! `published` in their names, and run by `cargo test --workspace -- --ignored published`.

use std::path::{Path, PathBuf};

/// The published file at `place` of the data folder: `GRAFSCOPE_DATA`, or `../shared/data`.
pub(crate) fn published(place: &str) -> PathBuf {
    let folder = std::env::var_os("GRAFSCOPE_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        Into::into,
    );
    let path = folder.join(place);
    assert!(path.exists(), "the published data lacks {}", path.display());
    path
}
