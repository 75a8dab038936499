//! The options that have a result written to a file, as a picture or otherwise.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure};
use clap::Args;

use crate::cli::output::Output;
use grafscope_core::export::{
    Comparison, ComparisonFormat, Figure, PlotFormat, PlotSize, write_comparisons,
};

/// Where a comparison is written instead of standard output.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Write to a file in the format that its name ends with: .svg and .png a picture; .csv, .json, .md,
    /// .tex and .txt a table
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    size: SizeArgs,
}

/// How large a picture is.
#[derive(Debug, Args)]
pub(super) struct SizeArgs {
    /// Size of the picture in pixels [default: 800x600; what lists things is as high as its list]
    #[arg(long, value_name = "WxH", requires = "output")]
    size: Option<PlotSize>,
}

impl OutputArgs {
    /// The file, when there is one; known to be of a format that can be written.
    ///
    /// # Errors
    /// For a name that ends with no such format, or a folder that is not there.
    pub(super) fn file(&self) -> anyhow::Result<Option<&Path>> {
        let Some(path) = &self.output else {
            return Ok(None);
        };
        if PlotFormat::of_path(path).is_none() && ComparisonFormat::of_path(path).is_none() {
            let pictures = PlotFormat::ALL.map(PlotFormat::extension);
            let tables = ComparisonFormat::ALL.map(ComparisonFormat::extension);
            bail!(
                "{}: expected a name that ends with .{} for a picture, or .{} for a table",
                path.display(),
                pictures.join(", ."),
                tables.join(", .")
            );
        }
        ensure_folder(path)?;
        Ok(Some(path))
    }

    /// Writes `comparisons` to `path`, drawn by `figure` where it is a picture.
    ///
    /// # Errors
    /// For a picture of several comparisons, or when it cannot be written.
    pub(super) fn write(
        &self,
        path: &Path,
        comparisons: Vec<Comparison>,
        figure: impl Fn(Comparison) -> Figure,
    ) -> anyhow::Result<()> {
        if PlotFormat::of_path(path).is_some() {
            let count = comparisons.len();
            let mut comparisons = comparisons.into_iter();
            let (Some(only), None) = (comparisons.next(), comparisons.next()) else {
                bail!(
                    "{}: a picture is of one target, and {count} are given",
                    path.display()
                );
            };
            return self.size.write(path, &figure(only));
        }
        let mut out = Output::open(Some(path))?;
        if let Some(format) = ComparisonFormat::of_path(path) {
            write_comparisons(&mut out, format, &comparisons)?;
        }
        out.finish()
    }
}

impl SizeArgs {
    /// Writes a picture to `path`.
    ///
    /// # Errors
    /// When its name ends with no format of pictures, the figure does not fit, or it cannot be written.
    pub(super) fn write(&self, path: &Path, figure: &Figure) -> anyhow::Result<()> {
        let format = picture_format(path)?;
        let picture = figure.picture(format, self.size)?;
        let mut out = Output::open(Some(path))?;
        out.write_all(&picture)?;
        out.finish()
    }
}

/// The format of the picture at `path`, whose folder is there.
///
/// # Errors
/// When its name ends with no such format, or the folder is not there.
pub(super) fn picture_format(path: &Path) -> anyhow::Result<PlotFormat> {
    let Some(format) = PlotFormat::of_path(path) else {
        bail!(
            "{}: expected a name that ends with .svg or .png",
            path.display()
        );
    };
    ensure_folder(path)?;
    Ok(format)
}

/// Minutes of work must not end in a file that cannot be written.
fn ensure_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    if let Some(folder) = folder {
        ensure!(
            folder.is_dir(),
            "{}: there is no folder {}",
            path.display(),
            folder.display()
        );
    }
    Ok(())
}
