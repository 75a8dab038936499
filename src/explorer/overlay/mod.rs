//! What can lie over the panes: prompts, lists, panels, the help. One at a time; each is a folder with
//! its state, its update and its view, and answers for itself as an `OverlayRoom`.

pub mod features;
pub mod help;
pub(crate) mod list;
pub(crate) mod params;
pub(crate) mod popup;
pub(crate) mod prompt;
pub(crate) mod view;

use tui_input::{Input, InputRequest};

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::features::state::FeaturePanel;
use crate::overlay::help::state::Help;
use crate::overlay::list::state::List;
use crate::overlay::params::state::ParamPanel;
use crate::overlay::popup::Popup;
use crate::overlay::prompt::state::Prompt;
use crate::theme::Theme;
use crate::widgets::Frame;

/// What lies over the panes.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// A line to type into, at the bottom.
    Prompt(Prompt),
    /// Entries to choose from.
    List(List),
    /// Which features the predictor uses.
    Features(FeaturePanel),
    /// Parameters of the model.
    Params(ParamPanel),
    /// Every key and what it does; the filter language.
    Help(Help),
}

/// What a click in an overlay is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hit {
    Nothing,
    /// An entry, now under the cursor.
    Entry,
    /// The sign of an entry that does this.
    Run(Command),
}

impl Hit {
    fn on(entry: bool) -> Self {
        if entry { Self::Entry } else { Self::Nothing }
    }
}

pub(crate) trait OverlayRoom {
    fn contexts(&self) -> &'static [Context];

    fn actions(&self) -> &'static [Action];

    /// The text that characters are typed into, if there is one now.
    fn input(&mut self) -> Option<&mut Input> {
        None
    }

    /// What follows from a change of that text. The overlay is not in the model meanwhile.
    fn edited(&mut self, _model: &mut Model) -> Vec<Effect> {
        Vec::new()
    }

    /// What follows from closing it without accepting.
    fn closed(&self, _model: &mut Model) -> Vec<Effect> {
        Vec::new()
    }

    /// Puts the cursor on what is at column `x`, row `y` of the screen; `place` is its own.
    fn click(&mut self, _model: &Model, _place: &Popup, _x: u16, _y: u16) -> Hit {
        Hit::Nothing
    }

    /// Its place when the panes take `body`; none for a prompt, which is typed in a line of the screen.
    fn popup(&self, _body: Area) -> Option<Popup> {
        None
    }

    fn draw(&self, _model: &Model, _theme: &Theme, _place: &Popup, _frame: &mut Frame) {}
}

impl Overlay {
    fn room(&self) -> &dyn OverlayRoom {
        match self {
            Self::Prompt(prompt) => prompt,
            Self::List(list) => list,
            Self::Features(panel) => panel,
            Self::Params(panel) => panel,
            Self::Help(help) => help,
        }
    }

    fn room_mut(&mut self) -> &mut dyn OverlayRoom {
        match self {
            Self::Prompt(prompt) => prompt,
            Self::List(list) => list,
            Self::Features(panel) => panel,
            Self::Params(panel) => panel,
            Self::Help(help) => help,
        }
    }

    /// Where its keys are looked up.
    pub fn contexts(&self) -> &'static [Context] {
        self.room().contexts()
    }

    /// What commands mean in it now, the most useful first.
    pub fn actions(&self) -> &'static [Action] {
        self.room().actions()
    }

    /// Its place when the panes take `body`; none for a prompt.
    pub fn popup(&self, body: Area) -> Option<Popup> {
        self.room().popup(body)
    }
}

/// Closes the overlay without accepting.
pub(crate) const CLOSE: Action = Action::always(Command::Close, close);

fn close(model: &mut Model, _: Invocation) -> Vec<Effect> {
    let closed = model.overlay.take();
    closed.map_or_else(Vec::new, |overlay| overlay.room().closed(model))
}

/// Clicks at column `x`, row `y` of a screen whose panes take `body`.
pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) -> Hit {
    let Some(mut overlay) = model.overlay.take() else {
        return Hit::Nothing;
    };
    let place = overlay.popup(body);
    let room = overlay.room_mut();
    let hit = place.map_or(Hit::Nothing, |place| room.click(model, &place, x, y));
    model.overlay = Some(overlay);
    hit
}

/// Edits the text that is open; `None` when none is.
pub(crate) fn edit(
    model: &mut Model,
    edits: impl IntoIterator<Item = InputRequest>,
) -> Option<Vec<Effect>> {
    change(model, |input| {
        let changes = edits.into_iter().filter_map(|edit| input.handle(edit));
        changes.fold(false, |changed, change| changed | change.value)
    })
}

/// Puts `text` into the text that is open, all at once; `None` when none is.
pub(crate) fn insert(model: &mut Model, text: &str) -> Option<Vec<Effect>> {
    change(model, |input| {
        let cursor = input.cursor();
        let value = input.value();
        let at = value.char_indices().nth(cursor);
        let (before, after) = value.split_at(at.map_or(value.len(), |(at, _)| at));
        let changed = Input::new([before, text, after].concat());
        *input = changed.with_cursor(cursor + text.chars().count());
        !text.is_empty()
    })
}

/// Does `change` to the text that is open, which tells whether it did anything.
fn change(model: &mut Model, change: impl FnOnce(&mut Input) -> bool) -> Option<Vec<Effect>> {
    let mut overlay = model.overlay.take()?;
    let room = overlay.room_mut();
    let changed = room.input().map(change);
    let edited = |changed| {
        if changed {
            room.edited(model)
        } else {
            Vec::new()
        }
    };
    let effects = changed.map(edited);
    model.overlay = Some(overlay);
    effects
}
