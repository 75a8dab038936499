//! Where architectures of which something is known are among the rows of a benchmark.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::bench::Benchmark;
use crate::diagnosis::UnlistedArchitectures;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Design, FeatureSet};
use crate::space::{Architecture, SearchSpace};
use crate::table::Values;

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 4096;

/// Architectures of which something is known.
#[derive(Debug, Clone, Default)]
pub struct KnownArchitectures {
    /// With their values; one whose value is missing counts as pending.
    pub measured: Vec<(Architecture, f64)>,
    /// Those that are being measured.
    pub pending: Vec<Architecture>,
}

/// Rows by what is known of them, one for each network. They go on behind those of the benchmark with the
/// known architectures that it lacks.
#[derive(Debug, Clone, Default)]
pub struct PlacedArchitectures {
    /// With the mean of their values.
    pub measured: Vec<(u32, f64)>,
    /// Those that are pending and have no value.
    pub pending: Vec<u32>,
    /// The other rows of the benchmark: the canonical one of each network, or else its first.
    pub candidates: Vec<u32>,
    /// The architectures that the benchmark lacks.
    pub unlisted: Vec<Architecture>,
}

/// What is known of a network.
struct Known<'a> {
    arch: &'a Architecture,
    values: Vec<f64>,
    row: Option<u32>,
}

/// By network, in the order in which they first come.
struct Networks<'a> {
    all: Vec<Known<'a>>,
    places: HashMap<Architecture, usize>,
}

impl<'a> Networks<'a> {
    fn new(space: &dyn SearchSpace, known: &'a KnownArchitectures) -> Self {
        let mut networks = Self {
            all: Vec::new(),
            places: HashMap::new(),
        };
        let measured = known.measured.iter().map(|(arch, value)| (arch, *value));
        let pending = known.pending.iter().map(|arch| (arch, f64::NAN));
        for (arch, value) in measured.chain(pending) {
            let next = networks.all.len();
            let place = *networks.places.entry(space.network(arch)).or_insert(next);
            if place == next {
                networks.all.push(Known {
                    arch,
                    values: Vec::new(),
                    row: None,
                });
            }
            if value.is_finite() {
                networks.all[place].values.push(value);
            }
        }
        networks
    }
}

impl PlacedArchitectures {
    /// Places `known` among the rows of `bench`.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn new(
        bench: &Benchmark,
        known: &KnownArchitectures,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let mut networks = Networks::new(bench.space, known);
        let mut placed = Self::default();
        let of_rows = networks_of(bench, job)?;
        let mut seen: HashSet<&Architecture> = HashSet::new();
        if bench.canonical.iter().any(|canonical| !canonical) {
            let canonical = of_rows.iter().zip(&bench.canonical);
            seen.extend(
                canonical
                    .filter(|(_, yes)| **yes)
                    .map(|(network, _)| network),
            );
        }
        for (row, (network, &canonical)) in (0..).zip(of_rows.iter().zip(&bench.canonical)) {
            if !canonical && !seen.insert(network) {
                continue;
            }
            match networks.places.get(network) {
                Some(&place) => networks.all[place].row = Some(row),
                None => placed.candidates.push(row),
            }
        }
        for Known { arch, values, row } in networks.all {
            let row = row.unwrap_or_else(|| {
                placed.unlisted.push(arch.clone());
                (bench.rows() + placed.unlisted.len() - 1) as u32
            });
            if values.is_empty() {
                placed.pending.push(row);
            } else {
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                placed.measured.push((row, mean));
            }
        }
        Ok(placed)
    }

    /// The architecture of a row.
    pub fn arch<'a>(&'a self, bench: &'a Benchmark, row: u32) -> &'a Architecture {
        let row = row as usize;
        let unlisted = || &self.unlisted[row - bench.rows()];
        bench.archs.get(row).unwrap_or_else(unlisted)
    }

    /// `features` of all rows; of unlisted architectures those that can be computed.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn design(
        &self,
        listed: &UnlistedArchitectures,
        features: &FeatureSet,
        job: &JobContext,
    ) -> Result<Design, Cancelled> {
        let (table, columns) = (listed.table, features.columns());
        if self.unlisted.is_empty() {
            return Ok(Design::new(table, columns, true));
        }
        let more = listed.values(columns, &self.unlisted, job)?;
        let all = columns.iter().zip(more).map(|(&id, more)| {
            let rows = table.column(id).values.iter();
            Values::dense(rows.chain(more.iter()).collect())
        });
        Ok(Design::of_columns(all.collect::<Vec<Arc<Values>>>(), true))
    }
}

fn networks_of(bench: &Benchmark, job: &JobContext) -> Result<Vec<Architecture>, Cancelled> {
    let chunks = bench.archs.par_chunks(STRIDE).map(|archs| {
        job.check()?;
        let networks = archs.iter().map(|arch| bench.space.network(arch));
        Ok(networks.collect::<Vec<_>>())
    });
    let chunks: Vec<Vec<Architecture>> = chunks.collect::<Result<_, Cancelled>>()?;
    Ok(chunks.into_iter().flatten().collect())
}
