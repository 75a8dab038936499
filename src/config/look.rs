//! Colours and characters, as they are asked for, and what that means where the program runs.

/// Whether something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum When {
    /// Where it seems right.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl When {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// The choice called `name`.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|when| when.name() == name)
    }

    /// What it comes to where `right` is what seems right.
    pub fn or(self, right: impl FnOnce() -> bool) -> bool {
        match self {
            Self::Auto => right(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// How the explorer is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Look {
    /// Whether there are colours; otherwise bold, reversed and underlined text only.
    pub color: When,
    /// Whether it is drawn with ASCII characters only.
    pub ascii: When,
}

impl Look {
    /// Whether there are colours in the terminal of this very process.
    pub fn has_colour(self) -> bool {
        self.color.or(|| {
            let no_colour = variable("NO_COLOR").is_some();
            !no_colour && variable("TERM").as_deref() != Some("dumb")
        })
    }

    /// Whether the terminal of this very process is drawn on in ASCII.
    pub fn is_ascii(self) -> bool {
        self.ascii.or(|| {
            let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
                .into_iter()
                .find_map(variable);
            variable("TERM").as_deref() == Some("linux") || lacks_unicode(locale.as_deref())
        })
    }
}

/// A variable of the environment that is set to something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a locale names a character set other than Unicode. One that names none says nothing about
/// the terminal, which may be far from the machine.
fn lacks_unicode(locale: Option<&str>) -> bool {
    let charset = locale.and_then(|locale| locale.split_once('.'));
    charset.is_some_and(|(_, charset)| {
        let charset = charset.split('@').next().unwrap_or_default();
        !["utf-8", "utf8"].contains(&charset.to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_locale_that_says_so_lacks_unicode() {
        for locale in ["C", "POSIX", "C.UTF-8", "en_GB.utf8", "de_DE.UTF-8@euro"] {
            assert!(!lacks_unicode(Some(locale)), "{locale}");
        }
        assert!(!lacks_unicode(None));
        assert!(lacks_unicode(Some("de_DE.ISO-8859-1")));
        assert!(lacks_unicode(Some("ja_JP.eucJP")));
    }

    #[test]
    fn choices_have_names() {
        for when in When::ALL {
            assert_eq!(When::find(when.name()), Some(when));
        }
        assert!(When::Auto.or(|| true) && When::Always.or(|| false) && !When::Never.or(|| true));
    }
}
