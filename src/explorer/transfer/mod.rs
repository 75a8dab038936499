//! A matrix: trained on each target, evaluated on all.

pub mod state;
pub mod update;
pub mod view;

use crate::command::action::Action;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::{screen_areas, transfer_layout};
use crate::screen::room::Room;
use crate::theme::Theme;
use crate::widgets::Frame;

/// The matrix of transfers.
pub struct TransferRoom;

impl Room for TransferRoom {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Transfer, Context::Screens]
    }

    fn actions(&self, _: &Model) -> Vec<&'static [Action]> {
        vec![update::ACTIONS, update::MOVES]
    }

    fn click(&self, model: &mut Model, area: Area, x: u16, y: u16) {
        if let Some(transferring) = &mut model.experiments.transfer
            && let Some(cell) = transfer_layout(transferring, screen_areas(area).body).hit(x, y)
        {
            (transferring.source, transferring.evaluated) = cell;
        }
    }

    fn draw(&self, model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
        if let Some(transferring) = &model.experiments.transfer {
            view::draw(model, transferring, theme, area, frame);
        }
    }
}
