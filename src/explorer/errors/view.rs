//! The screen of errors: head, tabs and foot; each view draws its body in a file of its own.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::errors::figures::Figures;
use crate::errors::layout::error_areas;
use crate::errors::state::{ErrorView, Errors};
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::Work;
use crate::screen::view::{heading, progress, put, styled};
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::widgets::text;
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::Finding;

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = error_areas(area);
    let errors = &model.inspection.errors;
    let Some(figures) = Figures::of(model) else {
        return;
    };
    put(head(model, &figures, areas.head, theme), areas.head, frame);
    text::draw(
        tabs(errors, areas.tabs.width, theme),
        rect(areas.tabs),
        frame,
    );
    if of_two_parts(model, theme, (areas.body, areas.foot), frame) {
        return;
    }
    body(model, &figures, theme, areas.body, frame);
    let mut foot = foot(model, &figures, area.width, theme);
    if areas.foot.height == 1 && errors.stepping && foot.len() > 1 {
        // The row that is stepped to says more than the mark it is in.
        foot.rotate_left(1);
    }
    put(foot, areas.foot, frame);
}

/// What predictor, how many rows, how far off, and whether that is of now.
fn head(model: &Model, figures: &Figures, area: Area, theme: &Theme) -> Vec<Line<'static>> {
    let errors = &model.inspection.errors;
    let rows = errors.summary.map_or_else(String::new, |summary| {
        format!(
            "{} unseen of {} rows",
            grouped(summary.rows),
            grouped(summary.shown)
        )
    });
    let off = errors.summary.map_or_else(String::new, |summary| {
        format!(
            "MAE {}  bias {}  RMSE {}",
            figures.size(summary.mae),
            figures.error(summary.bias),
            figures.size(summary.rmse)
        )
    });
    if area.height < 2 {
        let of = format!("{off}  {rows}");
        return match &errors.work {
            Work::Done | Work::Idle => vec![heading(" errors ", &of, area.width, theme)],
            work => vec![progress(work, "", area.width, theme)],
        };
    }
    let trained = model.training.current.as_ref();
    let predictor = trained.map_or_else(String::new, |trained| {
        let settings = &trained.settings;
        format!(
            ", by {} on {}, n {}, seed {}",
            settings.model, settings.features, settings.train_size, settings.seed
        )
    });
    let of = format!("{rows}{predictor}");
    let second = match &errors.work {
        Work::Done | Work::Idle => styled(&off, area.width, Role::Text, theme),
        work => progress(work, "", area.width, theme),
    };
    vec![heading(" errors ", &of, area.width, theme), second]
}

fn tabs(errors: &Errors, width: u16, theme: &Theme) -> Line<'static> {
    let tabs = errors.tabs(width).into_iter();
    tabs.map(|(view, _, text)| {
        let role = if view == errors.view {
            Role::Selected
        } else {
            Role::Dim
        };
        Span::styled(text, theme.style(role))
    })
    .collect()
}

/// Draws the open view, when what was found is of it.
fn body(model: &Model, figures: &Figures, theme: &Theme, area: Area, frame: &mut Frame) {
    let errors = &model.inspection.errors;
    match (errors.view, errors.finding.as_deref()) {
        (ErrorView::Residuals, Some(Finding::Residuals(found))) => {
            crate::errors::residuals::view::draw(model, found, theme, area, frame);
        }
        (ErrorView::Histogram, Some(Finding::Histogram(found))) => {
            crate::errors::histogram::view::draw(
                &errors.histogram,
                found,
                figures,
                theme,
                area,
                frame,
            );
        }
        (ErrorView::ByValue, Some(Finding::ByValue(found))) => {
            crate::errors::by_value::view::draw(model, found, figures, theme, area, frame);
        }
        (ErrorView::Heat, Some(Finding::Heat(found))) => {
            crate::errors::heat::view::draw(model, found, figures, theme, area, frame);
        }
        (ErrorView::Slices, Some(Finding::Slices(found))) => {
            crate::errors::slices::view::draw(&errors.slices, found, figures, theme, area, frame);
        }
        _ => {}
    }
}

/// Draws the views that have a foot of their own; says whether one of them is open.
fn of_two_parts(model: &Model, theme: &Theme, place: (Area, Area), frame: &mut Frame) -> bool {
    let errors = &model.inspection.errors;
    match (errors.view, errors.finding.as_deref()) {
        (ErrorView::UpperBounds, Some(Finding::UpperBounds(found))) => {
            crate::errors::bounds::view::draw(found, model, place.0, theme, frame);
        }
        (ErrorView::FeatureCollisions, Some(Finding::FeatureCollisions(found))) => {
            crate::errors::collisions::view::draw(found, model, place, theme, frame);
        }
        (ErrorView::ModelComparison, Some(Finding::ModelComparison(found))) => {
            crate::errors::versus::view::draw(Some(found), model, place, theme, frame);
        }
        (ErrorView::ModelComparison, _) => {
            crate::errors::versus::view::draw(None, model, place, theme, frame);
        }
        (ErrorView::UpperBounds | ErrorView::FeatureCollisions, _) => {}
        _ => return false,
    }
    true
}

/// What is under the cursor, and a row of it, or the selected one.
fn foot(model: &Model, figures: &Figures, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let errors = &model.inspection.errors;
    let (text, row) = match (errors.view, errors.finding.as_deref()) {
        (ErrorView::Residuals, Some(Finding::Residuals(found))) => {
            crate::errors::residuals::view::foot(model, found, figures)
        }
        (ErrorView::Histogram, Some(Finding::Histogram(found))) => (
            crate::errors::histogram::view::foot(&errors.histogram, found),
            None,
        ),
        (ErrorView::ByValue, Some(Finding::ByValue(found))) => (
            crate::errors::by_value::view::foot(model, found, figures),
            None,
        ),
        (ErrorView::Heat, Some(Finding::Heat(found))) => {
            (crate::errors::heat::view::foot(model, found, figures), None)
        }
        (ErrorView::Slices, Some(Finding::Slices(found))) => {
            return crate::errors::slices::view::foot(&errors.slices, found, figures, width, theme);
        }
        _ => (String::new(), None),
    };
    let row = row.or_else(|| {
        let selected = model.selected.filter(|_| errors.stepping)?;
        Some(("selected", selected))
    });
    let second = row.map_or_else(String::new, |(what, row)| figures.row(model, what, row));
    vec![
        styled(&text, width, Role::Text, theme),
        styled(&second, width, Role::Dim, theme),
    ]
}
