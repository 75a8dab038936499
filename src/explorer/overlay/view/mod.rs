//! What lies over the panes, and the prompt line.

pub mod input;
pub mod window;

use ratatui::Frame;

use crate::layout::areas::Areas;
use crate::model::Model;
use crate::overlay::popup::popup;
use crate::overlay::{Overlay, PairChoice, PairPicker};
use crate::theme::Theme;
use grafscope_core::table::ColumnId;

use crate::view::rect;

/// Draws the prompt line (or the applied filter) and the open overlay.
pub(crate) fn draw(model: &Model, theme: &Theme, areas: &Areas, frame: &mut Frame) {
    crate::overlay::prompt::view::draw(model, theme, rect(areas.prompt), frame);
    let Some(overlay) = &model.overlay else {
        return;
    };
    let Some(place) = popup(overlay, areas.body) else {
        return;
    };
    match overlay {
        Overlay::Prompt(_) => {}
        Overlay::Help(help) => crate::overlay::help::view::draw(model, *help, &place, theme, frame),
        Overlay::Palette(picker) => {
            crate::overlay::list::view::draw("commands", picker, None, &place, theme, frame);
        }
        Overlay::Targets(picker) => {
            crate::overlay::list::view::draw(
                "data set and target",
                picker,
                None,
                &place,
                theme,
                frame,
            );
        }
        Overlay::Method(series) => {
            crate::overlay::list::view::draw(
                "add a series",
                &series.picker,
                None,
                &place,
                theme,
                frame,
            );
        }
        Overlay::Axis(list) => {
            let title = if list.second {
                "second column"
            } else {
                "column"
            };
            crate::overlay::list::view::draw(title, &list.picker, None, &place, theme, frame);
        }
        Overlay::Pair(PairPicker { picker, choice }) => {
            let title = match choice {
                PairChoice::A => "predictor A",
                PairChoice::B => "predictor B",
                PairChoice::Column => "compare by column",
            };
            crate::overlay::list::view::draw(title, picker, None, &place, theme, frame);
        }
        Overlay::Models(picker) => {
            crate::overlay::list::view::draw("model", picker, None, &place, theme, frame);
        }
        Overlay::Params(panel) => {
            crate::overlay::params::view::draw(model, panel, &place, theme, frame)
        }
        Overlay::Columns(columns) => {
            let shown = model.column_ids();
            let ticked = |value: usize| shown.contains(&ColumnId(value));
            crate::overlay::list::view::draw(
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
            crate::overlay::list::view::draw(
                "targets",
                &roles.picker,
                Some(&ticked),
                &place,
                theme,
                frame,
            );
        }
        Overlay::Features(panel) => {
            crate::overlay::features::view::draw(model, panel, &place, theme, frame)
        }
    }
}
