//! NSGA-II, one child at a time.

use std::cmp::Reverse;

use super::Objectives;
use super::objectives::higher;
use crate::experiment::search::Walk;
use crate::experiment::search::baseline::POPULATION;
use crate::job::{Cancelled, JobContext};
use crate::tradeoff::ranks;

/// How fit each member of a population is: the front that it is on, then how far its neighbours there are.
struct Fitness {
    ranks: Vec<u32>,
    crowding: Vec<f64>,
}

/// The rows measured, in order: the neighbours of the fitter of two of the population, which keeps
/// the fittest (Deb et al., 2002; one child at a time as Durillo et al., 2009).
pub(super) fn nsga2(
    objectives: &Objectives,
    mut walk: Walk<'_>,
    job: &JobContext,
) -> Result<Vec<u32>, Cancelled> {
    let points = |population: &[u32]| objectives.at(&objectives.places(population));
    let mut population: Vec<u32> = walk.measured.clone();
    while !walk.is_done() {
        job.check()?;
        let mut fitness = Fitness::of(&points(&population), job)?;
        while population.len() > POPULATION {
            population.remove(fitness.least());
            fitness = Fitness::of(&points(&population), job)?;
        }
        let (a, b) = (walk.place(population.len()), walk.place(population.len()));
        let parent = if fitness.is_fitter(b, a) { b } else { a };
        let Some(child) = walk.child(Some(population[parent])) else {
            break;
        };
        walk.measure(child);
        population.push(child);
    }
    Ok(walk.measured)
}

impl Fitness {
    /// That of points, given by objective.
    fn of(points: &[Vec<f64>], job: &JobContext) -> Result<Self, Cancelled> {
        let ranks = ranks(&higher(points), usize::MAX, job)?;
        let mut crowding = vec![0.0; ranks.len()];
        for rank in 1..=ranks.iter().copied().max().unwrap_or(0) {
            for values in points {
                let mut front: Vec<usize> =
                    (0..ranks.len()).filter(|&at| ranks[at] == rank).collect();
                front.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
                let [first, .., last] = front[..] else {
                    continue;
                };
                crowding[first] = f64::INFINITY;
                crowding[last] = f64::INFINITY;
                let range = values[last] - values[first];
                for of in front.windows(3).filter(|_| range > 0.0) {
                    crowding[of[1]] += (values[of[2]] - values[of[0]]) / range;
                }
            }
        }
        Ok(Self { ranks, crowding })
    }

    fn is_fitter(&self, a: usize, b: usize) -> bool {
        let key = |at: usize| (Reverse(self.ranks[at]), self.crowding[at]);
        key(a) > key(b)
    }

    /// The place of the least fit, of several the last.
    fn least(&self) -> usize {
        let places = 0..self.ranks.len();
        places
            .reduce(|least, at| if self.is_fitter(at, least) { least } else { at })
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_comes_first_then_who_has_room() {
        // Four on the front, the third closest to its neighbours; one behind.
        let points = [
            vec![0.0, 4.0, 5.0, 10.0, 1.0],
            vec![10.0, 7.0, 6.0, 0.0, 1.0],
        ];
        let fitness = Fitness::of(&points, &JobContext::default()).unwrap();
        assert_eq!(fitness.ranks, [1, 1, 1, 1, 2]);
        assert!(fitness.crowding[0].is_infinite() && fitness.crowding[3].is_infinite());
        assert!(
            (fitness.crowding[1] - 0.9).abs() < 1e-12,
            "{:?}",
            fitness.crowding
        );
        assert!(
            (fitness.crowding[2] - 1.3).abs() < 1e-12,
            "{:?}",
            fitness.crowding
        );
        assert!(fitness.is_fitter(1, 4) && fitness.is_fitter(2, 1) && !fitness.is_fitter(0, 3));
        assert_eq!(fitness.least(), 4);
    }
}
