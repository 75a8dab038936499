//! Figures as pictures to publish: SVG or PNG, complete with titles, units and legends.
//!
//! A figure gives [`mark`]s, which plotters draws. The same numbers, size and theme give the
//! same bytes.

mod cloud;
mod comparison;
mod curves;
mod errors;
mod font;
mod front;
mod importances;
mod mark;
mod paint;
mod palette;
mod png;
mod scale;
mod scatter;
mod search;
mod sheet;
mod size;
mod stepped;
mod svg;
mod theme;
mod words;

pub use errors::{Errors, Residuals};
pub use front::FrontPlot;
pub use importances::Weights;
pub use scatter::Scatter;
pub use search::SearchCurves;
pub use size::PlotSize;
pub use stepped::PointColours;
pub use theme::PlotTheme;
pub use words::PlotOf;

use std::path::Path;

use anyhow::ensure;

use super::Comparison;
use super::new_file::write_new;
use mark::Mark;

/// A figure.
#[derive(Debug, Clone)]
pub enum Figure {
    /// Predicted against true.
    Scatter(Scatter),
    /// Errors against a column.
    Residuals(Residuals),
    /// How many rows have which error.
    Errors(Errors),
    /// Learning curves.
    Curves(Comparison),
    /// Feature sets and models by training size.
    Comparison(Comparison),
    /// Feature importance.
    Importances(Weights),
    /// Searches.
    Search(SearchCurves),
    /// Two columns with their front.
    Front(FrontPlot),
}

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlotFormat {
    /// Scalable vector graphics.
    Svg,
    /// Portable network graphics.
    Png,
}

impl PlotFormat {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Svg, Self::Png];

    /// The usual ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// The format that the name of a file ends with, where that is one of pictures.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.extension() == extension)
    }
}

impl Figure {
    /// The figure as a picture; without a size the usual one, for lists as high as the list.
    ///
    /// # Errors
    /// When it does not fit into `size`.
    pub fn picture(
        &self,
        format: PlotFormat,
        theme: PlotTheme,
        size: Option<PlotSize>,
    ) -> anyhow::Result<Vec<u8>> {
        let usual = PlotSize::USUAL;
        let width = size.map_or(usual.width, |size| size.width);
        let (least, height) = match self {
            Self::Comparison(of) => comparison::heights(of, width),
            Self::Importances(figure) => (0, figure.usual_height(width)),
            _ => (0, usual.height),
        };
        let size = size.unwrap_or(PlotSize {
            height: height.max(usual.height / 2),
            ..usual
        });
        ensure!(
            size.height >= least,
            "the figure does not fit into {size}: {width}x{least} would hold it"
        );
        let marks = self.marks(size);
        match format {
            PlotFormat::Svg => Ok(svg::svg(&marks, size, theme)?.into_bytes()),
            PlotFormat::Png => png::png(&marks, size, theme),
        }
    }

    fn marks(&self, size: PlotSize) -> Vec<Mark> {
        match self {
            Self::Scatter(figure) => figure.marks(size),
            Self::Residuals(figure) => figure.marks(size),
            Self::Errors(figure) => figure.marks(size),
            Self::Curves(of) => curves::marks(of, size),
            Self::Comparison(of) => comparison::marks(of, size),
            Self::Importances(figure) => figure.marks(size),
            Self::Search(figure) => figure.marks(size),
            Self::Front(figure) => figure.marks(size),
        }
    }
}

/// Writes `figure` to a new file at `path`, in the format that its name ends with.
///
/// # Errors
/// When the name ends with no format of pictures, the file exists, or it cannot be written.
pub fn figure_file(path: &Path, figure: &Figure) -> anyhow::Result<()> {
    let Some(format) = PlotFormat::of_path(path) else {
        anyhow::bail!(
            "{}: expected a name that ends with .svg or .png",
            path.display()
        );
    };
    let picture = figure.picture(format, PlotTheme::default(), None)?;
    write_new(path, |out| Ok(out.write_all(&picture)?))
}

#[cfg(test)]
mod tests;
