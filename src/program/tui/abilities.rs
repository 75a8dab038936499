//! What the terminal can do, as far as its environment says.

/// How text gets onto the user's clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clipboard {
    /// By OSC 52.
    Plain,
    /// By OSC 52 to tmux, and passed through it to the outer terminal.
    Tmux,
    /// Passed through GNU screen, in pieces.
    Screen,
}

/// What the terminal can do.
#[expect(clippy::struct_excessive_bools, reason = "independent abilities")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Colours, if the user wants them.
    pub colour: bool,
    /// More than ASCII.
    pub unicode: bool,
    /// More than a second screen and hiding the cursor: mouse, bracketed paste, synchronised output, scrolling
    /// a part of the rows.
    pub modes: bool,
    /// The explorer receives mouse events, if the terminal has that mode.
    pub mouse: bool,
    /// The way to its clipboard.
    pub clipboard: Clipboard,
}

impl Abilities {
    /// Those of a fully capable terminal.
    pub const ALL: Self = Self {
        colour: true,
        unicode: true,
        modes: true,
        mouse: true,
        clipboard: Clipboard::Plain,
    };

    /// Those of the terminal that this process runs in.
    pub fn of_environment() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        // An empty variable counts as not set.
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        let dumb = term == "dumb";
        let clipboard = if set("TMUX").is_some() {
            Clipboard::Tmux
        } else if set("STY").is_some() {
            Clipboard::Screen
        } else {
            Clipboard::Plain
        };
        Self {
            colour: set("NO_COLOR").is_none() && !dumb,
            // The font of the Linux console has 256 or 512 characters.
            unicode: !dumb && term != "linux" && is_utf8(&set),
            modes: !dumb,
            mouse: !dumb,
            clipboard,
        }
    }
}

/// Whether the locale is UTF-8: the first of these variables that is set decides. Without any it is that of C, in
/// ASCII.
fn is_utf8(set: &impl Fn(&'static str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Abilities {
        Abilities::of(|name| {
            let found = variables.iter().find(|(of, _)| *of == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_locale_decides_on_unicode() {
        let unicode = |variables: &[(&str, &str)]| of(variables).unicode;
        assert!(unicode(&[("LANG", "en_GB.UTF-8")]));
        assert!(unicode(&[("LANG", "C.utf8")]));
        assert!(!unicode(&[]));
        assert!(!unicode(&[("LC_ALL", ""), ("LANG", "")]));
        assert!(unicode(&[("LC_ALL", ""), ("LANG", "de_DE.UTF-8")]));
        assert!(!unicode(&[("LANG", "C")]));
        assert!(!unicode(&[("LANG", "POSIX")]));
        assert!(!unicode(&[("LANG", "de_DE.ISO-8859-1")]));
        assert!(!unicode(&[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")]));
        assert!(unicode(&[("LC_CTYPE", "en_GB.UTF-8"), ("LANG", "C")]));
    }

    #[test]
    fn the_terminal_decides_on_the_rest() {
        let xterm = of(&[("TERM", "xterm-256color"), ("LANG", "C.UTF-8")]);
        assert!(xterm.colour && xterm.unicode && xterm.modes);
        let console = of(&[("TERM", "linux"), ("LANG", "en_GB.UTF-8")]);
        assert!(console.colour && !console.unicode && console.modes);
        let dumb = of(&[("TERM", "dumb")]);
        assert!(!dumb.colour && !dumb.unicode && !dumb.modes);
        assert!(!of(&[("NO_COLOR", "1")]).colour);
        assert!(of(&[("NO_COLOR", "")]).colour);
    }

    #[test]
    fn multiplexers_are_known_by_what_they_set() {
        assert_eq!(of(&[("TERM", "screen")]).clipboard, Clipboard::Plain);
        let tmux = [("TERM", "screen"), ("TMUX", "/tmp/tmux-0/default,1,0")];
        assert_eq!(of(&tmux).clipboard, Clipboard::Tmux);
        let screen = [("TERM", "screen.xterm-256color"), ("STY", "1.pts-0.host")];
        assert_eq!(of(&screen).clipboard, Clipboard::Screen);
    }
}
