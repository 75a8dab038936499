//! What each message does to the model, by family of messages.

use super::effect::Effect;
use super::message::Message;
use super::model::Model;

/// Takes `message` in and tells what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let _ = (model, message);
    Vec::new()
}
