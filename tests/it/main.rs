//! The integration tests: one binary, one module a subject.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "counts, ranks and flags are exact")]

mod bench;
mod cells;
mod darts;
mod docs;
mod eval_cli;
mod explorer;
mod explorer_joins;
mod features_cli;
mod files;
mod filter;
mod formats;
mod formats_fuzz;
mod formats_published;
mod graf;
mod import_cli;
mod info_cli;
mod join;
mod layering;
mod overlays;
mod panes;
mod partial;
mod predict;
mod pty;
mod published;
mod screen_export;
mod space;
mod synthetic;
mod tnb101_macro;
