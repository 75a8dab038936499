//! The line around what a front of two objectives dominates.

use crate::bench::Better;

/// The points of `front` from left to right, and between two of them what both dominate: pairs, across and up.
pub fn attainment_surface(
    front: impl IntoIterator<Item = (f64, f64)>,
    better: [Better; 2],
) -> Vec<(f64, f64)> {
    let mut front: Vec<(f64, f64)> = front.into_iter().collect();
    front.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let worse = |better, a: f64, b: f64| match better {
        Better::Higher => a.min(b),
        Better::Lower => a.max(b),
    };
    let mut line: Vec<(f64, f64)> = Vec::new();
    for (x, y) in front {
        if let Some(&(before_x, before_y)) = line.last() {
            line.push((worse(better[0], before_x, x), worse(better[1], before_y, y)));
        }
        line.push((x, y));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_at_the_worse_values() {
        let front = [(2.0, 20.0), (1.0, 10.0), (4.0, 30.0)];
        assert_eq!(
            attainment_surface(front, [Better::Lower, Better::Higher]),
            [
                (1.0, 10.0),
                (2.0, 10.0),
                (2.0, 20.0),
                (4.0, 20.0),
                (4.0, 30.0)
            ]
        );
        let front = [(1.0, 20.0), (2.0, 10.0)];
        assert_eq!(
            attainment_surface(front, [Better::Higher; 2]),
            [(1.0, 20.0), (1.0, 10.0), (2.0, 10.0)]
        );
        assert!(attainment_surface([], [Better::Lower; 2]).is_empty());
    }
}
