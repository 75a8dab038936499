//! What to say of a target that no row has a value of: there is nothing to train on, and that is no
//! fault.

pub(crate) use crate::command::Command;
use crate::command::keymap::Context;

use crate::model::Model;

/// Why nothing is trained, and what to do about it, when no architecture has a value of the target.
pub fn unmeasured(model: &Model) -> Option<[String; 2]> {
    let opened = &model.data.as_ref()?.opened;
    let key = model.keymap.keys(Context::Explorer, Command::Join).first();
    let key = key.map_or_else(|| Command::Join.spec().name.to_owned(), ToString::to_string);
    (opened.measured_rows == 0).then(|| {
        [
            "no architecture has a true value: nothing to train on".to_owned(),
            format!("{key} joins a file with measured figures"),
        ]
    })
}
