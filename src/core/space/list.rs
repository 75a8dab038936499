//! Lists of architectures: one encoding a line.

/// Headers that a list may begin with: that of `grafscope features`, and that of published files.
const HEADERS: [&str; 2] = ["arch", "net"];

/// A line of a list that is not written as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListedError {
    /// Something follows the closing quote.
    #[error("a quoted field must end at a comma or at the end of the line")]
    AfterQuote,
    /// There is none.
    #[error("the closing quote is missing")]
    OpenQuote,
}

/// Whether `name` is what the encodings are called.
pub fn is_list_header(name: &str) -> bool {
    HEADERS.contains(&name)
}

/// The encoding on a line without blanks around: its first field where that is quoted, else all of it.
///
/// # Errors
/// [`ListedError`] for quotes that are not closed as they should be.
pub fn encoding_on(line: &str) -> Result<&str, ListedError> {
    let Some(rest) = line.strip_prefix('"') else {
        return Ok(line);
    };
    match rest.split_once('"') {
        Some((field, after)) if after.is_empty() || after.starts_with(',') => Ok(field.trim()),
        Some(_) => Err(ListedError::AfterQuote),
        None => Err(ListedError::OpenQuote),
    }
}
