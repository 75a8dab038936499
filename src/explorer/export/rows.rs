//! Writing rows to files.

use std::path::PathBuf;
use std::sync::Arc;

use crate::effect::{Effect, Job, JobKind};
use crate::export::drawing;
use crate::model::{Model, Pane};
use crate::overlay::prompt::files;
use crate::overlay::prompt::home::home_expanded;
use crate::overlay::prompt::state::PromptSpec;
use crate::update::{inform, requests, warn};
use grafscope_core::job::Progress;
use grafscope_core::table::Arrangement;

/// Words behind the name of a file that say what is written.
const MARKED: &str = "marked";
const CONTRIBUTIONS: &str = "contributions";

#[derive(Debug, PartialEq, Eq)]
struct Wanted<'t> {
    path: &'t str,
    marked: bool,
    contributions: bool,
}

impl<'t> Wanted<'t> {
    fn read(text: &'t str) -> Self {
        let mut wanted = Self {
            path: text.trim(),
            marked: false,
            contributions: false,
        };
        while let Some((path, word)) = wanted.path.rsplit_once(' ') {
            match word {
                MARKED => wanted.marked = true,
                CONTRIBUTIONS => wanted.contributions = true,
                _ => break,
            }
            wanted.path = path.trim_end();
        }
        wanted
    }
}

/// Writes the rows and columns shown to the file that `text` names.
///
/// # Errors
/// Why not.
pub(crate) fn export(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let wanted = Wanted::read(text);
    if wanted.path.is_empty() {
        return Err("type the name of a file".to_owned());
    }
    if drawing::is_picture(wanted.path) {
        return Ok(drawing::scatter(model, wanted.path));
    }
    let Some(mut presentation) = model.presentation() else {
        return Ok(Vec::new());
    };
    if wanted.marked {
        let rows = presentation.arrangement.rows.iter().copied();
        let rows: Vec<u32> = rows.filter(|&row| model.marks.contains(row)).collect();
        if rows.is_empty() {
            return Err("none of the rows shown is marked".to_owned());
        }
        presentation.arrangement = Arc::new(Arrangement { rows });
    }
    if wanted.contributions {
        let trained_model = model.training.trained_model.clone();
        presentation.attributed = Some(trained_model.ok_or("there is no predictor yet")?);
    }
    let path: PathBuf = home_expanded(wanted.path);
    inform(model, format!("writing {}", path.display()));
    model.exporting = Some(path.clone());
    let job = Job::Export(path, Box::new(presentation));
    Ok(vec![requests::start(model, job)])
}

pub(crate) fn progress(model: &mut Model, progress: Progress) {
    if let Some(path) = &model.exporting {
        let Progress { what, done, total } = progress;
        let path = path.display();
        let said = format!("writing {path}: {done} of {total} {what}, Esc stops");
        inform(model, said);
    }
}

pub(crate) fn taken(model: &mut Model, result: Result<(PathBuf, usize), String>) {
    model.exporting = None;
    match result {
        Ok((path, rows)) => inform(model, format!("wrote {rows} rows to {}", path.display())),
        Err(reason) => warn(model, reason),
    }
}

/// What the command for it writes: a picture of the plot from its pane, and elsewhere the rows.
pub(crate) fn asked(model: &Model) -> &'static PromptSpec {
    match model.focus {
        Pane::Plot => &files::PICTURE,
        Pane::Table | Pane::Detail => &files::ROWS,
    }
}

pub(crate) fn cancel(model: &mut Model) -> Option<Vec<Effect>> {
    let path = model.exporting.take()?;
    inform(model, format!("{}: not written", path.display()));
    Some(vec![requests::stop(model, JobKind::Export)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_the_name_say_what_is_written() {
        let read = |text| {
            let wanted = Wanted::read(text);
            (wanted.path, wanted.marked, wanted.contributions)
        };
        assert_eq!(read(" rows.csv"), ("rows.csv", false, false));
        assert_eq!(read("rows.csv marked"), ("rows.csv", true, false));
        assert_eq!(
            read("my rows.csv  contributions marked"),
            ("my rows.csv", true, true)
        );
        assert_eq!(read("marked"), ("marked", false, false));
    }
}
