//! The screen of importances: a sorted list, and the strip of the feature under the cursor.

pub mod strip;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::importances::state::{ImportanceScreen, Ranked, importance_areas};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::Work;
use crate::screen::layout::screen_areas;
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, shorten, signed};
use grafscope_core::diagnosis::Spread;
use grafscope_core::diagnosis::importance::{By, Importances};
use grafscope_core::table::{Format, number};

use crate::screen::view::{bar, heading, progress, put, styled};

/// Cells of a figure, and of one with its standard deviation.
const FIGURE: usize = 9;
const LOSS: usize = 17;
/// Cells of a bar, the blank before it not included.
const BAR: usize = 10;
/// Least width with all measures beside each other.
const ROOM_FOR_ALL: usize = 60;

/// Draws the screen.
pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let screen = &model.inspection.importances;
    let of = title(model, screen, theme);
    let idle = "stopped; space goes on from the beginning";
    let head = vec![
        heading(" importances ", &of, area.width, theme),
        state(screen, idle, area.width, theme),
    ];
    put(head, areas.head, frame);
    let Some(found) = &screen.found else {
        return;
    };
    let (list, strip) = importance_areas(areas.body);
    let format = target_format(model);
    put(lines(screen, found, list, format, theme), list, frame);
    if let Some(area) = strip {
        crate::importances::view::strip::draw(model, found, area, format, theme, frame);
    }
    put(
        foot(model, screen, found, area.width, theme),
        areas.foot,
        frame,
    );
}

/// How numbers in the target's unit are written.
fn target_format(model: &Model) -> Format {
    let table = model.table();
    let format = table.and_then(|table| {
        let id = table.find("predicted")?;
        Some(table.column(id).spec.format)
    });
    match format {
        // Contributions are smaller than what they add up to.
        Some(Format::Fixed(decimals)) => Format::Fixed(decimals + 1),
        other => other.unwrap_or(Format::Compact),
    }
}

/// What is listed, and from how many rows.
fn title(model: &Model, screen: &ImportanceScreen, theme: &Theme) -> String {
    let dot = theme.glyphs.dot;
    let by = format!(
        "by {}, sorted by {}",
        screen.by.name(),
        name(screen.ranked, theme)
    );
    let trained = model.training.current.as_ref();
    let predictor = trained.map_or_else(String::new, |trained| {
        let settings = &trained.settings;
        format!(
            " {dot} {}, {}, n {}",
            settings.features, settings.model, settings.train_size
        )
    });
    format!("{by}{predictor}")
}

/// What a measure is called.
fn name(ranked: Ranked, theme: &Theme) -> String {
    match ranked {
        Ranked::Contribution => "mean |contribution|".to_owned(),
        Ranked::Tau => format!("loss of {}", theme.glyphs.tau),
        Ranked::R2 => format!("loss of {}", theme.glyphs.r2),
        Ranked::Mae => "rise of MAE".to_owned(),
    }
}

/// How far it is, and what the figures are over.
fn state(screen: &ImportanceScreen, idle: &str, width: u16, theme: &Theme) -> Line<'static> {
    let (Some(found), Work::Done) = (&screen.found, &screen.work) else {
        return progress(&screen.work, idle, width, theme);
    };
    let text = format!(
        "{} over {} of {} unseen rows; {} permutations among {}",
        found.how.name(),
        grouped(found.explained.rows.len()),
        grouped(found.held_out),
        found.options.permutations,
        grouped(found.permuted_rows),
    );
    styled(&text, width, Role::Dim, theme)
}

