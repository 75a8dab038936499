//! Neural-architecture-search benchmarks as a library: search spaces, GRAF features, tables, predictors
//! and what explains their errors. There is no user interface in it, and no terminal.
//!
//! # Example
//!
//! Train a predictor on 100 architectures of the built-in benchmark, and score it on the others:
//!
//! ```
//! use std::sync::Arc;
//!
//! use grafscope_core::bench::{self, Source};
//! use grafscope_core::graf::{self, Families};
//! use grafscope_core::job::JobContext;
//! use grafscope_core::predict::{self, FeatureSet, RowPolicy, TrainRequest};
//! use grafscope_core::table;
//!
//! let job = JobContext::default(); // no progress wanted, never cancelled
//! let bench = bench::open(&Source::named("nas-bench-201"), &job)?;
//! let dataset = bench.find_dataset(Some("cifar10"))?;
//! let features = graf::compute(bench.space, &bench.archs, Families::Published, &job)?;
//!
//! let table = Arc::new(table::build(&bench, dataset, 0, &Arc::new(features)));
//! let request = TrainRequest {
//!     target: table.resolve("val_acc")?,
//!     better: bench.dataset(dataset).targets[0].better,
//!     features: FeatureSet::parse("graf", &table)?,
//!     train_size: 100,
//!     seed: 0,
//!     model: "forest".parse()?,
//!     rows: RowPolicy::Canonical,
//!     table,
//! };
//! let prediction = predict::train(&request, &job)?;
//!
//! let scores = &prediction.scores;
//! println!("tau {:.3} on {} held-out rows", scores.tau, scores.rows);
//! assert_eq!(scores.rows, 9_345);
//! assert!(scores.tau > 0.7);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From an architecture to its prediction
//!
//! ```text
//! encoding      "(4, 0, 3, 1, 4, 3)" in a file, on the command line, typed by a user
//!   space       parsed by its SearchSpace into an Architecture: a few bytes
//!   space       its cells as labelled graphs, and its canonical form
//!   graf        one row of the feature matrix, from the cells alone
//!   table       a row: true values of its benchmark, features, room for predictions
//!   predict     a Design picks and scales the columns of a feature set, a model is trained on
//!               a sample of rows and predicts all of them
//!   table       predicted, error, ranks, intervals: columns that filters, sorts, plots
//!               and exports read like any other
//! ```
//!
//! # Honest evaluation
//!
//! Every number that says how good a predictor is obeys the rules of [`predict::Rows`]: canonical rows only,
//! held out from training, and out-of-fold predictions where a training row is shown. Experiments are
//! paired: a sample depends on the rows, the training size and the seed, and on nothing else. The same
//! seed and inputs give the same bits on every machine and with any number of threads.
//!
//! # Modules
//!
//! Each uses only those above it.
//!
//! | module | what it knows |
//! |---|---|
//! | [`dirs`] | the user's folders for settings, sessions and the cache |
//! | [`files`] | files of the user: read within limits, written whole or not at all |
//! | [`crash`] | reports of crashes |
//! | [`sanitize`] | text of files that a terminal would obey |
//! | [`ticks`] | round numbers along an axis |
//! | [`job`] | progress and cancellation of long work |
//! | [`lists`] | lists of names as users write them |
//! | [`toml_reader`] | TOML files that users write, with every fault and its line |
//! | [`space`] | search spaces: encodings, operations, cells, canonical form, enumeration, sampling |
//! | [`table`] | columns, their values, sorting |
//! | [`graf`] | the neural graph features |
//! | [`encoding`] | one-hot, path and adjacency encodings; finding architectures by theirs |
//! | [`mod@bench`] | benchmarks and file formats, joins, the cache |
//! | [`tradeoff`] | Pareto fronts, hypervolume |
//! | [`filter`] | the filter language |
//! | [`predict`] | feature sets, models, training, scores, attribution, intervals |
//! | [`diagnosis`] | where a predictor errs, and why |
//! | [`experiment`] | comparisons, feature selection, search, transfer over many seeds; what to measure next |
//! | [`model_file`] | a trained predictor as a file, and prediction of streams |
//! | [`export`] | rows, figures and comparisons as files |
//!
//! Long work takes a [`job::JobContext`], reports progress to it, and stops soon after it is cancelled.

pub mod bench;
pub mod column;
pub mod crash;
pub mod diagnosis;
pub mod dirs;
pub mod encoding;
pub mod experiment;
pub mod export;
pub mod files;
pub mod filter;
pub mod findings;
pub mod graf;
pub mod job;
pub mod lists;
pub mod model_file;
mod number_hash;
pub mod predict;
pub mod sanitize;
pub mod space;
pub mod spelling;
pub mod statistics;
pub mod table;
pub mod ticks;
pub mod toml_reader;
pub mod tradeoff;
