//! What to say of a target that no row has a value of: there is nothing to train on, and that is no
//! fault.

use super::model::Model;

/// Why nothing is trained, when no architecture has a value of the target.
pub fn unmeasured(model: &Model) -> Option<[String; 2]> {
    let opened = &model.data.as_ref()?.opened;
    (opened.measured_rows == 0).then(|| {
        [
            format!(
                "no architecture has a {}: nothing to train on",
                opened.shown_target().name
            ),
            "a file with measured figures adds them".to_owned(),
        ]
    })
}
