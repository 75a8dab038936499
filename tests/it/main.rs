//! The integration tests: one binary, one module a subject.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "counts, ranks and flags are exact")]

mod architecture;
mod bench;
mod cache;
mod cells;
mod darts;
mod docs;
mod encodings;
mod enumerate_cli;
mod error_slices;
mod errors_screen;
mod eval_cli;
mod experiment;
mod experiments;
mod explain_cli;
mod explorer;
mod explorer_joins;
mod explorer_sets;
mod features_cli;
mod files;
mod filter;
mod formats;
mod formats_fuzz;
mod formats_published;
mod graf;
mod import_cli;
mod info_cli;
mod intervals;
mod join;
mod knobs;
mod layering;
mod modelling;
mod overlays;
mod panes;
mod partial;
mod predict;
mod predict_cli;
mod predictor;
mod pty;
mod rivals;
mod row_export;
mod screen_export;
mod search_cli;
mod sets_cli;
mod space;
mod space_file;
mod space_laws;
mod space_nb101;
mod study_cli;
mod synthetic;
mod tfrecord;
mod tnb101_macro;
mod variation;
mod why;
