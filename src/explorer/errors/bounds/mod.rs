//! Upper bounds: seed noise and feature collisions.

pub(crate) mod view;

use crate::command::Command;
use crate::effect::Effect;
use crate::errors::ErrorView;
use crate::errors::View;
use crate::errors::update::body;
use crate::errors::view::{Foot, Scene};
use crate::layout::wrap::wrap;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::widgets::Frame;
use grafscope_core::diagnosis::{Query, UpperBounds, UpperBoundsQuery};
use grafscope_core::findings::{self, Block, Cell, Table, Values};
use grafscope_core::table::Format;

#[derive(Debug, Clone, Copy, Default)]
pub struct BoundsView {
    /// First line shown.
    pub scroll: usize,
}

found!(UpperBounds);

enum BoundLine {
    Heading(String),
    Figures {
        label: String,
        /// Tau, R², MAE, RMSE; empty where there is none.
        figures: [String; 4],
        rows: usize,
        /// Whether they are those of the predictor rather than a bound.
        own: bool,
    },
    Text(String),
}

/// The lines for a screen `width` cells wide; figures in the target's unit are written in `format`.
fn bound_lines(
    upper_bounds: &UpperBounds,
    target: &str,
    format: Format,
    width: usize,
) -> Vec<BoundLine> {
    let values = Values {
        target,
        format,
        unit: "",
    };
    let mut lines = Vec::new();
    for section in findings::upper_bounds(upper_bounds, &values) {
        let tables = section.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Sentence(_) => None,
        });
        let mut figures: Vec<BoundLine> = tables.flat_map(figures).collect();
        // The predictor itself stands first in every table: here above them all.
        let own = figures.remove(0);
        if lines.is_empty() {
            lines.push(own);
        }
        lines.push(BoundLine::Text(String::new()));
        lines.push(BoundLine::Heading(section.heading));
        lines.append(&mut figures);
        for block in &section.blocks {
            if let Block::Sentence(sentence) = block {
                let wrapped = wrap(&sentence.plain(), width.saturating_sub(2));
                lines.extend(wrapped.into_iter().map(BoundLine::Text));
            }
        }
    }
    lines
}

fn figures(table: &Table) -> Vec<BoundLine> {
    let rows = table.rows.iter().enumerate().filter_map(|(at, row)| {
        let [label, tau, r2, mae, rmse, Cell::Count(rows)] = row.as_slice() else {
            return None;
        };
        Some(BoundLine::Figures {
            label: label.plain(),
            figures: [tau, r2, mae, rmse].map(Cell::plain),
            rows: *rows,
            own: at == 0,
        })
    });
    rows.collect()
}

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        Some(Query::UpperBounds(UpperBoundsQuery {
            target: model.data.as_ref()?.opened.shown_target().name.clone(),
            features: model.used.iter().copied().collect(),
        }))
    }

    fn adjust(&self, model: &mut Model, command: Command) {
        if command == Command::FeatureCollisions {
            model.inspection.errors.view = ErrorView::FeatureCollisions;
            return;
        }
        let (Some(body), Some(data)) = (body(model), &model.data) else {
            return;
        };
        let page = usize::from(body.height.saturating_sub(1)).max(1);
        let target = data.opened.shown_target();
        let width = body.width.into();
        let lines = found(model).map_or(0, |found| {
            bound_lines(found, &target.name, target.format, width).len()
        });
        let scroll = &mut model.inspection.errors.bounds.scroll;
        step_cursor(scroll, lines.saturating_sub(page) + 1, page, command);
    }

    fn commands(&self) -> &'static [Command] {
        &[Command::FeatureCollisions]
    }

    fn filter(&self, model: &mut Model) -> Vec<Effect> {
        self.run(model, Command::FeatureCollisions)
    }

    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot> {
        if let Some(found) = found(scene.model) {
            view::draw(found, scene, frame);
        }
        None
    }
}
