//! Points with axes around them: what the plot of the panes and the views of errors are drawn with.

pub(crate) mod axes;
pub(crate) mod legend;
pub(crate) mod raster;
pub(crate) mod stepped;
