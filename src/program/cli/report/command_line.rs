//! The command that made a report, as it can be given again.

/// The arguments of this program as a line for a shell.
pub(super) fn command_line() -> String {
    let given = std::env::args_os().skip(1);
    let words = given.map(|word| quoted(&word.to_string_lossy()));
    let words: Vec<String> = ["grafscope".to_owned()].into_iter().chain(words).collect();
    words.join(" ")
}

/// `word` so that a shell takes it as it stands.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./,=:+%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use crate::cli::report::command_line::quoted;

    #[test]
    fn a_shell_reads_words_as_they_were() {
        assert_eq!(quoted("nas-bench-201"), "nas-bench-201");
        assert_eq!(quoted("graf;zcp"), "'graf;zcp'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
        assert_eq!(quoted(""), "''");
    }
}
