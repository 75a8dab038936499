//! The best split between two classes, found by a decision tree of linfa's. Trees are grown one such split
//! at a time: with more than two classes, linfa adds up their shares in random order, so that rounding
//! decides between equally good splits; and it merges leaves with the same majority class.

use linfa::traits::Fit;
use linfa::{Dataset, ParamGuard};
use linfa_trees::{DecisionTree, SplitQuality};
use ndarray::{Array1, Array2};

/// The column and the last code below the split that best separates the samples that are `above` from the
/// others, by entropy; `None` when there is none with at least `least` weight on either side. `codes` are
/// those of all columns, sample after sample.
pub(crate) fn best_split(
    codes: &[u8],
    above: &[bool],
    weights: &[f32],
    least: f32,
) -> Option<(usize, u8)> {
    let samples = above.len();
    if samples < 2 || codes.len() < samples {
        return None;
    }
    let width = codes.len() / samples;
    let records = codes.iter().map(|&code| f64::from(code)).collect();
    let records = Array2::from_shape_vec((samples, width), records).ok()?;
    let classes = Array1::from(above.to_vec());
    let dataset = Dataset::new(records, classes).with_weights(Array1::from(weights.to_vec()));
    let tree = DecisionTree::params()
        .split_quality(SplitQuality::Entropy)
        .max_depth(Some(1))
        .min_weight_leaf(least)
        .check()
        .ok()?
        .fit(&dataset)
        .ok()?;
    // A root without a split has gained nothing.
    let (column, value, gain) = tree.root_node().split();
    (gain > 0.0).then_some((column, value.floor() as u8))
}

#[cfg(test)]
mod tests {
    use super::best_split;

    #[test]
    fn the_split_is_between_the_classes() {
        let codes = [0, 5, 1, 5, 2, 5, 3, 5];
        let above = [false, false, true, true];
        assert_eq!(best_split(&codes, &above, &[1.0; 4], 1.0), Some((0, 1)));
        assert_eq!(best_split(&codes, &above, &[1.0; 4], 3.0), None);
        assert_eq!(best_split(&codes, &[true; 4], &[1.0; 4], 1.0), None);
    }
}
