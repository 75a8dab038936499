//! What the cells of a comparison say.

use crate::compare::state::Compare;
use grafscope_core::experiment::signed;

impl Compare {
    /// `0.733±.010`, mean and standard deviation, or `+.021±.013`, the difference from the reference and half
    /// its 95 % interval.
    pub(crate) fn figure(&self, method: usize, size: usize) -> String {
        let cell = &self.summary.cells[method][size];
        let decimals = self.metric.decimals().min(3);
        if cell.failed.is_some() {
            return "failed".to_owned();
        }
        if cell.seeds == 0 {
            return "·".to_owned();
        }
        // One that is missing is as wide as another, so that the mean stays where it is.
        let band = |of: f64| format!("±{:>1$}", shortened(&number(of, decimals)), decimals + 1);
        if !self.differences {
            let mean = number(cell.spread.mean, decimals);
            return mean + &band(cell.spread.std);
        }
        match &cell.difference {
            Some(of) => {
                let delta = of.test.delta;
                shortened(&signed(delta.mean, decimals)) + &band(delta.margin)
            }
            None if cell.is_reference => "reference".to_owned(),
            None => "–".to_owned(),
        }
    }

    /// Characters of the longest figure.
    pub(crate) fn widest_figure(&self) -> u16 {
        let cells = self.summary.cells.iter().enumerate();
        let figures = cells.flat_map(|(method, cells)| {
            (0..cells.len()).map(move |size| self.figure(method, size).chars().count())
        });
        figures.max().unwrap_or(0) as u16
    }
}

fn number(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        "–".to_owned()
    } else {
        format!("{value:.decimals$}")
    }
}

/// Without the zero before the point.
fn shortened(number: &str) -> String {
    match number.strip_prefix(['+', '-']) {
        Some(size) => format!("{}{}", &number[..1], shortened(size)),
        None if number.starts_with("0.") => number[1..].to_owned(),
        None => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn the_zero_before_the_point_is_left_out() {
        let all = ["0.012", "+0.012", "-0.5", "1.5", "-10.5", "–", "+0"].map(shortened);
        assert_eq!(all, [".012", "+.012", "-.5", "1.5", "-10.5", "–", "+0"]);
    }
}
