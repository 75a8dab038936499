//! How much of the space some points dominate.

use super::Objective;
use super::points::Points;

/// The worst value of each objective among the rows that have all of them; `None` without such a row.
pub fn reference_point(objectives: &[Objective<'_>]) -> Option<Vec<f64>> {
    let rows = objectives.first()?.values.len();
    let points = Points::of(objectives, 0..rows, |_| true);
    let mut points = points.iter();
    let mut worst = points.next()?.to_vec();
    for point in points {
        for (worst, x) in worst.iter_mut().zip(point) {
            *worst = worst.max(*x);
        }
    }
    let turned = objectives.iter().zip(worst);
    Some(turned.map(|(objective, x)| objective.value(x)).collect())
}

/// The volume of what the rows dominate up to `reference`, a value an objective. Rows that are not better than it
/// in every objective add nothing.
pub fn hypervolume(objectives: &[Objective<'_>], reference: &[f64]) -> f64 {
    let rows = objectives.first().map_or(0, |first| first.values.len());
    let corner: Vec<f64> = (objectives.iter().zip(reference))
        .map(|(objective, &value)| {
            Objective {
                values: &[value],
                ..*objective
            }
            .cost(0)
        })
        .collect();
    let inside = |point: &[f64]| point.iter().zip(&corner).all(|(x, corner)| x < corner);
    let points = Points::of(objectives, 0..rows, inside);
    let sides = points.iter().map(|point| {
        let sides = point.iter().zip(&corner).map(|(x, corner)| corner - x);
        sides.collect::<Vec<f64>>()
    });
    let boxes: Vec<Vec<f64>> = sides.collect();
    union(
        &boxes.iter().map(Vec::as_slice).collect::<Vec<_>>(),
        objectives.len(),
    )
}

/// The volume of the union of boxes that have a corner in common, each given by its sides, of which the first
/// `width` count.
fn union(boxes: &[&[f64]], width: usize) -> f64 {
    let mut boxes = boxes.to_vec();
    match width {
        0 => 0.0,
        1 => boxes.iter().fold(0.0, |most, of| most.max(of[0])),
        2 => {
            boxes.sort_unstable_by(|a, b| b[0].total_cmp(&a[0]));
            let (mut area, mut height) = (0.0, 0.0);
            for of in boxes {
                if of[1] > height {
                    area += of[0] * (of[1] - height);
                    height = of[1];
                }
            }
            area
        }
        // In slabs along the last side: each has the boxes that reach it.
        _ => {
            let last = width - 1;
            boxes.sort_unstable_by(|a, b| b[last].total_cmp(&a[last]));
            let mut volume = 0.0;
            for (at, of) in boxes.iter().enumerate() {
                let next = boxes.get(at + 1).map_or(0.0, |next| next[last]);
                if of[last] > next {
                    volume += (of[last] - next) * union(&boxes[..=at], last);
                }
            }
            volume
        }
    }
}
