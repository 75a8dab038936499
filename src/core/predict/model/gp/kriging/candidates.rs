//! The rows that a search chooses from, as points.

use crate::predict::wide::wide;

use super::super::round;
use super::kernel::Kernel;
use crate::predict::design::Design;

/// Candidates whose distances are added up at a time: they fit into the nearest cache.
const BLOCK: usize = 2048;

/// One part for counts and one for scores such as proxies, as far as there are any: how much they count
/// beside each other in a distance is chosen by a [`super::Kriging`].
#[derive(Debug)]
pub(crate) struct Candidates {
    rows: usize,
    /// Columns, one number a candidate.
    parts: Vec<Vec<Vec<f32>>>,
}

impl Candidates {
    /// The rows `rows` of a design with numbers.
    pub(crate) fn new(design: &Design, rows: &[u32]) -> Self {
        let numbers = design.numbers();
        let columns = || numbers.columns().iter().enumerate();
        let part = |is_score: bool| -> Vec<Vec<f32>> {
            let columns = columns().filter(|(_, column)| column.is_score == is_score);
            columns
                .map(|(at, column)| {
                    let weight = (column.count as f64).sqrt().sqrt();
                    let number = |&row: &u32| round(numbers.at(row as usize, at) * weight) as f32;
                    rows.iter().map(number).collect()
                })
                .collect()
        };
        let mut parts = vec![part(false), part(true)];
        parts.retain(|part| !part.is_empty());
        Self {
            rows: rows.len(),
            parts,
        }
    }

    /// How alike each candidate is to candidate `of`, 0 to 1: the kernel at the median distance.
    pub(crate) fn similarities(&self, of: usize) -> Vec<f64> {
        let distances: Vec<Vec<f32>> = (0..self.parts())
            .map(|part| self.squared(part, of))
            .collect();
        let parts: Vec<&[f32]> = distances.iter().map(Vec::as_slice).collect();
        let weights = vec![1.0; parts.len()];
        let squared = |at: usize| parts.iter().map(|part| f64::from(part[at])).sum::<f64>();
        let mut all: Vec<f64> = (0..self.rows).map(squared).filter(|&x| x > 0.0).collect();
        let middle = all.len() / 2;
        let length_scale = if all.is_empty() {
            1.0
        } else {
            all.select_nth_unstable_by(middle, f64::total_cmp).1.sqrt()
        };
        let mut out = vec![0.0; self.rows];
        let kernel = Kernel {
            length_scale,
            noise: 0.0,
            weights,
        };
        kernel.similarities(&parts, &mut out);
        out
    }

    pub(super) fn len(&self) -> usize {
        self.rows
    }

    pub(super) fn parts(&self) -> usize {
        self.parts.len()
    }

    /// The squared distances of all candidates to candidate `of`, by part `part` alone.
    pub(super) fn squared(&self, part: usize, of: usize) -> Vec<f32> {
        let mut out = vec![0.0; self.rows];
        wide(
            #[inline(always)]
            || {
                for (block, out) in out.chunks_mut(BLOCK).enumerate() {
                    for column in &self.parts[part] {
                        let own = column[of];
                        for (out, value) in out.iter_mut().zip(&column[block * BLOCK..]) {
                            *out += (value - own) * (value - own);
                        }
                    }
                }
            },
        );
        out
    }

    /// The squared distances of all pairs of `places`, row after row, by part `part` alone.
    pub(super) fn squared_pairs(&self, part: usize, places: &[usize]) -> Vec<f32> {
        let mut out = vec![0.0; places.len() * places.len()];
        for column in &self.parts[part] {
            let values: Vec<f32> = places.iter().map(|&at| column[at]).collect();
            for (out, own) in out.chunks_mut(places.len()).zip(&values) {
                for (out, value) in out.iter_mut().zip(&values) {
                    *out += (value - own) * (value - own);
                }
            }
        }
        out
    }
}
