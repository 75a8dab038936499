//! Lists as users write them: what separates their parts is part of a name inside parentheses and
//! backquotes, as in `min_path_len(c3,skip)`.

/// The places of `marks` in `text` that are in no parentheses and no backquotes.
pub fn separators<'a>(text: &'a str, marks: &'a [char]) -> impl Iterator<Item = usize> + 'a {
    let (mut depth, mut quoted) = (0_usize, false);
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '`' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => return (!quoted && depth == 0 && marks.contains(&c)).then_some(at),
        }
        None
    })
}

/// The parts of `text` between `marks` of one byte, without the blanks around them.
pub fn parts<'a>(text: &'a str, marks: &'a [char]) -> impl Iterator<Item = &'a str> + 'a {
    let mut start = 0;
    separators(text, marks)
        .chain([text.len()])
        .map(move |end| text[std::mem::replace(&mut start, end + 1)..end].trim())
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn split(text: &str) -> Vec<&str> {
        parts(text, &[',', ';']).collect()
    }

    #[test]
    fn separators_inside_names_do_not_split() {
        assert_eq!(
            split("error, min_path_len(c3,skip);`a,b`+(`)`,c),params"),
            ["error", "min_path_len(c3,skip)", "`a,b`+(`)`,c)", "params"]
        );
        assert_eq!(split("a),é;;"), ["a)", "é", "", ""]);
        assert_eq!(split("op_count(c3,graf"), ["op_count(c3,graf"]);
        assert_eq!(split(""), [""]);
    }
}
