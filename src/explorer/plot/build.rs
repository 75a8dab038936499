//! Puts the points of a plot into cells.

use crate::layout::area::Size;
use crate::plot::front::Front;
use crate::plot::request::PlotRequest;
use crate::plot::state::{Coloured, Plot, PlotScales};
use grafscope_core::diagnosis::{Fences, Layer, Quarters};
use grafscope_core::job::{Cancelled, JobContext};
use grafscope_core::table::Values;

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 65_536;

fn layer(size: Size) -> Layer {
    Layer::new(size.width, size.height)
}

/// The values that a plot is made of.
struct Points<'a> {
    request: &'a PlotRequest,
    axes: [&'a Values; 2],
    scored: &'a Values,
    in_training: &'a Values,
    marked: &'a Values,
    any_scored: bool,
}

impl<'a> Points<'a> {
    fn of(request: &'a PlotRequest) -> Option<Self> {
        let [scored, in_training, marked] = request.flags()?.map(|values| &**values);
        let rows = &request.arrangement.rows;
        Some(Self {
            axes: request.axes()?.map(|values| &**values),
            any_scored: rows.iter().any(|&row| is(scored, row)),
            request,
            scored,
            in_training,
            marked,
        })
    }

    fn place(&self, row: u32) -> [f64; 2] {
        self.axes.map(|axis| axis.get(row as usize))
    }

    /// Whether the row tells what is an outlier: the scored rows do, and without any all.
    fn counts(&self, row: u32) -> bool {
        !self.any_scored || is(self.scored, row)
    }

    /// Whether the shown row is drawn in full colour.
    fn stands_out(&self, row: u32) -> bool {
        let all = !self.any_scored && !self.request.columns.is_predictions();
        !is(self.in_training, row) && (all || is(self.scored, row))
    }

    /// The shown rows in parts, with a look at whether to stop before each.
    fn parts(&self, job: &JobContext, mut take: impl FnMut(u32)) -> Result<(), Cancelled> {
        for rows in self.request.arrangement.rows.chunks(STRIDE) {
            job.check()?;
            for &row in rows {
                take(row);
            }
        }
        Ok(())
    }
}

fn is(flags: &Values, row: u32) -> bool {
    flags.get(row as usize) > 0.0
}

impl Plot {
    /// Looks at every row that `request` names.
    ///
    /// # Errors
    /// [`Cancelled`] when it was.
    pub fn new(request: &PlotRequest, job: &JobContext) -> Result<Self, Cancelled> {
        let mut plot = Self::empty(request);
        let Some(points) = Points::of(request) else {
            return Ok(plot);
        };
        plot.any_scored = points.any_scored;
        if request.part.without_outliers {
            let rows = request.arrangement.rows.iter().copied();
            let counting = rows.filter(|&row| points.counts(row));
            plot.fences =
                [0, 1].map(|axis| Fences::of(counting.clone().map(|row| points.place(row)[axis])));
        }
        let ends = plot.count(&points, job)?;
        plot.front = Front::of(request, job)?;
        plot.scales = PlotScales::new(ends, &request.part);
        if let Some(scales) = plot.scales {
            plot.fill(&points, &scales, job)?;
            plot.draw_front(&points, &scales);
        }
        Ok(plot)
    }

    fn empty(request: &PlotRequest) -> Self {
        let layer = || layer(request.size);
        Self {
            size: request.size,
            part: request.part,
            columns: request.columns.clone(),
            directions: request.directions,
            scales: None,
            any_scored: false,
            scored: layer(),
            coloured: None,
            others: layer(),
            trained: layer(),
            marked: layer(),
            front: None,
            on_front: layer(),
            front_line: layer(),
            missing: 0,
            outliers: 0,
            fences: [Fences::NONE; 2],
        }
    }

