//! Errors against a column: points, the line of no error, the running mean, and the cursor.

use ratatui::Frame;

use crate::errors::figures::Figures;
use crate::errors::residuals::{Cells, scales, value};
use crate::errors::view::{Foot, Scene};
use crate::layout::area::Area;
use crate::layout::canvas::canvas_in;
use crate::model::Model;
use crate::screen::view::say;
use crate::theme::{Role, Theme};
use crate::view::title_line::{Remark, TitleLine};
use crate::widgets::canvas::axes::{Axes, unit_behind};
use crate::widgets::canvas::legend::{entry, points};
use crate::widgets::canvas::raster::What;
use crate::widgets::pen::Pen;
use grafscope_core::diagnosis::{Axis, Cloud, Residuals};

pub(crate) fn draw(found: &Residuals, scene: &Scene, frame: &mut Frame) {
    let (model, theme, area) = (scene.model, scene.theme, scene.body);
    let Some(cloud) = &found.cloud else {
        let text = format!(
            "no held-out row shown has a value in {}",
            found.query.across
        );
        return say(&text, Role::Dim, area, theme, frame);
    };
    let canvas = canvas_in(Area { x: 0, y: 0, ..area });
    // After a resize, those of the new size are on their way.
    if (canvas.width, canvas.height) != (found.query.width, found.query.height) {
        return;
    }
    let mut pen = Pen::new(frame.buffer_mut(), area, theme);
    let (across, up) = scales(cloud);
    let axes = Axes { canvas, across, up };
    let (across, up) = titles(model, found);
    axes.draw(&across, None, &mut pen);
    TitleLine {
        name: &up,
        focused: false,
        left: Vec::new(),
        right: legend(model, cloud, theme),
    }
    .draw(&mut pen);
    let line = |y: usize| canvas.y + canvas.height - 1 - y as u16;
    if let Some(zero) = cloud.up.cell(0.0) {
        let style = pen.style(Role::Axis);
        for x in canvas.x..canvas.x + canvas.width {
            pen.put(x, line(zero), 1, theme.glyphs.across, style);
        }
    }
    let style = pen.style(Role::Point);
    axes.lay(&cloud.points, What::Shown, style, &mut pen);
    let view = &model.inspection.errors.residuals;
    if view.bias {
        let style = pen.style(Role::Mean);
        for (x, &bias) in cloud.bias.iter().enumerate() {
            if let Some(y) = cloud.up.cell(bias) {
                let x = canvas.x + x as u16;
                pen.stamp(x, line(y), theme.glyphs.mean_line, style);
            }
        }
    }
    if let Some((x, y)) = under(model, found, cloud) {
        for row in y.0..=y.1 {
            let (x, width) = (canvas.x + x.0 as u16, (x.1 - x.0 + 1) as u16);
            pen.paint(x, line(row), width, theme.style(Role::Selected));
        }
    }
    if let Some(drag) = model.drag {
        Axes::outline(drag, (area.x, area.y), &mut pen);
    }
}

/// What the marks mean, the most important last.
fn legend(model: &Model, cloud: &Cloud, theme: &Theme) -> Vec<Remark> {
    let mut all = vec![entry(" ", Role::Selected, "cursor", theme)];
    if cloud.up.cell(0.0).is_some() {
        all.push(entry(theme.glyphs.across, Role::Axis, "no error", theme));
    }
    if model.inspection.errors.residuals.bias {
        let mean = theme.glyphs.mean_line;
        all.push(entry(mean, Role::Mean, "mean error", theme));
    }
    all.push(points(What::Shown, Role::Point, "scored", theme));
    all
}

/// The cells under the cursor: columns, rows.
fn under(model: &Model, found: &Residuals, cloud: &Cloud) -> Option<Cells> {
    let view = &model.inspection.errors.residuals;
    let cursor = view.place(found, model.table()?)?;
    Some(view.under(cursor, cloud.across.cells(), cloud.up.cells()))
}

fn titles(model: &Model, found: &Residuals) -> (String, String) {
    let unit = model.data.as_ref().map_or_else(String::new, |data| {
        unit_behind(data.opened.shown_target().unit)
    });
    let short = model.table().and_then(|table| {
        let id = table.find(&found.query.across)?;
        let spec = &table.column(id).spec;
        Some(format!("{}{}", spec.short, unit_behind(spec.unit)))
    });
    let up = format!("error{unit}: predicted - true");
    (short.unwrap_or_default(), up)
}

/// What is under the cursor, and a row of it: the selected one, or else the worst.
pub(crate) fn foot(found: &Residuals, scene: &Scene) -> Foot {
    let &Scene { model, figures, .. } = scene;
    let cloud = found.cloud.as_ref();
    let under = cloud.and_then(|cloud| Some((cloud, under(model, found, cloud)?)));
    let Some((cloud, (x, y))) = under else {
        return Foot::default();
    };
    let spot = cloud.spot(x, y);
    let (left, right) = (cloud.across.edge(x.0), cloud.across.edge(x.1 + 1));
    let (low, high) = (cloud.up.edge(y.0), cloud.up.edge(y.1 + 1));
    let rows = match spot.rows {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    let mut text = format!(
        "{rows}  {} {left}..{right}  error {low}..{high}",
        Figures::short(model, &found.query.across)
    );
    if spot.rows > 0 {
        text += &format!("  mean error {}", figures.error(spot.mean()));
    }
    if found.left_out > 0 {
        text += &format!("  ({} without a value left out)", found.left_out);
    }
    let inside = |row: &u32| {
        let hit = |axis: &Axis, name: &str, ends: (usize, usize)| {
            let value = model.table().and_then(|table| value(table, name, *row));
            let cell = value.and_then(|value| axis.cell(value));
            cell.is_some_and(|cell| (ends.0..=ends.1).contains(&cell))
        };
        hit(&cloud.across, &found.query.across, x) && hit(&cloud.up, "error", y)
    };
    let held_out = |row: &u32| {
        let predictor = model.training.trained_model.as_ref();
        predictor.is_some_and(|predictor| predictor.is_scored(*row))
    };
    let selected = model.selected.filter(inside).filter(held_out);
    let row = selected.map(|row| ("selected", row));
    Foot {
        text,
        row: row.or(spot.worst.map(|(row, _)| ("worst", row))),
        ..Foot::default()
    }
}
