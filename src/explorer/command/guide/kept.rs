//! What is kept from one time to the next.

pub(super) const ENTRIES: super::Entries = &[
    (
        "sessions",
        "view, marks and notes of a benchmark are kept after each change and offered the next \
         time; --no-session keeps nothing. save-session, or :save FILE, writes a file of your \
         own, which grafscope --session FILE opens",
    ),
    (
        "notes",
        "one line on an architecture. The column noted is 1 for those that have one, the margin \
         shows a sign, and find searches notes, too",
    ),
    (
        "follow",
        "files that grow are read again when they have changed; selection, filter, sort, marks and \
         notes stay, the predictor retrains. A line counts once it has ended; one that cannot be \
         read is left out and counted. A file that is truncated or replaced is read anew, one that \
         is gone is waited for. +3 measured: what the last change has brought",
    ),
    (
        "config.toml, keymap.toml",
        "your settings and keys, in ~/.config/grafscope. grafscope config shows all settings and \
         where they come from; grafscope config --check lists faults",
    ),
];
