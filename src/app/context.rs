//! Where a key that is pressed now would be looked up.

use crate::command::Context;

use super::model::{Model, Pane};
use super::overlay::Overlay;

/// The place whose keys count now; in [`Context::Detail`] those of [`Context::Explorer`] count
/// after them.
pub fn context(model: &Model) -> Context {
    match &model.overlay {
        None if model.focus == Pane::Detail => Context::Detail,
        None => Context::Explorer,
        Some(Overlay::Prompt(_)) => Context::Prompt,
        Some(Overlay::Help(_)) => Context::Help,
        Some(Overlay::Palette(_) | Overlay::Targets(_)) => Context::List,
        Some(Overlay::Columns(_)) => Context::Columns,
        Some(Overlay::Features(panel)) if panel.typing => Context::Prompt,
        Some(Overlay::Features(_)) => Context::Features,
        Some(Overlay::Reasons(_)) => Context::Reasons,
    }
}
