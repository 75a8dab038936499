//! grafscope: a terminal explorer for neural-architecture-search benchmarks.
//!
//! # Modules, from the ground up
//!
//! | module | what it owns |
//! |---|---|
//! | [`folders`] | the person's folders: configuration, state, cache |
//! | [`job`] | how a long computation is watched and stopped |
//! | [`legible`](mod@legible) | text of others, as it may be shown |
//! | [`space`] | search spaces: encodings and cell graphs |
//! | [`graf`] | GRAF features of an architecture |
//! | [`encoding`] | encodings of an architecture as zeros and ones: one-hot, paths, adjacency |
//! | [`bench`](mod@bench) | benchmarks: rows, data sets, targets, the files they come from |
//! | [`table`] | the headless table: columns, sort, number formats |
//! | [`filter`] | the filter language |
//! | [`document`] | texts that a person writes in TOML, and what is wrong in them |
//! | [`predict`] | feature sets, the forest, honest scores |
//! | [`diagnosis`] | where a predictor errs, and why |
//! | [`experiment`] | many runs on paired samples: comparisons and what follows from them |
//! | [`predictor`] | a trained predictor on its own: its file, and predicting a stream of architectures |
//! | [`command`] | commands, keys, and the texts made from them |
//! | [`config`] | the person's settings and keys, and where each comes from |
//! | [`session`] | what is kept of a person's work: a view of a benchmark, as a file |
//! | [`app`] | the explorer without a terminal: model, messages, update |
//! | [`worker`] | background work |
//! | [`theme`], [`view`] | drawing a model |
//! | [`export`] | tables, features, figures and screens as files |
//! | [`snapshot`] | the explorer played without a terminal |
//! | [`tui`] | the explorer in a terminal |
//! | [`cli`] | the command line |
//!
//! Down to [`predictor`] a module uses only those above it (`table` and `filter` know each other) and
//! none knows a terminal. [`app`] and [`worker`] know no terminal either; [`view`] changes nothing;
//! only [`tui`] touches the terminal. A test reads the `use` lines and holds this true.

pub mod app;
pub mod bench;
pub mod cli;
pub mod command;
pub mod config;
pub mod diagnosis;
pub mod document;
pub mod encoding;
pub mod experiment;
pub mod export;
pub mod filter;
pub mod folders;
pub mod graf;
pub mod job;
pub mod legible;
pub mod predict;
pub mod predictor;
pub mod session;
pub mod snapshot;
pub mod space;
pub mod table;
pub mod theme;
pub mod tui;
pub mod view;
pub mod worker;
