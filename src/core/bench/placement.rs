//! Which row of a file the figures of each row of a benchmark come from.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use twox_hash::XxHash3_128;

use super::Quantity;
use crate::number_hash::NumberHash;
use crate::space::{Architecture, SearchSpace};

/// Into how many parts networks are divided, each looked through by itself.
const SHARDS: usize = 256;

pub(super) struct Placement {
    /// For each row of the benchmark the row of the file, `None` where that lacks it.
    pub(super) sources: Vec<Option<u32>>,
    /// Architectures of the file that the benchmark lacks.
    pub(super) unknown: HashSet<Network>,
    /// How many rows of the file repeat an earlier one with the same figures.
    pub(super) duplicated: usize,
    /// How many rows of the file repeat an earlier one with other figures.
    pub(super) disagreed: usize,
}

impl Placement {
    /// Of a file whose rows are those of the benchmark.
    pub(super) fn same(rows: usize) -> Self {
        Self {
            sources: (0..rows as u32).map(Some).collect(),
            unknown: HashSet::new(),
            duplicated: 0,
            disagreed: 0,
        }
    }

    /// Where the file has an architecture twice, the first counts.
    pub(super) fn new(archs: &[Architecture], file: &[Architecture], columns: &[Quantity]) -> Self {
        let mut placement = Self {
            sources: Vec::new(),
            unknown: HashSet::new(),
            duplicated: 0,
            disagreed: 0,
        };
        let mut first = HashMap::with_capacity(file.len());
        for (row, arch) in (0..).zip(file) {
            let before = *first.entry(arch).or_insert(row);
            placement.count_repeat(columns, before, row);
        }
        let find = |arch| first.get(arch).copied();
        placement.sources = archs.par_iter().map(find).collect();
        if placement.sources.iter().flatten().count() < first.len() {
            let known: HashSet<_> = archs.iter().collect();
            let unknown = first.into_keys().filter(|arch| !known.contains(arch));
            placement.unknown = unknown.map(hash).collect();
        }
        placement
    }

    /// The same, where an architecture that is not found as it is written is sought with its nodes
    /// numbered otherwise.
    pub(super) fn by_network(
        space: &dyn SearchSpace,
        archs: &[Architecture],
        file: &[Architecture],
        columns: &[Quantity],
    ) -> Self {
        let mut placement = Self::new(archs, file, columns);
        if placement.unknown.is_empty() {
            return placement;
        }
        let of_bench = representatives(space, archs);
        let mut known = HashMap::with_capacity(of_bench.len());
        for (row, arch) in of_bench.iter().enumerate() {
            known.entry(arch).or_insert(row);
        }
        let others = (0..)
            .zip(file)
            .filter(|(_, arch)| placement.unknown.contains(&hash(arch)));
        let (others, written): (Vec<u32>, Vec<_>) =
            others.map(|(row, arch)| (row, arch.clone())).unzip();
        let mut first = HashMap::new();
        let mut unknown = HashSet::new();
        let mut seen = HashSet::new();
        for ((row, arch), written) in others
            .into_iter()
            .zip(representatives(space, &written))
            .zip(&written)
        {
            if !seen.insert(written) {
                continue;
            }
            match known.get(&arch) {
                None => {
                    unknown.insert(arch);
                }
                Some(&at) => {
                    let exact: Option<u32> = placement.sources[at];
                    let before = exact.unwrap_or_else(|| *first.entry(arch).or_insert(row));
                    placement.count_repeat(columns, before, row);
                }
            }
        }
        for (source, arch) in placement.sources.iter_mut().zip(&of_bench) {
            *source = source.or_else(|| first.get(arch).copied());
        }
        placement.unknown = unknown;
        placement
    }

    pub(super) fn rows_found(&self) -> impl Iterator<Item = usize> {
        let rows = self.sources.iter().enumerate();
        rows.filter(|(_, source)| source.is_some())
            .map(|(row, _)| row)
    }

    /// The rows of the benchmark that the file has, in its order.
    pub(super) fn file_order(&self) -> Vec<u32> {
        let rows = (0..).zip(&self.sources);
        let mut rows: Vec<(u32, u32)> = rows
            .filter_map(|(row, source)| Some(((*source)?, row)))
            .collect();
        rows.sort_unstable();
        rows.into_iter().map(|(_, row)| row).collect()
    }

    pub(super) fn by_row(&self, figures: Vec<f64>) -> Vec<f64> {
        let mut sources = (0..).zip(&self.sources);
        if figures.len() == self.sources.len() && sources.all(|(row, of)| *of == Some(row)) {
            return figures;
        }
        let figure = |source: &Option<u32>| source.map_or(f64::NAN, |row| figures[row as usize]);
        self.sources.iter().map(figure).collect()
    }

    fn count_repeat(&mut self, columns: &[Quantity], before: u32, row: u32) {
        match before == row {
            true => {}
            false if same_figures(columns, before, row) => self.duplicated += 1,
            false => self.disagreed += 1,
        }
    }
}

/// Stands for a network: a hash of 128 bits, since the representatives of all rows would take more memory than
/// the rows.
pub(super) type Network = u128;

pub(super) fn representatives(space: &dyn SearchSpace, archs: &[Architecture]) -> Vec<Network> {
    let each = archs.par_iter();
    each.map(|arch| hash(&space.representative(arch))).collect()
}

/// Those of the networks with operations that are cut off left out.
pub(super) fn networks(space: &dyn SearchSpace, archs: &[Architecture]) -> Vec<Network> {
    let each = archs.par_iter();
    each.map(|arch| hash(&space.network(arch))).collect()
}

/// For each architecture the first one that is equal to it.
pub(super) fn first_equal(archs: &[Architecture]) -> Vec<u32> {
    first_rows(&archs.par_iter().map(hash).collect::<Vec<_>>())
}

/// For each row the first one with its network.
pub(super) fn first_rows(networks: &[Network]) -> Vec<u32> {
    let mut shards = vec![Vec::new(); SHARDS];
    for (row, network) in (0..).zip(networks) {
        shards[(network % SHARDS as Network) as usize].push(row);
    }
    let first = |rows: &Vec<u32>| -> Vec<u32> {
        let mut first: HashMap<Network, u32, NumberHash> =
            HashMap::with_capacity_and_hasher(rows.len(), NumberHash::default());
        let rows = rows.iter();
        rows.map(|&row| *first.entry(networks[row as usize]).or_insert(row))
            .collect()
    };
    let firsts: Vec<Vec<u32>> = shards.par_iter().map(first).collect();
    let mut all = vec![0; networks.len()];
    for (rows, firsts) in shards.iter().zip(&firsts) {
        for (&row, &first) in rows.iter().zip(firsts) {
            all[row as usize] = first;
        }
    }
    all
}

fn hash(arch: &Architecture) -> Network {
    XxHash3_128::oneshot(arch.ids())
}

fn same_figures(columns: &[Quantity], a: u32, b: u32) -> bool {
    let (a, b) = (a as usize, b as usize);
    let mut runs = columns.iter().flat_map(|column| &column.runs);
    runs.all(|run| run[a].total_cmp(&run[b]).is_eq() || run[a].is_nan() && run[b].is_nan())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_rows_stands_for_all() {
        let networks: Vec<Network> = (0..1000).map(|row| row * 37 % 300).collect();
        for (row, first) in first_rows(&networks).into_iter().enumerate() {
            let expected = networks.iter().position(|of| *of == networks[row]);
            assert_eq!(Some(first as usize), expected);
        }
        assert!(first_rows(&[]).is_empty());
    }
}
