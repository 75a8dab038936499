//! The matrix of transfers: trained on the line's target, judged on the column's.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::{TransferLayout, screen_areas, transfer_layout};
use crate::theme::{Role, Theme};
use crate::transfer::state::{RANKINGS, Transferring};
use crate::widgets::text::shorten_middle;

use crate::screen::view::{heading, progress, put, styled};

/// Cells of a figure.
const CELL: usize = TransferLayout::CELL as usize;

/// Draws the screen.
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
        Some(transfer) => format!(
            "{}, n {}, {} seeds; {ranking} on unseen rows",
            transfer
                .subjects
                .first()
                .map_or_else(String::new, |(_, series)| series.to_string()),
            transfer.train_size,
            transferring.seeds,
        ),
        None => format!("{}, {}", settings.features, settings.model),
    };
    let head = vec![
        heading(" transfer ", &of, area.width, theme),
        progress(
            &transferring.work,
            "stopped; space starts anew",
            area.width,
            theme,
        ),
    ];
    put(head, areas.head, frame);
    let names = transferring.names();
    put(
        matrix(transferring, &names, areas.body, theme),
        areas.body,
        frame,
    );
    put(
        foot(transferring, &names, area.width, theme),
        areas.foot,
        frame,
    );
}

fn matrix(
    transferring: &Transferring,
    names: &[String],
    area: Area,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let layout = transfer_layout(transferring, area);
    let label = usize::from(layout.label);
    let (first, fit) = layout.evaluated;
    let ellipsis = theme.glyphs.ellipsis;
    let mut titles = vec![Span::styled(
        format!(
            "{:<label$}",
            shorten_middle("trained on", label - 1, ellipsis)
        ),
        theme.style(Role::Dim),
    )];
    for (at, name) in names.iter().enumerate().skip(first).take(fit) {
        let role = if at == transferring.evaluated {
            Role::HeaderSelected
        } else {
            Role::Header
        };
        let name = shorten_middle(name, CELL - 2, ellipsis);
        titles.push(Span::raw(" ".repeat(CELL - name.width())));
        titles.push(Span::styled(name, theme.style(role)));
    }
    let mut lines = vec![Line::from(titles)];
    let (top, rows) = layout.sources;
    for (source, name) in names.iter().enumerate().skip(top).take(rows) {
        let role = if source == transferring.source {
            Role::Title
        } else {
            Role::Text
        };
        let name = shorten_middle(name, label - 1, ellipsis);
        let gap = " ".repeat(label - name.width());
        let mut spans = vec![Span::styled(name + &gap, theme.style(role))];
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
            let gap = CELL.saturating_sub(figure.width());
            spans.push(Span::raw(" ".repeat(gap)));
            spans.push(Span::styled(figure, theme.style(role)));
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
    let Some(spread) = transferring
        .matrix
        .get(source)
        .and_then(|of| of.get(evaluated))
    else {
        return Vec::new();
    };
    let runs = transferring.runs.iter();
    let seeds = runs.filter(|run| run.source == source).count();
    let first = format!(
        "trained on {}, judged on {}",
        names[source], names[evaluated]
    );
    let second = if seeds == 0 {
        "no run yet".to_owned()
    } else {
        format!(
            "{} {:.4}, {seeds} of {} seeds; unseen rows only",
            RANKINGS[transferring.ranking].0, spread.mean, transferring.seeds
        )
    };
    vec![
        styled(&first, width, Role::Title, theme),
        styled(&second, width, Role::Text, theme),
    ]
}
