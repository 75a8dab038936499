//! Points with axes around them: what the plot of the panes and the views of errors are drawn with.

mod axes;
mod raster;
mod ticks;

pub(super) use axes::{Axes, unit_behind};
pub(super) use raster::{What, symbol};
