//! The screen of importances: a sorted list, and the strip of the feature under the cursor.

mod strip;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::importances::state::{ImportanceScreen, Ranked, importance_areas};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::Work;
use crate::screen::layout::screen_areas;
use crate::screen::view::{bar, heading, progress, put, styled};
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, shorten, signed};
use grafscope_core::diagnosis::Spread;
use grafscope_core::diagnosis::importance::{By, Importances};
use grafscope_core::table::{Format, number};

/// Cells of a figure, and of one with its standard deviation.
const FIGURE: usize = 9;
const LOSS: usize = 17;
/// Cells of a bar, the blank before it not included.
const BAR: usize = 10;
/// Least width with all measures beside each other.
const ROOM_FOR_ALL: usize = 60;

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
        strip::draw(model, found, area, theme, frame);
    }
    let foot = foot(model, screen, found, area.width, theme);
    put(foot, areas.foot, frame);
}

/// How numbers in the target's unit are written.
fn target_format(model: &Model) -> Format {
    let data = model.data.as_ref();
    match data.map(|data| data.opened.shown_target().format) {
        // SHAP values are smaller than what they add up to.
        Some(Format::Fixed(decimals)) => Format::Fixed(decimals + 1),
        other => other.unwrap_or(Format::Compact),
    }
}

fn title(model: &Model, screen: &ImportanceScreen, theme: &Theme) -> String {
    let by = screen.by.name();
    let mut title = format!("by {by}, sorted by {}", name(screen.ranked, theme));
    if let Some(trained) = &model.training.current {
        let settings = &trained.settings;
        let (features, size) = (&settings.features, settings.train_size);
        let dot = theme.glyphs.dot;
        title += &format!(" {dot} {features}, {}, n {size}", settings.model);
    }
    title
}

fn name(ranked: Ranked, theme: &Theme) -> String {
    match ranked {
        Ranked::Contribution => "mean |SHAP value|".to_owned(),
        Ranked::Tau => format!("drop in {}", theme.glyphs.tau),
        Ranked::R2 => format!("drop in {}", theme.glyphs.r2),
        Ranked::Mae => "rise in MAE".to_owned(),
    }
}

/// How far it is, and what the figures are over.
fn state(screen: &ImportanceScreen, idle: &str, width: u16, theme: &Theme) -> Line<'static> {
    let (Some(found), Work::Done) = (&screen.found, &screen.work) else {
        return progress(&screen.work, idle, width, theme);
    };
    let text = format!(
        "{} over {} of {} held-out rows; {} permutations among {}",
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
    let is_shown = |of: &Ranked| match of {
        Ranked::Contribution | Ranked::Tau if width >= ROOM_FOR_ALL => true,
        of => *of == screen.ranked,
    };
    let measures: Vec<Ranked> = Ranked::ALL.into_iter().filter(is_shown).collect();
    let cells = |of: Ranked| match of {
        Ranked::Contribution => FIGURE,
        _ => LOSS,
    };
    let figures: usize = measures.iter().map(|&of| cells(of) + 1).sum();
    let label = width.saturating_sub(figures + BAR + 2).max(8);
    let short = |text: &str| shorten(text, label, theme.glyphs.ellipsis);
    let mut title = format!("{:<label$}", short(screen.by.name()));
    for &of in &measures {
        let text = match of {
            Ranked::Contribution => "|SHAP|".to_owned(),
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
        let mut text = format!("{:<label$}", short(names));
        for &of in &measures {
            let figure = figure(of, of.of(&weights[at]), format, theme);
            text.push_str(&format!(" {figure:>width$}", width = cells(of)));
        }
        let share = (size(at) / most * 1000.0).clamp(0.0, 1000.0);
        let bar = bar(share as usize, 1000, BAR, theme);
        let bar_role = if selected { role } else { Role::Point };
        lines.push(Line::from(vec![
            Span::styled(text + " ", theme.style(role)),
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
    let format = match of {
        Ranked::Contribution => return number(mean.mean, format),
        Ranked::Mae => format,
        Ranked::Tau | Ranked::R2 => Format::Fixed(4),
    };
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
    let name = full_name(model, screen.by, found, at);
    vec![
        styled(&name, width, Role::Title, theme),
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
            let names = members.iter().map(|&(kept, _)| full(kept));
            names.collect::<Vec<_>>().join(" ")
        }
        (_, members) => {
            let name = &found.grouping(by).names[at];
            format!("{name}: {} features", members.len())
        }
    }
}
