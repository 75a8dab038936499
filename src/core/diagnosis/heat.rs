//! Errors by the values of two columns.

use super::held_out::HeldOutSet;
use super::strata::Strata;

/// By which columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatQuery {
    /// The column shown across.
    pub across: String,
    /// The column shown upwards.
    pub up: String,
    /// About how many ranges, of a column with more than 20 values.
    pub ranges: usize,
}

/// Errors by the values of two columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// The query.
    pub query: HeatQuery,
    /// The parts of the values across.
    pub across: Strata,
    /// The parts of the values upwards.
    pub up: Strata,
    cells: Vec<HeatCell>,
}

/// The rows in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HeatCell {
    /// How many.
    pub rows: usize,
    sum: f64,
    absolute: f64,
}

impl HeatCell {
    /// Means of fewer rows are due to chance.
    pub const LEAST: usize = 5;

    /// Whether it has rows, but too few for its mean to count.
    pub fn has_few(&self) -> bool {
        (1..Self::LEAST).contains(&self.rows)
    }

    /// Mean error; NaN of no rows.
    pub fn bias(&self) -> f64 {
        self.sum / self.rows as f64
    }

    /// Mean absolute error; NaN of no rows.
    pub fn mae(&self) -> f64 {
        self.absolute / self.rows as f64
    }
}

impl Heat {
    /// Looks at the errors of `held_out`.
    pub fn new(held_out: &HeldOutSet, query: &HeatQuery) -> Self {
        let across = held_out.values(&query.across);
        let up = held_out.values(&query.up);
        Self::of(&across, &up, held_out.errors(), query)
    }

    fn of(x: &[f64], y: &[f64], errors: impl Iterator<Item = f64>, query: &HeatQuery) -> Self {
        let across = Strata::new(x, query.ranges);
        let up = Strata::new(y, query.ranges);
        let mut cells = vec![HeatCell::default(); across.len() * up.len()];
        for ((&x, &y), error) in x.iter().zip(y).zip(errors) {
            let cell = &mut cells[up.part(y) * across.len() + across.part(x)];
            cell.rows += 1;
            cell.sum += error;
            cell.absolute += error.abs();
        }
        Self {
            query: query.clone(),
            across,
            up,
            cells,
        }
    }

    /// The cell of part `x` across and part `y` upwards.
    pub fn cell(&self, x: usize, y: usize) -> HeatCell {
        self.cells[y * self.across.len() + x]
    }

    /// The largest absolute value of `of` over the cells with at least [`HeatCell::LEAST`] rows; 0 when
    /// there are none.
    pub fn most(&self, of: fn(&HeatCell) -> f64) -> f64 {
        let enough = self
            .cells
            .iter()
            .filter(|cell| cell.rows >= HeatCell::LEAST);
        enough.map(of).map(f64::abs).fold(0.0, f64::max)
    }

    /// Rows of the largest cell.
    pub fn most_rows(&self) -> usize {
        let rows = self.cells.iter().map(|cell| cell.rows);
        rows.max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_has_the_means_of_its_rows() {
        let query = HeatQuery {
            across: "x".to_owned(),
            up: "y".to_owned(),
            ranges: 4,
        };
        let x = [0.0, 0.0, 1.0];
        let y = [5.0, 5.0, 9.0];
        let heat = Heat::of(&x, &y, [1.0, -3.0, 0.5].into_iter(), &query);
        let cell = heat.cell(0, 0);
        assert_eq!((cell.rows, cell.bias(), cell.mae()), (2, -1.0, 2.0));
        assert_eq!(heat.cell(1, 1).rows, 1);
        assert!(heat.cell(1, 0).bias().is_nan());
        assert_eq!(heat.most_rows(), 2);
    }

    #[test]
    fn cells_with_few_rows_are_not_in_the_scale() {
        let query = HeatQuery {
            across: "x".to_owned(),
            up: "y".to_owned(),
            ranges: 4,
        };
        let x = [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0];
        let errors = [-2.0, -2.0, -2.0, -2.0, -2.0, 90.0, 90.0, 90.0, 90.0];
        let heat = Heat::of(&x, &[0.0; 9], errors.into_iter(), &query);
        assert!((heat.most(HeatCell::bias) - 2.0).abs() < 1e-12);
        assert!(heat.cell(1, 0).has_few() && !heat.cell(0, 0).has_few());
    }
}