    /// Counts what has no place, and finds the ends of the values of both axes.
    fn count(&mut self, points: &Points, job: &JobContext) -> Result<[(f64, f64); 2], Cancelled> {
        let is_predictions = self.columns.is_predictions();
        let mut ends = [(f64::INFINITY, f64::NEG_INFINITY); 2];
        points.parts(job, |row| {
            let place = points.place(row);
            let [has_x, has_y] = place.map(f64::is_finite);
            self.missing += usize::from(!has_x || !(has_y || is_predictions));
            if self.keeps(place) {
                for ((low, high), value) in ends.iter_mut().zip(place) {
                    (*low, *high) = (low.min(value), high.max(value));
                }
            } else if has_x && has_y {
                self.outliers += usize::from(points.counts(row));
            }
        })?;
        if is_predictions {
            let [(left, right), (bottom, top)] = ends;
            ends = [(left.min(bottom), right.max(top)); 2];
        }
        Ok(ends)
    }

    fn fill(
        &mut self,
        points: &Points,
        scales: &PlotScales,
        job: &JobContext,
    ) -> Result<(), Cancelled> {
        let colour = self.columns.colour.as_ref();
        let colour = colour.and_then(|name| points.request.values(name));
        let mut coloured = colour.map(|values| {
            let rows = points.request.arrangement.rows.iter().copied();
            let standing_out = rows.filter(|&row| points.stands_out(row));
            let quarters = Quarters::of(standing_out.map(|row| values.get(row as usize)));
            let layers = vec![layer(self.size); quarters.ranges.len()];
            (values, Coloured { quarters, layers })
        });
        let fences = self.fences;
        let add = |layer: &mut Layer, row: u32| {
            let [x, y] = points.place(row);
            if fences[0].hold(x) && fences[1].hold(y) {
                layer.add(scales.across.share(x), scales.up.share(y));
            }
        };
        let mut is_shown = vec![false; points.request.table.rows()];
        points.parts(job, |row| {
            let layer = if is(points.in_training, row) {
                &mut self.trained
            } else if !points.stands_out(row) {
                return;
            } else if let Some((values, coloured)) = &mut coloured {
                let Some(step) = coloured.quarters.step(values.get(row as usize)) else {
                    return;
                };
                &mut coloured.layers[step]
            } else {
                &mut self.scored
            };
            add(layer, row);
            is_shown[row as usize] = true;
        })?;
        self.coloured = coloured.map(|(_, coloured)| coloured);
        job.check()?;
        for row in 0..points.request.table.rows() as u32 {
            if !is_shown[row as usize] {
                add(&mut self.others, row);
            }
            if is(points.marked, row) {
                add(&mut self.marked, row);
            }
        }
        Ok(())
    }

    /// Puts the front into cells: its rows, and the steps between what they dominate and what not.
    fn draw_front(&mut self, points: &Points, scales: &PlotScales) {
        let Some(front) = &self.front else { return };
        let shares = |[x, y]: [f64; 2]| [scales.across.share(x), scales.up.share(y)];
        for ends in front.line().windows(2) {
            let line = &mut self.front_line;
            connect(
                line,
                self.size,
                shares(ends[0].into()),
                shares(ends[1].into()),
            );
        }
        for &row in &front.rows {
            let place = points.place(row);
            if self.keeps(place) {
                let [across, up] = shares(place);
                self.on_front.add(across, up);
            }
        }
    }
}

/// Lights the dots between two places on a level or upright line, as far as it is inside.
fn connect(layer: &mut Layer, size: Size, from: [f64; 2], to: [f64; 2]) {
    let [from, to] = [from, to].map(|place| place.map(|share| share.clamp(-0.1, 1.1)));
    let dots = (f64::from(size.width) * 2.0).max(f64::from(size.height) * 4.0);
    let long = (to[0] - from[0]).abs().max((to[1] - from[1]).abs());
    let steps = (long * dots).ceil().max(1.0);
    for step in 0..=steps as usize {
        let at = step as f64 / steps;
        layer.add(
            from[0] + (to[0] - from[0]) * at,
            from[1] + (to[1] - from[1]) * at,
        );
    }
}