fn lines(
    screen: &ImportanceScreen,
    found: &Importances,
    area: Area,
    format: Format,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let width = usize::from(area.width);
    let measures: Vec<Ranked> = if width >= ROOM_FOR_ALL {
        Ranked::ALL
            .into_iter()
            .filter(|&of| of == Ranked::Contribution || of == screen.ranked || of == Ranked::Tau)
            .collect()
    } else {
        vec![screen.ranked]
    };
    let cells = |of: Ranked| {
        if of == Ranked::Contribution {
            FIGURE
        } else {
            LOSS
        }
    };
    let figures: usize = measures.iter().map(|&of| cells(of) + 1).sum();
    let label = width.saturating_sub(figures + BAR + 2).max(8);
    let mut title = format!(
        "{:<label$}",
        shorten(screen.by.name(), label, theme.glyphs.ellipsis)
    );
    for &of in &measures {
        let text = match of {
            Ranked::Contribution => "|contrib|".to_owned(),
            of => name(of, theme),
        };
        title.push_str(&format!(" {text:>width$}", width = cells(of)));
    }
    let mut lines = vec![styled(&title, area.width, Role::Header, theme)];
    let weights = found.weights(screen.by);
    let listed = screen.listed();
    let rows = usize::from(area.height.saturating_sub(1));
    let first = first_in_sight(screen.cursor, listed.len(), rows);
    let size = |at: usize| screen.ranked.of(&weights[at]).mean;
    let most = listed.first().map_or(f64::NAN, |&at| size(at));
    for (place, &at) in listed.iter().enumerate().skip(first).take(rows) {
        let selected = place == screen.cursor;
        let role = if selected { Role::Selected } else { Role::Text };
        let names = &found.grouping(screen.by).names[at];
        let mut text = format!("{:<label$}", shorten(names, label, theme.glyphs.ellipsis));
        for &of in &measures {
            let figure = figure(of, of.of(&weights[at]), format, theme);
            text.push_str(&format!(" {figure:>width$}", width = cells(of)));
        }
        let share = (size(at) / most * 1000.0).clamp(0.0, 1000.0);
        let bar = bar(share as usize, 1000, BAR, theme);
        let bar_role = if selected {
            Role::Selected
        } else {
            Role::Point
        };
        lines.push(Line::from(vec![
            Span::styled(text, theme.style(role)),
            Span::styled(" ", theme.style(role)),
            Span::styled(bar, theme.style(bar_role)),
        ]));
    }
    lines
}

/// A figure with its standard deviation; blank where it is not known.
fn figure(of: Ranked, mean: Spread, format: Format, theme: &Theme) -> String {
    if mean.mean.is_nan() {
        return String::new();
    }
    let scores = Format::Fixed(4);
    let format = match of {
        Ranked::Contribution | Ranked::Mae => format,
        Ranked::Tau | Ranked::R2 => scores,
    };
    if of == Ranked::Contribution {
        return number(mean.mean, format);
    }
    let own = signed(mean.mean, format);
    if mean.std.is_nan() {
        return own;
    }
    let sign = theme.glyphs.plus_minus;
    format!("{own} {sign} {}", number(mean.std, format))
}

/// What is under the cursor: its full name, or what it sums up, and all that is known of it.
fn foot(
    model: &Model,
    screen: &ImportanceScreen,
    found: &Importances,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let Some(at) = screen.selected() else {
        return Vec::new();
    };
    let weight = &found.weights(screen.by)[at];
    let format = target_format(model);
    let figures: Vec<String> = Ranked::ALL
        .into_iter()
        .map(|of| (of, figure(of, of.of(weight), format, theme)))
        .filter(|(_, figure)| !figure.is_empty())
        .map(|(of, figure)| format!("{} {figure}", name(of, theme)))
        .collect();
    vec![
        styled(
            &full_name(model, screen.by, found, at),
            width,
            Role::Title,
            theme,
        ),
        styled(&figures.join("  "), width, Role::Text, theme),
    ]
}

/// The full name of a feature and of those it stands for; the features of a group.
fn full_name(model: &Model, by: By, found: &Importances, at: usize) -> String {
    let Some(table) = model.table() else {
        return String::new();
    };
    let members = &found.grouping(by).members[at];
    let full = |kept: usize| {
        let id = found.columns[kept];
        id.map_or_else(String::new, |id| table.column(id).spec.name.clone())
    };
    match (by, &members[..]) {
        (By::Feature, [(kept, _)]) => full(*kept),
        (By::Cluster, members) => {
            let names: Vec<String> = members.iter().map(|&(kept, _)| full(kept)).collect();
            names.join(" ")
        }
        (_, members) => format!(
            "{}: {} features",
            found.grouping(by).names[at],
            members.len()
        ),
    }
}
