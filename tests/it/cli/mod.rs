//! The command line: what each subcommand prints, writes and refuses.

mod completions;
mod config;
mod differences;
mod docs;
mod enumerate;
mod eval;
mod explain;
mod external;
mod features;
mod figures;
mod files;
mod follow;
mod import;
mod info;
mod lists;
mod own_splits;
mod predict;
mod print;
mod python;
mod report;
mod search;
mod session_files;
mod sets;
pub(crate) mod study;
mod warm_start;
mod wrong_names;
