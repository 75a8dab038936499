//! What every full screen answers for.

use crate::command::Command;
use crate::command::action::{Action, Invocation};
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::Screen;
use crate::theme::Theme;
use crate::widgets::Frame;

pub trait Room: Sync {
    /// Where its keys are looked up, the nearest place first.
    fn contexts(&self) -> &'static [Context];

    /// What commands mean in it now, the open view's own first.
    fn actions(&self, model: &Model) -> Vec<&'static [Action]>;

    /// Puts the cursor on what is at column `x`, row `y`; `area` is the body. Returns whether that is something
    /// to open.
    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) -> bool;

    /// The command that the wheel stands for.
    fn wheel(&self, _model: &Model, up: bool) -> Command {
        if up { Command::Up } else { Command::Down }
    }

    /// Asks for what it shows, unless it was asked for last.
    fn ask(&self, _model: &mut Model) -> Vec<Effect> {
        Vec::new()
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame);
}

pub(crate) const CLOSE: Action = Action::always(Command::Close, close);

pub(crate) fn close(model: &mut Model, _: Invocation) -> Vec<Effect> {
    model.screen = Screen::Panes;
    Vec::new()
}
