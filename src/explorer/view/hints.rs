//! The bottom line: the message to the user if there is one, else the keys that work now; before the first key
//! of all, what to begin with.

use crate::command::Command;
use crate::command::available::available;
use crate::command::keymap::Context;
use crate::command::place::{actions, contexts};
use crate::message::Level;
use crate::model::{Model, Pane};
use crate::screen::Screen;
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::{self, shorten};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub(crate) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    let width = area.width.into();
    let line = notice(model, theme, width)
        .or_else(|| newcomer(model, theme, width))
        .unwrap_or_else(|| keys(model, theme, width));
    text::draw(line, area, frame);
}

fn notice(model: &Model, theme: &Theme, width: usize) -> Option<Line<'static>> {
    let notice = model.notice.as_ref()?;
    let role = match notice.level {
        Level::Info => Role::Text,
        Level::Error => Role::Error,
    };
    let text = shorten(&notice.text, width, theme.glyphs.ellipsis);
    Some(theme.span(text, role).into())
}

/// What a newcomer begins with.
const FIRST: [(Command, &str); 5] = [
    (Command::Help, "what it means"),
    (Command::Filter, "filter rows"),
    (Command::Errors, "where it errs"),
    (Command::Features, "choose features"),
    (Command::Palette, "all commands"),
];

fn newcomer(model: &Model, theme: &Theme, width: usize) -> Option<Line<'static>> {
    if !model.restore_state.newcomer || model.data.is_none() {
        return None;
    }
    let mut parts = vec![Part::new(u8::MAX, theme.span("New here?", Role::Text))];
    for (importance, (command, what)) in (0..u8::MAX).rev().zip(FIRST) {
        let key = (model.keymap.keys(Context::Explorer, command)).first();
        parts.extend(key.map(|key| {
            let spans = vec![
                theme.span(key.to_string(), Role::Key),
                theme.span(format!(" {what}"), Role::Text),
            ];
            Part::of(importance, spans)
        }));
    }
    parts.push(Part::new(
        u8::MAX - 3,
        theme.span("any key hides this", Role::Dim),
    ));
    Some(fitted(parts, &Span::raw("  "), width))
}

fn keys(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let hints = useful(model)
        .into_iter()
        .filter_map(|command| hint(model, theme, command));
    let parts = (0..u8::MAX).rev().zip(hints);
    let parts = parts.map(|(importance, spans)| Part::of(importance, spans));
    fitted(parts.collect(), &Span::raw("  "), width)
}

/// The first key of `command` and what it does, when it has one here and would do something.
fn hint(model: &Model, theme: &Theme, command: Command) -> Option<Vec<Span<'static>>> {
    if !available(model, command) {
        return None;
    }
    let key = contexts(model)
        .iter()
        .find_map(|&context| model.keymap.keys(context, command).first())?;
    Some(vec![
        theme.span(key.to_string(), Role::Key),
        theme.span(format!(" {}", command.spec().hint), Role::Dim),
    ])
}

/// The commands that are of use where the user is, the most useful first.
fn useful(model: &Model) -> Vec<Command> {
    if model.overlay.is_none() && model.screen == Screen::Panes {
        return on_pane(model.focus).to_vec();
    }
    let own = actions(model).into_iter().flatten();
    let own = own.map(|action| action.command);
    [Command::Help].into_iter().chain(own).collect()
}

pub(crate) fn on_pane(pane: Pane) -> &'static [Command] {
    use Command as C;
    match pane {
        Pane::Table => &[
            C::Help,
            C::Filter,
            C::Features,
            C::TrainSizeUp,
            C::TrainSizeDown,
            C::NewSeed,
            C::Sort,
            C::SideBySide,
            C::Target,
            C::NextTarget,
            C::JumpToFeasibleBest,
            C::Errors,
            C::Undo,
            C::NextPane,
            C::Columns,
            C::JumpToWorstError,
            C::JumpToBest,
            C::FilterValue,
            C::GoToColumn,
            C::Statistics,
            C::ScoredOnly,
            C::Level,
            C::Mark,
            C::Note,
            C::Join,
            C::FindNext,
            C::Zoom,
            C::Palette,
            C::Quit,
        ],
        Pane::Detail => &[
            C::Help,
            C::NextPane,
            C::FindFeature,
            C::Down,
            C::Up,
            C::Zoom,
            C::Copy,
            C::Mark,
            C::Note,
            C::Features,
            C::Undo,
            C::Palette,
            C::Quit,
        ],
        Pane::Plot => &[
            C::Help,
            C::PlotX,
            C::PlotY,
            C::NextOnFront,
            C::FilterFront,
            C::PlotColour,
            C::PlotPredicted,
            C::PlotPredictions,
            C::ZoomIn,
            C::ZoomOut,
            C::ZoomAll,
            C::WithoutOutliers,
            C::LogAxes,
            C::TurnX,
            C::TurnY,
            C::NextPane,
            C::Zoom,
            C::JumpToWorstError,
            C::Errors,
            C::Features,
            C::TrainSizeUp,
            C::TrainSizeDown,
            C::NewSeed,
            C::Undo,
            C::Palette,
            C::Quit,
        ],
    }
}
