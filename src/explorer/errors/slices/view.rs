//! Error slices: the figures of each on the half that it was not found on, and below them its rule.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::errors::figures::Figures;
use crate::errors::histogram::view::percent;
use crate::errors::slices::gain::AskedGain;
use crate::errors::slices::list::{INDENT, SliceLine, SliceList};
use crate::errors::slices::{FIELDS, SliceField, SlicesView};
use crate::errors::view::Scene;
use crate::layout::wrap::wrap;
use crate::screen::Work;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, score};
use grafscope_core::diagnosis::{Class, Slice, Slices};

pub(crate) fn draw(found: &Slices, scene: &Scene, frame: &mut Frame) {
    let (model, figures, theme, area) = (scene.model, scene.figures, scene.theme, scene.body);
    let errors = &model.inspection.errors;
    let view = &errors.slices;
    let list = SliceList::new(errors, found, area);
    let title = format!(
        "{:>5} {:>6} {:>5} {:>9} {:>9} {:>8} {:>6} {:>11} ok",
        "lift", "share", "class", "error", "discovery", "MAE", "rows", "training"
    );
    let head = vec![
        options(view, found, figures, area.width, theme),
        styled(&title, area.width, Role::Header, theme),
    ];
    put(head, area, frame);
    if found.slices.is_empty() {
        let text = "no feature tells over- and under-predicted rows apart here";
        return say(text, Role::Dim, list.area, theme, frame);
    }
    let width = usize::from(area.width);
    let lines = list.lines.iter().map(|(at, line)| {
        let slice = &found.slices[*at];
        let selected = *at == view.cursor;
        let indent = " ".repeat(INDENT.into());
        match line {
            SliceLine::Figures => {
                let role = match slice.class {
                    _ if selected => Role::Selected,
                    _ if !slice.confirmed => Role::Dim,
                    Class::Over => Role::Over,
                    Class::Under => Role::Under,
                    Class::Right => Role::Text,
                };
                let text = line_of(slice, figures, theme);
                styled(&format!("{text:<width$}"), area.width, role, theme)
            }
            SliceLine::Rule(part) => {
                let role = if selected { Role::Title } else { Role::Text };
                Line::styled(indent + part, theme.style(role))
            }
            SliceLine::Gain(asked) => {
                let (text, role) = gain(asked, figures, theme);
                styled(&(indent + &text), area.width, role, theme)
            }
        }
    });
    put(lines.collect(), list.area, frame);
    let foot = foot(view, found, scene.foot.width, theme);
    put(foot, scene.foot, frame);
}

/// The options, the one that keys change standing out, and where there is room the rows of the halves.
fn options(
    view: &SlicesView,
    found: &Slices,
    figures: &Figures,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let mut spans = Vec::new();
    for field in FIELDS {
        let chosen = field == view.field;
        let text = match field {
            SliceField::Depth => format!("max depth {}", view.options.depth),
            SliceField::Least => format!("min rows {}", view.options.least),
            SliceField::Threshold => format!(
                "|error| > {} MAE = {}",
                view.options.threshold,
                figures.size(found.threshold)
            ),
            SliceField::Added => format!("add {} rows", view.added),
        };
        let role = if chosen { Role::Focus } else { Role::Text };
        spans.push(Span::styled(text, theme.style(role)));
        spans.push(Span::raw("  "));
    }
    let halves = format!(
        "found on {} rows, measured on {}",
        grouped(found.rows.0),
        grouped(found.rows.1)
    );
    let used: usize = spans.iter().map(Span::width).sum();
    if used + halves.len() <= width.into() {
        spans.push(theme.span(halves, Role::Dim));
    }
    Line::from(spans)
}

/// How many regions are not listed.
pub(crate) fn left_out(found: &Slices) -> String {
    let all = found.slices.len() + found.left_out;
    format!("  {} of {all} regions left out: lift <= 1", found.left_out)
}

fn line_of(slice: &Slice, figures: &Figures, theme: &Theme) -> String {
    let half = &slice.held_out;
    let glyphs = theme.glyphs;
    let mark = if slice.confirmed {
        glyphs.yes
    } else {
        glyphs.dash
    };
    format!(
        "{:>5.1} {:>6} {:>5} {:>9} {:>9} {:>8} {:>6} {:>11}  {mark}",
        slice.lift,
        percent(half.share),
        slice.class.name(),
        figures.error(half.mean_error),
        figures.error(slice.found.mean_error),
        figures.size(half.mae),
        grouped(half.rows),
        format!("{} of {}", slice.training.inside, slice.training.of),
    )
}

/// What came of a retraining. It is one sample, so no colour calls it better or worse.
fn gain(asked: &AskedGain, figures: &Figures, theme: &Theme) -> (String, Role) {
    match (&asked.work, &asked.found) {
        (Work::Failed(reason), _) => (reason.clone(), Role::Error),
        (_, Some(gain)) => {
            let (before, after) = (&gain.before, &gain.after);
            let (to, tau) = (theme.glyphs.to, theme.glyphs.tau);
            let text = format!(
                "+{} training rows: MAE {} {to} {}, {tau} {} {to} {}, on the same rows",
                gain.added,
                figures.size(before.mae),
                figures.size(after.mae),
                score(before.tau, 3),
                score(after.tau, 3),
            );
            (text, Role::Key)
        }
        _ => {
            let text = format!("training on {} more rows of the slice", asked.added);
            (text, Role::Key)
        }
    }
}

/// What the number of training rows in the slice under the cursor means.
fn foot(view: &SlicesView, found: &Slices, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let Some(slice) = found.slices.get(view.cursor) else {
        return Vec::new();
    };
    let lines = wrap(&slice.training.to_string(), width.into()).into_iter();
    lines
        .map(|line| styled(&line, width, Role::Text, theme))
        .collect()
}
