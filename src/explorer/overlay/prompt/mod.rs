//! Lines to type into. What one asks for is a record; records stand beside what they change, or here by
//! family.

pub(crate) mod completing;
pub(crate) mod experiments;
pub(crate) mod files;
pub(crate) mod filter;
pub(crate) mod home;
pub(crate) mod layout;
pub(crate) mod naming;
pub(crate) mod predictor;
pub(crate) mod rows;
pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;

use tui_input::Input;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::OverlayRoom;
use crate::overlay::prompt::state::Prompt;

impl OverlayRoom for Prompt {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Prompt]
    }

    fn actions(&self) -> &'static [Action] {
        update::ACTIONS
    }

    fn input(&mut self) -> Option<&mut Input> {
        Some(&mut self.input)
    }

    fn edited(&mut self, model: &mut Model) -> Vec<Effect> {
        update::edited(self, model)
    }

    fn closed(&self, model: &mut Model) -> Vec<Effect> {
        (self.spec.closed)(model)
    }
}
