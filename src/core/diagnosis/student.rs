//! Quantiles of Student's t distribution.

use crate::predict::normal_quantile;

/// From this many degrees of freedom on, the expansion from the normal quantile does.
const MANY: u32 = 100;

/// The t with `freedom` degrees of freedom (at least 1) that lies between -t and t with probability
/// `confidence`, 0 < confidence < 1, to about 1e-6.
pub(super) fn two_sided(confidence: f64, freedom: u32) -> f64 {
    if freedom > MANY {
        return expansion(
            normal_quantile(f64::midpoint(1.0, confidence)),
            f64::from(freedom),
        );
    }
    let mut high = 1.0;
    while inside(high, freedom) < confidence && high < 1e12 {
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if inside(middle, freedom) < confidence {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The probability between -t and t: the finite series for whole degrees of freedom (Abramowitz and
/// Stegun, 26.7.3 and 26.7.4).
fn inside(t: f64, freedom: u32) -> f64 {
    let angle = (t / f64::from(freedom).sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    let odd = freedom % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = 0.0;
    let mut power = u32::from(odd);
    while power + 2 <= freedom {
        sum += term;
        power += 2;
        let k = f64::from(power);
        term *= cosine * cosine * (k - 1.0) / k;
    }
    if odd {
        std::f64::consts::FRAC_2_PI * (angle + sine * sum)
    } else {
        sine * sum
    }
}

/// From the normal quantile `z` (Abramowitz and Stegun, 26.7.5).
fn expansion(z: f64, freedom: f64) -> f64 {
    let square = z * z;
    let first = (square + 1.0) * z / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) * z / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) * z / 384.0;
    z + (first + (second + third / freedom) / freedom) / freedom
}

#[cfg(test)]
mod tests {
    use super::two_sided;

    // Expected values are those of scipy 1.17, `t.ppf((1 + confidence) / 2, freedom)`, and of printed
    // tables.
    #[test]
    fn quantiles_are_those_of_tables() {
        for (confidence, freedom, expected) in [
            (0.95, 1, 12.706_205),
            (0.95, 2, 4.302_653),
            (0.95, 3, 3.182_446),
            (0.95, 10, 2.228_139),
            (0.99, 5, 4.032_143),
            (0.95, 99, 1.984_217),
            (0.95, 100, 1.983_972),
            (0.95, 101, 1.983_731),
            (0.95, 1000, 1.962_339),
            (0.95, 100_000, 1.959_988),
        ] {
            let t = two_sided(confidence, freedom);
            assert!((t - expected).abs() < 2e-6, "{confidence} {freedom}: {t}");
        }
    }
}
