//! What can be wrong with a space file.

/// A mistake in the text of a space file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Fault {
    /// Where it is, such as `operations[2].alias` or `line 3 column 7`.
    pub place: String,
    /// What is wrong, and what was expected.
    pub reason: String,
}

impl Fault {
    pub(in crate::space) fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            reason: reason.into(),
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        let place = format!("line {} column {}", error.line(), error.column());
        // serde_json ends its message with the place.
        let said = error.to_string();
        let reason = said.strip_suffix(&format!(" at {place}")).unwrap_or(&said);
        Self::new(place, reason)
    }
}
