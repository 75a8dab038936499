//! Columns that say the same.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::table::Values;

/// For each column the index of the first column that is equal to it on all rows: its own index
/// when it is the first of its kind. Columns are compared as they are kept, so both kept alike.
pub fn equal_groups<V: AsRef<Values> + Sync>(columns: &[V]) -> Vec<usize> {
    let hashes: Vec<u64> = columns
        .par_iter()
        .map(|column| hash(column.as_ref()))
        .collect();
    let mut firsts: HashMap<u64, Vec<usize>> = HashMap::new();
    hashes
        .into_iter()
        .enumerate()
        .map(|(at, hash)| {
            let alike = firsts.entry(hash).or_default();
            let column = columns[at].as_ref();
            let first = alike
                .iter()
                .copied()
                .find(|&first| columns[first].as_ref() == column);
            first.unwrap_or_else(|| {
                alike.push(at);
                at
            })
        })
        .collect()
}

fn hash(values: &Values) -> u64 {
    let mut hasher = DefaultHasher::new();
    match values {
        Values::Coded { codes, levels } => {
            codes.hash(&mut hasher);
            hash_numbers(levels, &mut hasher);
        }
        Values::Dense(values) => hash_numbers(values, &mut hasher),
    }
    hasher.finish()
}

fn hash_numbers(numbers: &[f64], hasher: &mut DefaultHasher) {
    for number in numbers {
        // 0 and −0 are equal, so they hash alike.
        (number + 0.0).to_bits().hash(hasher);
    }
}
