//! Two predictors against each other.

use std::sync::Arc;

use crate::command::Command;
use crate::effect::Effect;
use crate::errors::View;
use crate::errors::update::body;
use crate::errors::versus::choosing::{COMPARED_BY, MODEL_A, MODEL_B};
use crate::errors::versus::state::{DOTS, list_lines, sides, versus_areas};
use crate::errors::versus::view;
use crate::errors::view::{Foot, Scene};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::list;
use crate::overlay::list::state::ListSpec;
use crate::overlay::popup::step_cursor;
use crate::screen::Screen;
use crate::screen::layout::put_on;
use crate::table::viewing;
use crate::update::{inform, or_warn, requests, warn};
use crate::widgets::Frame;
use grafscope_core::column::{Builtin, Group};
use grafscope_core::diagnosis::{Finding, ModelComparison, ModelComparisonQuery, Query};
use grafscope_core::predict::Rows;
use grafscope_core::table::{ColumnId, Table};

/// The column that rows are sliced by: the one chosen, or the first operation count, or the first
/// feature there is.
pub(crate) fn by(model: &Model) -> Option<ColumnId> {
    let table = model.table()?;
    let chosen = model.inspection.errors.versus.by.as_ref();
    let first = |belongs: fn(Group) -> bool| {
        let columns = table.columns().iter();
        let at = columns.clone().position(|of| belongs(of.spec.group));
        at.map(ColumnId)
    };
    chosen
        .and_then(|name| table.find(name))
        .or_else(|| first(|group| group == Group::OpCount))
        .or_else(|| first(Group::is_feature))
}

fn move_cursor(model: &mut Model, command: Command) {
    let Some(areas) = body(model).map(versus_areas) else {
        return;
    };
    let lines = found(model).map_or(0, |found| list_lines(found, model, areas.list.width));
    let page = usize::from(areas.list.height);
    let view = &mut model.inspection.errors.versus;
    let Some(Area { width, height, .. }) = areas.canvas() else {
        return step_cursor(&mut view.scroll, lines, page, command);
    };
    let (right, top) = (width.saturating_sub(1), height.saturating_sub(1));
    let (x, y) = &mut view.cursor;
    match command {
        Command::Left => *x = x.saturating_sub(1),
        Command::Right => *x = (*x + 1).min(right),
        Command::Down => *y = y.saturating_sub(1),
        Command::Up => *y = (*y + 1).min(top),
        Command::First => view.cursor = (0, 0),
        Command::Last => view.cursor = (right, top),
        Command::PageUp | Command::PageDown => {
            step_cursor(&mut view.scroll, lines, page.max(2) / 2, command);
        }
        _ => {}
    }
}

found!(ModelComparison);

fn swap(model: &mut Model) {
    let swapped = sides(model).map(|(a, b)| (b.predictions.clone(), a.predictions.clone()));
    let Some((a, b)) = swapped else {
        return inform(model, "there is only one predictor");
    };
    let view = &mut model.inspection.errors.versus;
    (view.a, view.b) = (Some(a), Some(b));
    view.cursor = (view.cursor.1, view.cursor.0);
}

fn has_copies(table: &Table) -> bool {
    let canonical = table.builtin(Builtin::Canonical);
    let values = canonical.map(|id| &table.column(id).values);
    values.is_some_and(|values| values.range().is_some_and(|(low, _)| low <= 0.0))
}

/// Puts the predictions of a new A and B into the table.
fn fill(model: &mut Model, found: &ModelComparison) -> Vec<Effect> {
    let pair = (found.a.clone(), found.b.clone());
    let view = &mut model.inspection.errors.versus;
    if view.filled.as_ref() == Some(&pair) {
        return Vec::new();
    }
    let Some(data) = &mut model.data else {
        return Vec::new();
    };
    let columns = found.columns.as_ref().by_column().into_iter();
    data.set_columns(columns.map(|(column, (values, width))| ((column, values), *width)));
    view.filled = Some(pair);
    let named = |text: &str| {
        let mut pair = Builtin::PAIR.iter();
        pair.any(|column| text.contains(column.name()))
    };
    if named(&model.view.filter) || model.view.sort.iter().any(|(name, _)| named(name)) {
        let arranged = requests::arrange(model);
        return or_warn(model, arranged);
    }
    Vec::new()
}

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        let (a, b) = sides(model)?;
        let canvas = versus_areas(body(model)?).canvas();
        let (across, up) = canvas.map_or((1, 1), |canvas| (canvas.width, canvas.height));
        Some(Query::ModelComparison(ModelComparisonQuery {
            a: a.predictions.clone(),
            b: b.predictions.clone(),
            rows: Arc::clone(&model.arrangement),
            by: by(model),
            dots: (across.max(1) * DOTS.0, up.max(1) * DOTS.1),
        }))
    }

    fn commands(&self) -> &'static [Command] {
        &[Command::ChooseA, Command::ChooseB, Command::SwapSides]
    }

    fn columns(&self) -> &'static [ListSpec] {
        &COMPARED_BY
    }

    fn run(&self, model: &mut Model, command: Command) -> Vec<Effect> {
        match command {
            Command::ChooseA => return list::update::open(model, &MODEL_A),
            Command::ChooseB => return list::update::open(model, &MODEL_B),
            Command::SwapSides => swap(model),
            _ => move_cursor(model, command),
        }
        Vec::new()
    }

    fn click(&self, model: &mut Model, body: Area, x: u16, y: u16) -> bool {
        let canvas = versus_areas(body).canvas();
        let canvas = canvas.filter(|canvas| canvas.contains(x, y));
        let hit = canvas.map(|canvas| (x - canvas.x, canvas.y + canvas.height - 1 - y));
        put_on(&mut model.inspection.errors.versus.cursor, hit)
    }

    /// Filters to the cell of the scatter under the cursor: exactly the rows that it counts.
    fn filter(&self, model: &mut Model) -> Vec<Effect> {
        let canvas = body(model).and_then(|body| versus_areas(body).canvas());
        let (Some(found), Some(_)) = (found(model), canvas) else {
            let text =
                "there is no scatter to filter by: it takes a larger screen and two predictors";
            inform(model, text);
            return Vec::new();
        };
        let (x, y) = model.inspection.errors.versus.cursor;
        let mut terms = Vec::new();
        for (name, (low, high)) in [
            ("error_a", found.dots.across(x * DOTS.0, DOTS.0)),
            ("error_b", found.dots.up(y * DOTS.1, DOTS.1)),
        ] {
            terms.push(format!("abs({name}) >= {low}"));
            terms.extend(high.map(|high| format!("abs({name}) < {high}")));
        }
        let counted = found.dots.count_block((x * DOTS.0, y * DOTS.1), DOTS);
        if counted == 0 {
            warn(model, "no row is in this cell");
            return Vec::new();
        }
        if model.settings.rows != Rows::All && model.table().is_some_and(|table| has_copies(table))
        {
            terms.push("canonical".to_owned());
        }
        let now = &model.view.filter;
        if !now.is_empty() {
            terms.insert(0, format!("({now})"));
        }
        model.screen = Screen::Panes;
        let effects = viewing::set_filter(model, terms.join(" and "));
        inform(model, "filtered to what was under the cursor; u undoes it");
        effects
    }

    fn take(&self, model: &mut Model, finding: &Finding) -> Vec<Effect> {
        match finding {
            Finding::ModelComparison(found) => fill(model, found),
            _ => Vec::new(),
        }
    }

    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot> {
        view::draw(found(scene.model), scene, frame);
        None
    }
}
