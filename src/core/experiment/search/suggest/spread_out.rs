//! Architectures to start with.

use rand::Rng;

use super::SuggestQuery;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Nearness, generator};

/// Stream of random numbers of candidates drawn, less the number of architectures that are known.
const SPREAD_STREAM: u64 = u64::MAX - 5;
/// Candidates drawn for each choice: of all of them the farthest would be the oddest.
const DRAWN: usize = 32;

impl SuggestQuery {
    /// Best-candidate sampling (Mitchell, 1991): each is the one, of some drawn at random, that is farthest
    /// from all that are measured, pending or chosen.
    pub(super) fn spread_out(
        &self,
        nearness: &Nearness,
        job: &JobContext,
    ) -> Result<Vec<u32>, Cancelled> {
        let mut known = self.measured_rows();
        known.extend(&self.pending);
        let mut rng = generator(self.options.seed, SPREAD_STREAM - known.len() as u64);
        let mut left = self.candidates.clone();
        let mut chosen = Vec::new();
        while chosen.len() < self.options.count && !left.is_empty() {
            let mut farthest = (0, f64::NEG_INFINITY);
            for at in 0..DRAWN.min(left.len()) {
                let other = rng.gen_range(at as u32..left.len() as u32);
                left.swap(at, other as usize);
                let nearest = nearness.nearest_of(left[at], &known, 1, job)?;
                let distance = nearest.first().map_or(f64::INFINITY, |near| near.1);
                if distance > farthest.1 {
                    farthest = (at, distance);
                }
            }
            let row = left.swap_remove(farthest.0);
            known.push(row);
            chosen.push(row);
        }
        Ok(chosen)
    }
}
