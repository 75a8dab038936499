//! The statistics of columns: one line a column, and below them the column under the cursor in full.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::layout::screen_areas;
use crate::screen::view::{heading, progress, put, styled};
use crate::statistics::state::{Figure, StatisticsScreen};
use crate::statistics::update::selected;
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, shorten_middle};
use grafscope_core::statistics::{ColumnSummary, Sample, TableSummary};
use grafscope_core::table::{ColumnSpec, Format, number};

/// Cells of a figure, the blank before it included.
const FIGURE: usize = 9;
const CORRELATION: usize = 8;
/// Least cells of a name, and most.
const NAME: usize = 20;
const LONGEST: usize = 44;
/// Figures that a narrow screen does without, the first one first.
const LEFT_OUT: [Figure; 10] = [
    Figure::LowerQuartile,
    Figure::UpperQuartile,
    Figure::Mean,
    Figure::Missing,
    Figure::Median,
    Figure::Min,
    Figure::Max,
    Figure::Distinct,
    Figure::WithPredicted,
    Figure::WithError,
];

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let screen = &model.inspection.statistics;
    let title = heading(
        " column statistics ",
        &order(screen, theme),
        area.width,
        theme,
    );
    let Some(found) = &screen.found else {
        let state = progress(&screen.work, "stopped", area.width, theme);
        return put(vec![title, state], areas.head, frame);
    };
    let state = styled(&over(&found.sample), area.width, Role::Text, theme);
    put(vec![title, state], areas.head, frame);
    put(lines(model, found, areas.body, theme), areas.body, frame);
    put(foot(model, found, area.width, theme), areas.foot, frame);
}

/// Which rows statistics are over.
pub(crate) fn over(sample: &Sample) -> String {
    let (rows, shown) = (grouped(sample.rows.len()), grouped(sample.shown));
    match (sample.scored, sample.rows.len() == sample.shown) {
        (true, false) => format!("over {rows} scored rows of {shown} shown"),
        (true, true) => format!("over the {rows} rows shown, all scored"),
        (false, _) => format!("over all {rows} rows shown, scored or not"),
    }
}

fn order(screen: &StatisticsScreen, theme: &Theme) -> String {
    let by = screen.sorted.map(|figure| match figure {
        figure if figure.is_correlation() => format!("|{}|", title(figure, theme)),
        figure => title(figure, theme),
    });
    match (by, screen.reversed) {
        (None, false) => "in the order of the table".to_owned(),
        (None, true) => "in the order of the table, reversed".to_owned(),
        (Some(by), false) => format!("sorted by {by}, largest first"),
        (Some(by), true) => format!("sorted by {by}, smallest first"),
    }
}

fn title(figure: Figure, theme: &Theme) -> String {
    let rho = theme.glyphs.rho;
    match figure {
        Figure::Missing => "missing".to_owned(),
        Figure::Distinct => "distinct".to_owned(),
        Figure::Min => "min".to_owned(),
        Figure::LowerQuartile => "q1".to_owned(),
        Figure::Median => "median".to_owned(),
        Figure::UpperQuartile => "q3".to_owned(),
        Figure::Max => "max".to_owned(),
        Figure::Mean => "mean".to_owned(),
        Figure::WithTrue => format!("{rho} true"),
        Figure::WithPredicted => format!("{rho} pred"),
        Figure::WithError => format!("{rho} error"),
    }
}

fn cells(figure: Figure) -> usize {
    if figure.is_correlation() {
        CORRELATION
    } else {
        FIGURE
    }
}

/// The figures that there is room for.
fn figures(width: usize) -> Vec<Figure> {
    let mut figures = Figure::ALL.to_vec();
    for figure in LEFT_OUT {
        let used: usize = figures.iter().map(|&figure| cells(figure)).sum();
        if used + NAME <= width {
            break;
        }
        figures.retain(|&other| other != figure);
    }
    figures
}

