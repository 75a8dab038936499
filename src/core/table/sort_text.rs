//! A sort key as a person writes it: `error`, `params:asc`.

use super::Direction;

/// Reads a column with the end that comes first: the largest, unless `:asc` says otherwise.
///
/// # Errors
/// When the order is neither `asc` nor `desc`.
pub fn read_sort_key(text: &str) -> Result<(String, Direction), String> {
    match text.rsplit_once(':') {
        None => Ok((text.to_owned(), Direction::Descending)),
        Some((name, "desc")) => Ok((name.to_owned(), Direction::Descending)),
        Some((name, "asc")) => Ok((name.to_owned(), Direction::Ascending)),
        Some((_, order)) => Err(format!("{text}: `{order}` is no order; write asc or desc")),
    }
}

/// Writes a column with its order.
pub fn write_sort_key(name: &str, direction: Direction) -> String {
    let order = match direction {
        Direction::Ascending => "asc",
        Direction::Descending => "desc",
    };
    format!("{name}:{order}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read() {
        let key = |text: &str| read_sort_key(text).unwrap();
        assert_eq!(key("error"), ("error".to_owned(), Direction::Descending));
        assert_eq!(key("a:asc"), ("a".to_owned(), Direction::Ascending));
        for direction in [Direction::Ascending, Direction::Descending] {
            let written = write_sort_key("a:b", direction);
            assert_eq!(key(&written), ("a:b".to_owned(), direction));
        }
        let error = read_sort_key("error:up").unwrap_err();
        assert!(error.contains("asc or desc"), "{error}");
    }
}
