//! Points with axes around them: what the plot of the panes and the views of errors are drawn with.

pub mod axes;
pub mod raster;
pub mod ticks;
