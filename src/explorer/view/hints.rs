//! The bottom line: the message to the person if there is one, else the keys that work now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub(crate) use crate::command::Command;
use crate::command::available::available;
use crate::errors::state::ErrorView;
use crate::input::press::contexts;
use crate::message::Level;
use crate::model::{Model, Pane};
use crate::screen::Screen;
use crate::theme::{Role, Theme};

use crate::widgets::line::{Part, fitted};
use crate::widgets::text;
use crate::widgets::text::shorten;

/// Draws the line.
pub(crate) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    let width = area.width.into();
    let line = notice(model, theme, width).unwrap_or_else(|| keys(model, theme, width));
    text::draw(line, area, frame);
}

fn notice(model: &Model, theme: &Theme, width: usize) -> Option<Line<'static>> {
    let notice = model.notice.as_ref()?;
    let role = match notice.level {
        Level::Info => Role::Text,
        Level::Error => Role::Error,
    };
    let text = shorten(&notice.text, width, theme.glyphs.ellipsis);
    Some(Line::styled(text, theme.style(role)))
}

/// As many of the useful keys as fit, in the order of their use.
fn keys(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let commands: Vec<Command> = match &model.overlay {
        Some(overlay) => {
            let actions = overlay.actions().iter();
            let available = actions.filter(|action| (action.available)(model));
            available.map(|action| action.command).collect()
        }
        None => useful(model).to_vec(),
    };
    let hints = commands
        .into_iter()
        .filter_map(|command| hint(model, theme, command));
    let parts = (0..u8::MAX)
        .rev()
        .zip(hints)
        .map(|(importance, spans)| Part::of(importance, spans))
        .collect();
    fitted(parts, &Span::raw("  "), width)
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
        Span::styled(key.to_string(), theme.style(Role::Key)),
        Span::styled(format!(" {}", command.spec().hint), theme.style(Role::Dim)),
    ])
}

/// The commands most useful where the person is, the most useful first.
fn useful(model: &Model) -> &'static [Command] {
    match model.screen {
        Screen::Errors => on_errors(model.inspection.errors.view),
        Screen::Panes => on_pane(model.focus),
        screen => on_screen(screen),
    }
}

/// The same for the panes.
fn on_pane(pane: Pane) -> &'static [Command] {
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
            C::Target,
            C::Errors,
            C::Undo,
            C::NextPane,
            C::Columns,
            C::JumpToWorstError,
            C::JumpToBest,
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

/// The same for the views of errors.
fn on_errors(view: ErrorView) -> &'static [Command] {
    use Command as C;
    match view {
        ErrorView::UpperBounds => &[
            C::Help,
            C::NextView,
            C::FeatureCollisions,
            C::Close,
            C::Down,
            C::Up,
        ],
        ErrorView::FeatureCollisions => &[
            C::Help,
            C::NextView,
            C::FilterHere,
            C::Down,
            C::Up,
            C::Close,
        ],
        ErrorView::ModelComparison => &[
            C::Help,
            C::NextView,
            C::ChooseA,
            C::ChooseB,
            C::SwapSides,
            C::FilterHere,
            C::Across,
            C::Close,
            C::PageDown,
        ],
        ErrorView::Residuals | ErrorView::Histogram => on_screen(Screen::Errors),
        ErrorView::ByValue | ErrorView::Heat | ErrorView::Slices => {
            // What cannot be drawn is not written either: that is the last.
            let all = on_screen(Screen::Errors);
            &all[..all.len() - 1]
        }
    }
}

/// The same for the screens of experiments.
#[expect(clippy::too_many_lines, reason = "a list for each screen")]
fn on_screen(screen: Screen) -> &'static [Command] {
    use Command as C;
    match screen {
        Screen::Panes => &[],
        Screen::Compare => &[
            C::Help,
            C::AddMethod,
            C::Pause,
            C::OpenCell,
            C::NextMetric,
            C::Curves,
            C::RemoveMethod,
            C::Close,
            C::Sizes,
            C::MoreSeeds,
            C::Export,
            C::TypeMethod,
            C::MoreSizes,
            C::FewerSeeds,
            C::StopRuns,
            C::ClearRuns,
        ],
        Screen::Curves => &[
            C::Help,
            C::AddMethod,
            C::Pause,
            C::OpenCell,
            C::NextMetric,
            C::Compare,
            C::MoreSizes,
            C::Close,
            C::Sizes,
            C::MoreSeeds,
            C::Export,
            C::RemoveMethod,
            C::StopRuns,
        ],
        Screen::Selection => &[
            C::Help,
            C::Pause,
            C::OpenCell,
            C::KeepSet,
            C::OtherWay,
            C::Sizes,
            C::NextMetric,
            C::Close,
            C::MoreSeeds,
            C::FewerSeeds,
            C::Down,
            C::Up,
            C::ClearRuns,
        ],
        Screen::Transfer => &[
            C::Help,
            C::Pause,
            C::NextMetric,
            C::MoreSeeds,
            C::FewerSeeds,
            C::Close,
            C::ClearRuns,
        ],
        Screen::Search => &[
            C::Help,
            C::Pause,
            C::Sizes,
            C::MoreSeeds,
            C::FewerSeeds,
            C::Close,
            C::Right,
            C::Left,
            C::ClearRuns,
        ],
        Screen::Architecture => &[
            C::Help,
            C::NextView,
            C::NextGrouping,
            C::NextRow,
            C::Note,
            C::Undo,
            C::MakeEdit,
            C::NextNeighbour,
            C::SortNext,
            C::Original,
            C::GoThere,
            C::Close,
            C::PreviousRow,
            C::PreviousNeighbour,
            C::Redo,
            C::SortTurn,
        ],
        Screen::Importances => &[
            C::Help,
            C::NextGrouping,
            C::NextMetric,
            C::ShowColumn,
            C::Down,
            C::Up,
            C::Close,
            C::Export,
            C::Sizes,
            C::StopRuns,
            C::Pause,
        ],
        Screen::Errors => &[
            C::Help,
            C::NextView,
            C::FilterHere,
            C::NextWorst,
            C::Across,
            C::UpColumn,
            C::NextMetric,
            C::Raise,
            C::Lower,
            C::Close,
            C::GoToView,
            C::PreviousWorst,
            C::Export,
        ],
        Screen::Tree => &[C::Help, C::Down, C::Up, C::PageDown, C::PageUp, C::Close],
    }
}
