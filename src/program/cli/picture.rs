//! The options that write a result to a file, as a picture or a table.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use clap::Args;
use clap::builder::TypedValueParser;

use crate::cli::output::Output;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::comparisons;
use crate::cli::values::choice;
use grafscope_core::dirs;
use grafscope_core::export::{
    Comparison, ComparisonFormat, Figure, PlotFormat, PlotSize, PlotTheme, write_comparisons,
};

/// Where a comparison is written instead of standard output.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Write to a file in the format that its extension names: .svg and .png are pictures; .csv, .json,
    /// .md, .tex and .txt are tables
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    picture: PictureArgs,
}

#[derive(Debug, Args)]
pub(super) struct PictureArgs {
    /// Size of the picture in pixels [default: 800x600; pictures of lists are as high as the list]
    #[arg(long, value_name = "WxH", requires = "output")]
    size: Option<PlotSize>,
    /// Ground and colours of the picture [default: light]
    #[arg(long, value_parser = theme(), requires = "output")]
    theme: Option<PlotTheme>,
}

/// Reads the theme of a picture.
pub(super) fn theme() -> impl TypedValueParser<Value = PlotTheme> {
    choice(
        &PlotTheme::ALL,
        PlotTheme::name,
        &["Dark on white, as in print", "Light on a dark ground"],
    )
}

impl OutputArgs {
    /// Does the comparisons of `study` and writes them: to the file, or with `text` to standard output.
    pub(super) fn run(
        &self,
        study: &StudyArgs,
        usual: &Usual,
        figure: impl Fn(Comparison) -> Figure,
        text: impl FnOnce(&mut Output, &[Comparison]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        if let Some(path) = &self.output {
            check_file(path)?;
            if PlotFormat::of_path(path).is_some() {
                study.check_picture(path)?;
            } else {
                self.picture.check_table(path)?;
            }
        }
        study.run(usual, |studies| {
            let comparisons = comparisons(studies);
            match &self.output {
                Some(path) => self.write(path, comparisons, figure),
                None if study.writes_lines() => Ok(()),
                None => {
                    let mut out = Output::open(None)?;
                    text(&mut out, &comparisons)?;
                    out.finish()
                }
            }
        })
    }

    fn write(
        &self,
        path: &Path,
        comparisons: Vec<Comparison>,
        figure: impl Fn(Comparison) -> Figure,
    ) -> anyhow::Result<()> {
        let Some(format) = ComparisonFormat::of_path(path) else {
            let [only] = <[_; 1]>::try_from(comparisons).map_err(|comparisons| {
                let count = comparisons.len();
                anyhow!(
                    "{}: a picture shows one target, not {count}",
                    path.display()
                )
            })?;
            return self.picture.write(path, &figure(only));
        };
        let mut out = Output::open(Some(path))?;
        write_comparisons(&mut out, format, &comparisons)?;
        out.finish()
    }
}

impl PictureArgs {
    /// Checks that nothing is asked of a table that only pictures have.
    pub(super) fn check_table(&self, path: &Path) -> anyhow::Result<()> {
        let given = [
            ("--size", self.size.is_some()),
            ("--theme", self.theme.is_some()),
        ];
        match given.iter().find(|(_, given)| *given) {
            Some((option, _)) => bail!("{}: a table has no {option}", path.display()),
            None => Ok(()),
        }
    }

    pub(super) fn write(&self, path: &Path, figure: &Figure) -> anyhow::Result<()> {
        let format = picture_format(path)?;
        let picture = figure.picture(format, self.theme.unwrap_or_default(), self.size)?;
        let mut out = Output::open(Some(path))?;
        out.write_all(&picture)?;
        out.finish()
    }
}

/// Checks that a picture or a table can be written to `path`.
fn check_file(path: &Path) -> anyhow::Result<()> {
    if ComparisonFormat::of_path(path).is_none() && PlotFormat::of_path(path).is_none() {
        let pictures = PlotFormat::ALL.map(PlotFormat::extension);
        let tables = ComparisonFormat::ALL.map(ComparisonFormat::extension);
        bail!(
            "{}: expected a name that ends with .{} for a picture, or .{} for a table",
            path.display(),
            pictures.join(", ."),
            tables.join(", .")
        );
    }
    check_folder(path)
}

/// The format of the picture at `path`, whose folder exists.
pub(super) fn picture_format(path: &Path) -> anyhow::Result<PlotFormat> {
    let format = PlotFormat::of_path(path).with_context(|| {
        let path = path.display();
        format!("{path}: expected a name that ends with .svg or .png")
    })?;
    check_folder(path)?;
    Ok(format)
}

/// Minutes of work must not end in a file that cannot be written.
pub(super) fn check_folder(path: &Path) -> anyhow::Result<()> {
    let (path, folder) = (path.display(), dirs::of_file(path));
    ensure!(
        folder.is_dir(),
        "{path}: there is no folder {}",
        folder.display()
    );
    Ok(())
}
