//! The options of a comparison.

use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;

use super::{SeriesArgs, Study, SubjectArgs};
use crate::experiment::{Grid, Metric, Seeds, Subject};
use crate::job::Watch;

/// What is compared.
#[derive(Debug, Args)]
pub(in super::super) struct StudyArgs {
    /// The benchmarks: built-in ones, or files
    #[arg(required = true)]
    pub(in super::super) benchmark: Vec<String>,
    #[command(flatten)]
    pub(in super::super) subject: SubjectArgs,
    #[command(flatten)]
    pub(in super::super) series: SeriesArgs,
    /// Training sizes
    #[arg(long, short = 'n', value_name = "N[,N…]", value_delimiter = ',')]
    pub(in super::super) train_size: Vec<usize>,
    /// How many random samples of each size
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub(in super::super) seeds: Option<u32>,
    /// Seed of the first sample and its model; the others follow
    #[arg(long, value_name = "FIRST", default_value_t = 0)]
    pub(in super::super) seed: u64,
    /// Score that the best and those not worse are found by
    #[arg(long, value_name = "SCORE", default_value = Metric::Tau.name(), value_parser = metric_parser())]
    pub(in super::super) metric: Metric,
    /// Runs done at a time, each on one thread [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(in super::super) threads: Option<u16>,
}

fn metric_parser() -> impl TypedValueParser<Value = Metric> {
    PossibleValuesParser::new(Metric::ALL.map(Metric::name))
        .try_map(|name| Metric::find(&name).context("one of the names above"))
}

impl StudyArgs {
    /// The seeds, `usual` many unless said otherwise.
    pub(in super::super) fn seeds(&self, usual: usize) -> Seeds {
        Seeds {
            first: self.seed,
            count: self.seeds.map_or(usual, |seeds| seeds as usize),
        }
    }

    /// The comparisons that the options ask for, one a target.
    ///
    /// # Errors
    /// For a benchmark, data set, target, feature set, model or size that is not accepted.
    pub(in super::super) fn studies(&self, watch: &Watch) -> anyhow::Result<Vec<Study>> {
        let mut studies = Vec::new();
        for benchmark in &self.benchmark {
            let opened = self.subject.open(benchmark, watch)?;
            for subject in self.subject.subjects(&opened, false)? {
                studies.push(self.study(subject)?);
            }
        }
        Ok(studies)
    }

    fn study(&self, subject: Subject) -> anyhow::Result<Study> {
        let mut grid = Grid::new(self.seeds(10));
        for &size in &self.train_size {
            grid.add_size(size)?;
        }
        for series in self.series.series(&subject.table)? {
            for &size in &self.train_size {
                subject.check(&series.features, size)?;
            }
            grid.add_series(series)?;
        }
        Ok(Study {
            subject: Arc::new(subject),
            grid,
        })
    }
}
