//! Architectures to start with.

use std::collections::HashMap;

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
        // Of each row drawn before: how many of the known ones it was compared to, and how far the nearest was.
        let mut compared: HashMap<u32, (usize, f64)> = HashMap::new();
        while chosen.len() < self.options.count && !left.is_empty() {
            let mut farthest = (0, f64::NEG_INFINITY);
            for at in 0..DRAWN.min(left.len()) {
                let other = rng.gen_range(at as u32..left.len() as u32);
                left.swap(at, other as usize);
                let (to, distance) = compared.entry(left[at]).or_insert((0, f64::INFINITY));
                let nearest = nearness.nearest_of(left[at], &known[*to..], 1, job)?;
                *distance = nearest
                    .first()
                    .map_or(*distance, |near| near.1.min(*distance));
                *to = known.len();
                if *distance > farthest.1 {
                    farthest = (at, *distance);
                }
            }
            let row = left.swap_remove(farthest.0);
            known.push(row);
            chosen.push(row);
        }
        Ok(chosen)
    }
}
