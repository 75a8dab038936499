//! Training sizes on a logarithmic scale.

/// The smallest size of a learning curve.
const FIRST: usize = 16;

/// 16, 32, 64 … up to `most`; `most` itself when it is smaller than that.
pub fn train_sizes(most: usize) -> Vec<usize> {
    if most < FIRST {
        return vec![most];
    }
    let doubled = std::iter::successors(Some(FIRST), |size| size.checked_mul(2));
    doubled.take_while(|&size| size <= most).collect()
}

#[cfg(test)]
mod tests {
    use super::train_sizes;

    #[test]
    fn sizes_double() {
        assert_eq!(train_sizes(100), [16, 32, 64]);
        assert_eq!(train_sizes(1024).len(), 7);
        assert_eq!(train_sizes(9), [9]);
        assert!(!train_sizes(usize::MAX).is_empty());
    }
}
