//! What is measured, and what is being measured.

use anyhow::ensure;

use crate::cli::archs;
use crate::cli::suggest::SuggestArgs;
use grafscope_core::bench::{self, Benchmark, Better, DatasetId, Source, Target};
use grafscope_core::experiment::KnownArchitectures;
use grafscope_core::job::JobContext;
use grafscope_core::space::SearchSpace;

/// What is known, and the target that was measured; `None` where nothing has been.
pub(super) struct Known {
    pub(super) archs: KnownArchitectures,
    pub(super) target: Option<Target>,
    /// What is odd about the file.
    pub(super) notes: Vec<String>,
}

impl Known {
    /// Which end of the measured values is good.
    pub(super) fn better(&self) -> Better {
        self.target.as_ref().map_or(Better::Higher, |of| of.better)
    }

    /// Of a space, with its name or file; `candidates` is the benchmark that the candidates come from, if any.
    pub(super) fn read(
        args: &SuggestArgs,
        (space, name): (&'static dyn SearchSpace, &str),
        candidates: Option<&Benchmark>,
        job: &JobContext,
    ) -> anyhow::Result<Self> {
        let mut known = Self {
            archs: KnownArchitectures::default(),
            target: None,
            notes: Vec::new(),
        };
        if let Some(path) = &args.pending {
            let pending = archs::listed(space, path)?;
            known.archs.pending = pending.into_iter().map(|(arch, _)| arch).collect();
        }
        let Some(file) = &args.measured else {
            return Ok(known);
        };
        let source = Source {
            space: Some(name.to_owned()),
            targets: args.target.clone().map(|target| vec![target]),
            epochs: args.source.epochs,
            no_cache: args.source.source(file).no_cache,
            ..Source::named(file)
        };
        if source.is_blank()? {
            return Ok(known);
        }
        let bench = bench::open(&source, job)?;
        let dataset = match bench.datasets.len() {
            1 => DatasetId(0),
            _ => bench.find_dataset(args.dataset.as_deref())?,
        };
        let targets = &bench.dataset(dataset).targets;
        let wanted = match (&args.target, candidates) {
            (None, Some(candidates)) => {
                let dataset = candidates.find_dataset(args.dataset.as_deref())?;
                Some(candidates.dataset(dataset).targets[0].name.as_str())
            }
            (target, _) => target.as_deref(),
        };
        let found = targets.iter().find(|of| Some(of.name.as_str()) == wanted);
        let target = found.unwrap_or(&targets[0]);
        ensure!(
            found.is_some() || target.mean.range().is_some(),
            "{file}: no target has a value; name the column of the measurements by --target"
        );
        let rows = bench.archs.iter().cloned().zip(target.mean.iter());
        known.archs.measured = rows.collect();
        known.target = Some(target.clone());
        let notes = bench.origin.notes.iter();
        known.notes = notes.map(|note| format!("{file}: {note}")).collect();
        Ok(known)
    }
}
