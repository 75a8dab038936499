//! The Pareto front of the rows shown, by the columns of the plot.

use std::sync::Arc;

use crate::plot::request::PlotRequest;
use grafscope_core::bench::Better;
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::table::{Arrangement, Values};
use grafscope_core::tradeoff::{
    Choice, Objective, attainment_surface, front, hypervolume, reference_point,
};

/// The shown rows that no other shown row dominates.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// The rows, along the horizontal axis.
    pub rows: Vec<u32>,
    /// How many shown rows have both values.
    pub among: usize,
    /// What the front dominates, up to the worst value of both columns among these rows.
    pub hypervolume: f64,
    /// What choosing by prediction attains, over the scored rows shown; `None` where neither axis is predicted.
    pub choice: Option<Choice>,
    basis: Basis,
}

/// What a front depends on.
#[derive(Debug, Clone, PartialEq)]
struct Basis {
    arrangement: Arc<Arrangement>,
    axes: [Arc<Values>; 2],
    better: [Better; 2],
    scored: Arc<Values>,
    /// True, then predicted values of both axes; the same for one that is not predicted.
    compared: Option<[[Arc<Values>; 2]; 2]>,
}

impl Front {
    /// The front of what is requested, which may be known already. `None` for predicted against true.
    pub(crate) fn of(
        request: &PlotRequest,
        job: &JobContext,
    ) -> Result<Option<Arc<Self>>, Cancelled> {
        let Some(basis) = Basis::of(request) else {
            return Ok(None);
        };
        let known = request.known.as_ref();
        if let Some(known) = known.filter(|known| known.basis.is_same(&basis)) {
            return Ok(Some(Arc::clone(known)));
        }
        Ok(Some(Arc::new(Self::new(basis, job)?)))
    }

    fn new(basis: Basis, job: &JobContext) -> Result<Self, Cancelled> {
        let rows = &basis.arrangement.rows;
        let [x, y] = basis.axes.each_ref().map(|values| picked(values, rows));
        let objectives = basis.objectives([&x, &y]);
        let mut places = front(&objectives, job)?;
        let place = |at: &u32| (x[*at as usize], y[*at as usize]);
        places.sort_by(|a, b| {
            let ((xa, ya), (xb, yb)) = (place(a), place(b));
            xa.total_cmp(&xb).then(ya.total_cmp(&yb))
        });
        let reference = reference_point(&objectives);
        let [along, up]: [Vec<f64>; 2] =
            [&x, &y].map(|values| places.iter().map(|&at| values[at as usize]).collect());
        let of_front = basis.objectives([&along, &up]);
        let pairs = x.iter().zip(&y);
        Ok(Self {
            among: pairs
                .filter(|(x, y)| x.is_finite() && y.is_finite())
                .count(),
            hypervolume: reference.map_or(0.0, |worst| hypervolume(&of_front, &worst)),
            choice: basis.choice(job)?,
            rows: places.iter().map(|&at| rows[at as usize]).collect(),
            basis,
        })
    }

    /// Where `row` is on it.
    pub(crate) fn place_of(&self, row: u32) -> Option<usize> {
        self.rows.iter().position(|&of| of == row)
    }

    /// The values of the front: across, up.
    pub(crate) fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        let [x, y] = &self.basis.axes;
        let rows = self.rows.iter().map(|&row| row as usize);
        rows.map(move |row| (x.get(row), y.get(row)))
    }

    /// The line around what the front dominates.
    pub(crate) fn line(&self) -> Vec<(f64, f64)> {
        attainment_surface(self.points(), self.basis.better)
    }

    /// The horizontal value of `row`.
    pub(crate) fn across(&self, row: u32) -> f64 {
        self.basis.axes[0].get(row as usize)
    }
}

impl Basis {
    fn of(request: &PlotRequest) -> Option<Self> {
        if request.columns.is_predictions() {
            return None;
        }
        Some(Self {
            arrangement: Arc::clone(&request.arrangement),
            axes: request.axes()?.map(Arc::clone),
            better: request.directions.map(|direction| direction.better),
            scored: Arc::clone(request.flags()?[0]),
            compared: compared(request),
        })
    }

    fn is_same(&self, other: &Self) -> bool {
        let all = |of: &Self| {
            let compared = of.compared.iter().flatten().flatten().cloned();
            let own = of.axes.iter().chain([&of.scored]).cloned();
            own.chain(compared).collect::<Vec<_>>()
        };
        let (one, two) = (all(self), all(other));
        Arc::ptr_eq(&self.arrangement, &other.arrangement)
            && self.better == other.better
            && one.len() == two.len()
            && one.iter().zip(&two).all(|(one, two)| Arc::ptr_eq(one, two))
    }

    fn objectives<'v>(&self, values: [&'v [f64]; 2]) -> [Objective<'v>; 2] {
        [0, 1].map(|axis| Objective {
            values: values[axis],
            better: self.better[axis],
        })
    }

    fn choice(&self, job: &JobContext) -> Result<Option<Choice>, Cancelled> {
        let Some(compared) = &self.compared else {
            return Ok(None);
        };
        let rows = self.arrangement.rows.iter().copied();
        let scored = rows.filter(|&row| self.scored.get(row as usize) > 0.0);
        let scored: Vec<u32> = scored.collect();
        let values =
            (compared.each_ref()).map(|axes| axes.each_ref().map(|values| picked(values, &scored)));
        let [truth, predicted] = values
            .each_ref()
            .map(|[x, y]| self.objectives([x.as_slice(), y.as_slice()]));
        Choice::new(&truth, &predicted, job)
    }
}

/// The true, then the predicted values of both axes; `None` where neither is predicted.
fn compared(request: &PlotRequest) -> Option<[[Arc<Values>; 2]; 2]> {
    if request.predicted.iter().all(Option::is_none) {
        return None;
    }
    let values = |axis: usize, predicted: usize| {
        let pair = request.predicted[axis].as_ref();
        let name = pair.map_or(request.columns.names()[axis], |pair| &pair[predicted]);
        request.values(name).cloned()
    };
    Some([
        [values(0, 0)?, values(1, 0)?],
        [values(0, 1)?, values(1, 1)?],
    ])
}

fn picked(values: &Values, rows: &[u32]) -> Vec<f64> {
    rows.iter().map(|&row| values.get(row as usize)).collect()
}
