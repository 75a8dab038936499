//! Columns of bits, filled by many rows at once.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::column::Values;
use crate::number_hash::NumberHash;
use crate::space::Architecture;

/// Rows of one step, whole words of bits.
const CHUNK: usize = 64 * WORDS;

const WORDS: usize = 32;

/// Chunks that are held beside the columns.
const CHUNKS_AT_A_TIME: usize = 64;

/// The columns that are 1 somewhere, by their keys: `mark` hands over, for an architecture, the keys
/// of the columns that are 1 in its row; one may come several times.
pub(super) fn columns(
    archs: &[Architecture],
    mark: impl Fn(&Architecture, &mut dyn FnMut(u64)) + Sync,
) -> BTreeMap<u64, Values> {
    let all = archs.len().div_ceil(64);
    let mut columns: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for (at, archs) in archs.chunks(CHUNKS_AT_A_TIME * CHUNK).enumerate() {
        let chunks: Vec<_> = (archs.par_chunks(CHUNK).map(|archs| marked(archs, &mark))).collect();
        for (chunk, at) in chunks.into_iter().zip(at * CHUNKS_AT_A_TIME..) {
            for (key, words) in chunk {
                let column = columns.entry(key).or_insert_with(|| vec![0; all]);
                let place = &mut column[at * WORDS..];
                let length = place.len().min(WORDS);
                place[..length].copy_from_slice(&words[..length]);
            }
        }
    }
    let rows = archs.len();
    let columns = columns.into_iter();
    columns
        .map(|(key, words)| (key, Values::Bits { words, rows }))
        .collect()
}

/// The columns that are 1 in some of the rows.
fn marked(
    archs: &[Architecture],
    mark: impl Fn(&Architecture, &mut dyn FnMut(u64)),
) -> Vec<(u64, [u64; WORDS])> {
    let mut places: HashMap<u64, usize, NumberHash> = HashMap::default();
    let mut columns = Vec::new();
    for (row, arch) in archs.iter().enumerate() {
        mark(arch, &mut |key| {
            let place = *places.entry(key).or_insert_with(|| {
                columns.push((key, [0; WORDS]));
                columns.len() - 1
            });
            columns[place].1[row / 64] |= 1 << (row % 64);
        });
    }
    columns
}
