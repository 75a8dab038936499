//! The screen of errors: head, tabs and foot; each view draws its body in a file of its own.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::errors::Errors;
use crate::errors::figures::Figures;
use crate::errors::layout::error_areas;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::Work;
use crate::screen::view::{heading, progress, put, styled};
use crate::table::population::Population;
use crate::theme::{Role, Theme};
use crate::widgets::text::grouped;

/// What a view draws from, and where.
pub(crate) struct Scene<'a> {
    pub(crate) model: &'a Model,
    pub(crate) figures: &'a Figures,
    pub(crate) theme: &'a Theme,
    pub(crate) body: Area,
    pub(crate) foot: Area,
}

/// What is under the cursor.
#[derive(Default)]
pub(crate) struct Foot {
    pub(crate) text: String,
    pub(crate) second: Option<Line<'static>>,
    /// A row, and what it is: it takes the place of the second line.
    pub(crate) row: Option<(&'static str, u32)>,
}

impl Foot {
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = error_areas(area);
    let errors = &model.inspection.errors;
    let Some(figures) = Figures::of(model) else {
        return;
    };
    put(head(model, &figures, areas.head, theme), areas.head, frame);
    let tabs = tabs(errors, areas.tabs.width, theme);
    put(vec![tabs], areas.tabs, frame);
    let scene = Scene {
        model,
        figures: &figures,
        theme,
        body: areas.body,
        foot: areas.foot,
    };
    if let Some(foot) = errors.view.tab().draw(&scene, frame) {
        put_foot(foot, &scene, frame);
    }
}

fn put_foot(foot: Foot, scene: &Scene, frame: &mut Frame) {
    let (model, theme, area) = (scene.model, scene.theme, scene.foot);
    let stepping = model.inspection.errors.stepping;
    let first = styled(&foot.text, area.width, Role::Text, theme);
    let selected = model.selected.filter(|_| stepping);
    let row = foot.row.or(selected.map(|row| ("selected", row)));
    let row = row.map(|(what, row)| {
        let row = scene.figures.row(model, what, row);
        styled(&row, area.width, Role::Dim, theme)
    });
    let mut lines: Vec<_> = [first].into_iter().chain(row.or(foot.second)).collect();
    if area.height == 1 && stepping && lines.len() > 1 {
        // The row that is stepped to says more than the mark it is in.
        lines.rotate_left(1);
    }
    put(lines, area, frame);
}

/// The predictor, how many rows, how far off, and whether that is up to date.
fn head(model: &Model, figures: &Figures, area: Area, theme: &Theme) -> Vec<Line<'static>> {
    let errors = &model.inspection.errors;
    let (mut of, mut off) = (String::new(), String::new());
    if let Some(summary) = errors.summary {
        of = format!("on {}", Population::Scored.words(model, summary.rows));
        off = format!(
            "MAE {}  bias {}  RMSE {}",
            figures.size(summary.mae),
            figures.error(summary.bias),
            figures.size(summary.rmse)
        );
    }
    if area.height > 1 {
        off += &errors.view.tab().headline(model);
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
        if let Some(summary) = errors.summary.filter(|_| !model.view.filter.is_empty()) {
            let (scores, rows) = (&trained.scores, grouped(summary.rows));
            let (mae, all) = (figures.size(scores.mae), grouped(scores.rows));
            off += &format!(" on {rows} filtered, MAE {mae} on all {all} scored rows");
        }
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
