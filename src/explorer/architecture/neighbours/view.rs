//! What is near the architecture, and the training rows that its prediction is made of.

use ratatui::Frame;
use ratatui::text::Line;

use crate::architecture::areas::nearby_lists;
use crate::architecture::neighbours::state::{Nearby, NearbyList};
use crate::architecture::view::figures::Figures;
use crate::architecture::view::value_of;
use crate::layout::area::Area;
use crate::model::Model;
use crate::open::data::Data;
use crate::overlay::popup::first_in_sight;
use crate::screen::Work;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::text::shorten;
use grafscope_core::diagnosis::Near;
use grafscope_core::predict::WeightKind;

/// Columns of a figure.
const FIGURE: usize = 8;

pub(crate) fn draw(model: &Model, data: &Data, theme: &Theme, area: Area, frame: &mut Frame) {
    let nearby = &model.inspection.architecture.nearby;
    if model.training.trained_model.is_none() {
        return say("there is no predictor yet", Role::Dim, area, theme, frame);
    }
    let shown = nearby.found.as_ref().map(|found| found.row);
    if shown != model.selected {
        let (text, role) = match &nearby.work {
            Work::Failed(reason) => (reason.as_str(), Role::Error),
            _ => ("computing", Role::Dim),
        };
        return say(text, role, area, theme, frame);
    }
    for (list, area) in nearby_lists(area) {
        put(lines(nearby, list, model, data, theme, area), area, frame);
    }
}

/// What a list is of, and what its figures are.
fn title(nearby: &Nearby, list: NearbyList) -> (String, &'static str) {
    let found = nearby.found.as_ref();
    let made_of = found.and_then(|found| found.made_of.as_ref());
    match (list, made_of) {
        (NearbyList::Nearest, _) => (
            "nearest in the features, standardised".to_owned(),
            "distance",
        ),
        (NearbyList::MadeOf, None) => ("this model keeps no training rows".to_owned(), ""),
        (NearbyList::MadeOf, Some(of)) => {
            let (what, figure) = match of.kind {
                WeightKind::OfMean => ("rows that the prediction is the mean of", "weight"),
                WeightKind::SharedLeaves => ("training rows in the same leaves", "share"),
                WeightKind::Likeness => ("kernel similarity to training rows", "similarity"),
            };
            (format!("{}: {what}", of.model), figure)
        }
    }
}

fn lines(
    nearby: &Nearby,
    list: NearbyList,
    model: &Model,
    data: &Data,
    theme: &Theme,
    area: Area,
) -> Vec<Line<'static>> {
    let rows = nearby.rows(list);
    let open = nearby.list == list;
    let (text, figure) = title(nearby, list);
    let role = if open { Role::Focus } else { Role::Title };
    let mut lines = vec![styled(&text, area.width, role, theme)];
    if figure.is_empty() {
        return lines;
    }
    let header = format!(
        "{figure:>FIGURE$} {:>FIGURE$} {:>FIGURE$} {:>FIGURE$}    architecture",
        "true", "pred", "error"
    );
    lines.push(styled(&header, area.width, Role::Header, theme));
    let room = usize::from(area.height).saturating_sub(lines.len());
    let cursor = if open { nearby.cursor } else { 0 };
    let first = first_in_sight(cursor, rows.len(), room);
    let shown = rows.iter().enumerate().skip(first).take(room);
    lines.extend(shown.map(|(at, &near)| {
        let selected = open && at == nearby.cursor;
        line(near, list, selected, (model, data), theme, area.width)
    }));
    lines
}

fn line(
    (row, figure): Near,
    list: NearbyList,
    selected: bool,
    (model, data): (&Model, &Data),
    theme: &Theme,
    width: u16,
) -> Line<'static> {
    let figures = Figures::new(data, theme);
    let value = |name: &str| value_of(data, name, row);
    let arch = model.encoding(row);
    let trained_on = value("in_training") > 0.5;
    let mark = if trained_on {
        theme.glyphs.training
    } else {
        " "
    };
    let decimals = match list {
        NearbyList::Nearest => 2,
        NearbyList::MadeOf => 4,
    };
    let text = format!(
        "{figure:>FIGURE$.decimals$} {:>FIGURE$} {:>FIGURE$} {:>FIGURE$}  {mark} {arch}",
        figures.value(value("true")),
        figures.value(value("predicted")),
        figures.difference(value("error")),
    );
    let width = usize::from(width);
    let text = shorten(&text, width, theme.glyphs.ellipsis);
    let role = match (selected, trained_on && list == NearbyList::Nearest) {
        (true, _) => Role::Selected,
        (false, true) => Role::Training,
        (false, false) => Role::Text,
    };
    Line::styled(format!("{text:<width$}"), theme.style(role))
}
