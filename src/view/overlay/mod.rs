//! What lies over the panes, and the prompt line.

mod features;
mod help;
mod input;
mod list;
mod params;
mod prompt;
mod window;

use ratatui::Frame;

use crate::app::{Areas, Model, Overlay, PairChoice, PairPicker, popup};
use crate::table::ColumnId;
use crate::theme::Theme;

use super::rect;

/// Draws the prompt line (or the applied filter) and the open overlay.
pub(super) fn draw(model: &Model, theme: &Theme, areas: &Areas, frame: &mut Frame) {
    prompt::draw(model, theme, rect(areas.prompt), frame);
    let Some(overlay) = &model.overlay else {
        return;
    };
    let Some(place) = popup(overlay, areas.body) else {
        return;
    };
    match overlay {
        Overlay::Prompt(_) => {}
        Overlay::Help(help) => help::draw(model, *help, &place, theme, frame),
        Overlay::Palette(picker) => {
            list::draw("commands", picker, None, &place, theme, frame);
        }
        Overlay::Targets(picker) => {
            list::draw("data set and target", picker, None, &place, theme, frame);
        }
        Overlay::Series(series) => {
            list::draw("add a series", &series.picker, None, &place, theme, frame);
        }
        Overlay::Axis(list) => {
            let title = if list.second {
                "second column"
            } else {
                "column"
            };
            list::draw(title, &list.picker, None, &place, theme, frame);
        }
        Overlay::Pair(PairPicker { picker, choice }) => {
            let title = match choice {
                PairChoice::A => "predictor A",
                PairChoice::B => "predictor B",
                PairChoice::Column => "compare by column",
            };
            list::draw(title, picker, None, &place, theme, frame);
        }
        Overlay::Models(picker) => {
            list::draw("model", picker, None, &place, theme, frame);
        }
        Overlay::Params(panel) => params::draw(model, panel, &place, theme, frame),
        Overlay::Columns(columns) => {
            let shown = model.column_ids();
            let ticked = |value: usize| shown.contains(&ColumnId(value));
            list::draw(
                "columns",
                &columns.picker,
                Some(&ticked),
                &place,
                theme,
                frame,
            );
        }
        Overlay::Roles(roles) => {
            let ticked = |value: usize| roles.targets[value];
            list::draw(
                "targets",
                &roles.picker,
                Some(&ticked),
                &place,
                theme,
                frame,
            );
        }
        Overlay::Features(panel) => features::draw(model, panel, &place, theme, frame),
    }
}
