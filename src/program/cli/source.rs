//! The options that say what is opened and how it is understood.

use std::path::PathBuf;

use clap::Args;

use grafscope_core::bench::Source;
use grafscope_core::graf::Families;
use grafscope_explorer::config::Config;

/// What is joined to a benchmark, how its files are read, and which features are computed.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// Join the columns of a file by architecture, whatever encoding it uses; may be repeated
    #[arg(long = "join", value_name = "FILE")]
    pub joins: Vec<PathBuf>,

    /// Columns that are targets [default: guessed from their names]
    #[arg(long, value_name = "COL[,COL…]", value_delimiter = ',')]
    pub targets: Option<Vec<String>>,

    /// Column that holds the encodings, in CSV [default: recognised]
    #[arg(long, value_name = "COL")]
    pub key: Option<String>,

    /// Format of the file, as listed by `grafscope list` [default: recognised by content]
    #[arg(long, value_name = "FORMAT")]
    pub file_format: Option<String>,

    /// Search space, by name or as a space file [default: found from the encodings]
    #[arg(long, value_name = "SPACE")]
    pub space: Option<String>,

    /// Epochs of the training runs to read, in formats that have several [default: the most]
    #[arg(long, value_name = "N")]
    pub epochs: Option<u32>,

    /// Compute `longest_path` too, which is not among the published features
    #[arg(long)]
    pub longest_path: bool,

    /// Neither read nor write the cache of parsed files
    #[arg(long)]
    pub no_cache: bool,
}

/// Whether the user's settings allow for the cache. What is wrong in them has been told by whoever
/// reads them first.
fn cache_is_wanted() -> bool {
    Config::of_user().map_or(true, |config| config.cache)
}

impl SourceArgs {
    /// The feature families to compute.
    pub fn families(&self) -> Families {
        Families::new(self.longest_path)
    }

    /// The source whose rows are those of `benchmark`.
    pub fn source(&self, benchmark: &str) -> Source {
        Source {
            benchmark: benchmark.to_owned(),
            joins: self.joins.clone(),
            space: self.space.clone(),
            format: self.file_format.clone(),
            key: self.key.clone(),
            targets: self.targets.clone(),
            epochs: self.epochs,
            no_cache: self.no_cache || !cache_is_wanted(),
        }
    }
}
