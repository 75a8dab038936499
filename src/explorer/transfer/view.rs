//! The matrix of transfers: trained on the line's target, evaluated on the column's.

use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::{screen_areas, transfer_layout};
use crate::screen::view::{heading, progress, put, styled};
use crate::theme::{Role, Theme};
use crate::transfer::state::{RANKINGS, Transferring};
use crate::widgets::text::shorten_middle;
use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

pub(crate) fn draw(
    model: &Model,
    transferring: &Transferring,
    theme: &Theme,
    area: Area,
    frame: &mut Frame,
) {
    let areas = screen_areas(area);
    let ranking = RANKINGS[transferring.ranking].0;
    let settings = &model.settings;
    let of = match &transferring.transfer {
        Some(transfer) => {
            let series = transfer.subjects.first().map(|(_, series)| series);
            format!(
                "{}, n {}, {} seeds; {ranking} on held-out rows",
                series.map_or_else(String::new, ToString::to_string),
                transfer.train_size,
                transferring.seeds,
            )
        }
        None => format!("{}, {}", settings.features, settings.model),
    };
    let idle = "stopped; space starts over";
    let head = vec![
        heading(" transfer ", &of, area.width, theme),
        progress(&transferring.work, idle, area.width, theme),
    ];
    put(head, areas.head, frame);
    let names = transferring.names();
    let lines = matrix(transferring, &names, areas.body, theme);
    put(lines, areas.body, frame);
    let lines = foot(transferring, &names, area.width, theme);
    put(lines, areas.foot, frame);
}

fn matrix(
    transferring: &Transferring,
    names: &[String],
    area: Area,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let layout = transfer_layout(transferring, area);
    let (label, cell) = (usize::from(layout.label), usize::from(layout.cell));
    let (first, fit) = layout.columns;
    let ellipsis = theme.glyphs.ellipsis;
    let corner = shorten_middle("trained on", label - 1, ellipsis);
    let mut titles = vec![theme.span(format!("{corner:<label$}"), Role::Dim)];
    for (at, name) in names.iter().enumerate().skip(first).take(fit) {
        let role = if at == transferring.evaluated {
            Role::HeaderSelected
        } else {
            Role::Header
        };
        let name = shorten_middle(name, cell - 2, ellipsis);
        titles.push(Span::raw(" ".repeat(cell - name.width())));
        titles.push(theme.span(name, role));
    }
    let mut lines = vec![Line::from(titles)];
    let (top, rows) = layout.rows;
    for (source, name) in names.iter().enumerate().skip(top).take(rows) {
        let role = if source == transferring.source {
            Role::Title
        } else {
            Role::Text
        };
        let name = shorten_middle(name, label - 1, ellipsis);
        let gap = " ".repeat(label - name.width());
        let mut spans = vec![theme.span(name + &gap, role)];
        for evaluated in (first..names.len()).take(fit) {
            let spread = transferring.matrix[source][evaluated];
            let figure = if spread.mean.is_nan() {
                theme.glyphs.dot.to_owned()
            } else {
                let std = if spread.std.is_nan() {
                    theme.glyphs.dash.to_owned()
                } else {
                    format!("{:.3}", spread.std)
                };
                let std = std.strip_prefix('0').unwrap_or(&std).to_owned();
                format!("{:.3}{}{std}", spread.mean, theme.glyphs.plus_minus)
            };
            let selected = (source, evaluated) == (transferring.source, transferring.evaluated);
            let role = match source == evaluated {
                _ if selected => Role::Selected,
                true => Role::Title,
                false => Role::Text,
            };
            let gap = cell.saturating_sub(figure.width());
            spans.push(Span::raw(" ".repeat(gap)));
            spans.push(theme.span(figure, role));
        }
        lines.push(Line::from(spans));
    }
    lines
}

fn foot(
    transferring: &Transferring,
    names: &[String],
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let (source, evaluated) = (transferring.source, transferring.evaluated);
    let row = transferring.matrix.get(source);
    let Some(spread) = row.and_then(|row| row.get(evaluated)) else {
        return Vec::new();
    };
    let runs = transferring.runs.iter();
    let seeds = runs.filter(|run| run.source == source).count();
    let first = format!(
        "trained on {}, evaluated on {}",
        names[source], names[evaluated]
    );
    let second = if seeds == 0 {
        "no run yet".to_owned()
    } else {
        format!(
            "{} {:.4}, {seeds} of {} seeds; held-out rows only",
            RANKINGS[transferring.ranking].0, spread.mean, transferring.seeds
        )
    };
    vec![
        styled(&first, width, Role::Title, theme),
        styled(&second, width, Role::Text, theme),
    ]
}
