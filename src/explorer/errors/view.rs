//! The screen of errors: head, tabs and foot; each view draws its body in a file of its own.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::errors::figures::Figures;
use crate::errors::layout::error_areas;
use crate::errors::state::{ErrorView, Errors};
use crate::errors::{bounds, by_value, collisions, heat, histogram, residuals, slices, versus};
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::Work;
use crate::screen::view::{heading, progress, put, styled};
use crate::theme::{Role, Theme};
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::Finding;

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = error_areas(area);
    let errors = &model.inspection.errors;
    let Some(figures) = Figures::of(model) else {
        return;
    };
    put(head(model, &figures, areas.head, theme), areas.head, frame);
    let tabs = tabs(errors, areas.tabs.width, theme);
    put(vec![tabs], areas.tabs, frame);
    let place = (areas.body, areas.foot);
    let (body, width) = (areas.body, area.width);
    let mut second = None;
    let (text, row) = match (errors.view, errors.finding.as_deref()) {
        (ErrorView::UpperBounds, Some(Finding::UpperBounds(found))) => {
            return bounds::view::draw(found, model, body, theme, frame);
        }
        (ErrorView::FeatureCollisions, Some(Finding::FeatureCollisions(found))) => {
            return collisions::view::draw(found, model, place, theme, frame);
        }
        (ErrorView::ModelComparison, finding) => {
            return versus::view::draw(finding, model, place, theme, frame);
        }
        (ErrorView::UpperBounds | ErrorView::FeatureCollisions, _) => return,
        (ErrorView::Slices, Some(Finding::Slices(found))) => {
            slices::view::draw(errors, found, &figures, theme, body, frame);
            let foot = slices::view::foot(&errors.slices, found, width, theme);
            return put(foot, areas.foot, frame);
        }
        (ErrorView::Residuals, Some(Finding::Residuals(found))) => {
            residuals::view::draw(model, found, theme, body, frame);
            residuals::view::foot(model, found, &figures)
        }
        (ErrorView::Histogram, Some(Finding::Histogram(found))) => {
            histogram::view::draw(&errors.histogram, found, &figures, theme, body, frame);
            (histogram::view::foot(&errors.histogram, found), None)
        }
        (ErrorView::ByValue, Some(Finding::ByValue(found))) => {
            by_value::view::draw(model, found, &figures, theme, body, frame);
            (by_value::view::foot(model, found, &figures), None)
        }
        (ErrorView::Heat, Some(Finding::Heat(found))) => {
            heat::view::draw(model, found, &figures, theme, body, frame);
            second = Some(heat::view::legend(model, found, &figures, theme));
            (heat::view::foot(model, found, &figures), None)
        }
        _ => (String::new(), None),
    };
    let selected = model.selected.filter(|_| errors.stepping);
    let row = row.or(selected.map(|row| ("selected", row)));
    if let Some((what, row)) = row {
        let row = figures.row(model, what, row);
        second = Some(styled(&row, width, Role::Dim, theme));
    }
    let first = styled(&text, width, Role::Text, theme);
    let foot = [first].into_iter().chain(second).collect();
    put_foot(foot, errors, areas.foot, frame);
}

fn put_foot(mut foot: Vec<Line<'static>>, errors: &Errors, area: Area, frame: &mut Frame) {
    if area.height == 1 && errors.stepping && foot.len() > 1 {
        // The row that is stepped to says more than the mark it is in.
        foot.rotate_left(1);
    }
    put(foot, area, frame);
}

/// The predictor, how many rows, how far off, and whether that is up to date.
fn head(model: &Model, figures: &Figures, area: Area, theme: &Theme) -> Vec<Line<'static>> {
    let errors = &model.inspection.errors;
    let (mut of, mut off) = (String::new(), String::new());
    if let Some(summary) = errors.summary {
        let (rows, shown) = (grouped(summary.rows), grouped(summary.shown));
        of = format!("{rows} held-out of {shown} rows");
        off = format!(
            "MAE {}  bias {}  RMSE {}",
            figures.size(summary.mae),
            figures.error(summary.bias),
            figures.size(summary.rmse)
        );
    }
    let is_done = matches!(errors.work, Work::Done | Work::Idle);
    if area.height < 2 {
        return vec![if is_done {
            heading(" errors ", &format!("{off}  {of}"), area.width, theme)
        } else {
            progress(&errors.work, "", area.width, theme)
        }];
    }
    if let Some(trained) = &model.training.current {
        let settings = &trained.settings;
        of += &format!(
            ", {} on {}, n {}, seed {}",
            settings.model, settings.features, settings.train_size, settings.seed
        );
    }
    let second = if is_done {
        styled(&off, area.width, Role::Text, theme)
    } else {
        progress(&errors.work, "", area.width, theme)
    };
    vec![heading(" errors ", &of, area.width, theme), second]
}

fn tabs(errors: &Errors, width: u16, theme: &Theme) -> Line<'static> {
    let tabs = errors.tabs(width).into_iter();
    tabs.map(|(view, _, text)| {
        let is_open = view == errors.view;
        let role = if is_open { Role::Selected } else { Role::Dim };
        Span::styled(text, theme.style(role))
    })
    .collect()
}
