//! Neural-architecture-search benchmarks without a terminal.

pub mod bench;
pub mod diagnosis;
pub mod dirs;
pub mod encoding;
pub mod experiment;
pub mod export;
pub mod filter;
pub mod findings;
pub mod graf;
pub mod job;
pub mod model_file;
pub mod predict;
pub mod sanitize;
pub mod space;
pub mod table;
pub mod toml_reader;