fn lines(model: &Model, found: &TableSummary, area: Area, theme: &Theme) -> Vec<Line<'static>> {
    let (screen, Some(table)) = (&model.inspection.statistics, model.table()) else {
        return Vec::new();
    };
    let figures = figures(area.width.into());
    let used: usize = figures.iter().map(|&figure| cells(figure)).sum();
    let label = usize::from(area.width).saturating_sub(used).min(LONGEST);
    let mut header = vec![theme.span(format!("{:<label$}", "column"), Role::Header)];
    header.extend(figures.iter().map(|&figure| {
        let is_key = screen.sorted == Some(figure);
        let role = if is_key {
            Role::HeaderSelected
        } else {
            Role::Header
        };
        theme.span(right(&title(figure, theme), cells(figure)), role)
    }));
    let mut lines = vec![Line::from(header)];
    let listed = screen.listed();
    let cursor = screen.cursor(&listed);
    let rows = usize::from(area.height.saturating_sub(1));
    let first = first_in_sight(cursor, listed.len(), rows);
    for (place, &id) in listed.iter().enumerate().skip(first).take(rows) {
        let spec = &table.column(id).spec;
        let name = shorten_middle(&spec.short, label, theme.glyphs.ellipsis);
        let mut text = name.clone() + &" ".repeat(label.saturating_sub(name.width()));
        for &figure in &figures {
            text += &right(
                &written(figure, &found.columns[id.0], spec, theme),
                cells(figure),
            );
        }
        let role = if place == cursor {
            Role::Selected
        } else {
            Role::Text
        };
        lines.push(Line::from(Span::styled(text, theme.style(role))));
    }
    lines
}

/// `text` at the right of `cells` cells.
fn right(text: &str, cells: usize) -> String {
    " ".repeat(cells.saturating_sub(text.width())) + text
}

/// A figure as its column is written; where that is too long, in three digits.
fn written(figure: Figure, column: &ColumnSummary, spec: &ColumnSpec, theme: &Theme) -> String {
    let value = figure.of(column);
    if value.is_nan() {
        return theme.glyphs.dash.to_owned();
    }
    match figure {
        Figure::Missing | Figure::Distinct => grouped(value as usize),
        figure if figure.is_correlation() => format!("{value:.3}"),
        _ => {
            let text = number(value, format(spec));
            if text.len() < FIGURE {
                text
            } else {
                number(value, Format::Si)
            }
        }
    }
}

/// How means and quartiles of a column are written: those of yes and no are numbers.
pub(crate) fn format(spec: &ColumnSpec) -> Format {
    match spec.format {
        Format::Flag => Format::Compact,
        other => other,
    }
}

/// The column under the cursor: what it is, and all its figures.
fn foot(model: &Model, found: &TableSummary, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (Some(id), Some(table)) = (selected(model), model.table()) else {
        return Vec::new();
    };
    let spec = &table.column(id).spec;
    let name = format!("{}: {}", spec.name, spec.doc);
    let column = &found.columns[id.0];
    let text = format!(
        "{}; {}",
        spread(column, spec, theme),
        correlations(column, theme)
    );
    vec![
        styled(&name, width, Role::Title, theme),
        styled(&text, width, Role::Text, theme),
    ]
}

/// Range, quartiles, mean and numbers of values in a line.
pub(crate) fn spread(column: &ColumnSummary, spec: &ColumnSpec, theme: &Theme) -> String {
    let figure = |figure| {
        format!(
            "{} {}",
            title(figure, theme),
            written(figure, column, spec, theme)
        )
    };
    let std = if column.std.is_nan() {
        theme.glyphs.dash.to_owned()
    } else {
        number(column.std, format(spec))
    };
    let numbers = [
        Figure::Min,
        Figure::LowerQuartile,
        Figure::Median,
        Figure::UpperQuartile,
        Figure::Max,
        Figure::Mean,
    ];
    let numbers = numbers.map(figure).join("  ");
    let (distinct, missing) = (grouped(column.distinct), grouped(column.missing));
    format!("{numbers}  sd {std}  {distinct} distinct  {missing} missing")
}

/// The rank correlations in a line.
pub(crate) fn correlations(column: &ColumnSummary, theme: &Theme) -> String {
    let dash = theme.glyphs.dash;
    let written = column.correlations.map(|value| {
        if value.is_nan() {
            dash.to_owned()
        } else {
            format!("{value:.3}")
        }
    });
    let [truth, predicted, error] = written;
    let rho = theme.glyphs.rho;
    format!("Spearman's {rho} with true {truth}, predicted {predicted}, error {error}")
}
