//! A list narrowed by typing.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::layout::area::Area;
use crate::layout::wrap::wrap;
use crate::overlay::list::state::{Item, List};
use crate::overlay::popup::{Popup, first_in_sight};
use crate::overlay::view::{input, window};
use crate::screen::view::{put, say};
use crate::theme::{Role, Theme};
use crate::widgets::text::shorten;

/// Widest column of keys.
const KEYS: usize = 20;

pub(crate) fn draw(list: &List, place: &Popup, theme: &Theme, frame: &mut Frame) {
    let note = format!(" {} of {} ", list.shown.len(), list.items.len());
    let note = Line::styled(note, theme.style(Role::Dim));
    window::draw(list.spec.title, note, place, theme, frame);
    let mut query = vec![Span::styled("> ", theme.style(Role::Key))];
    let room = usize::from(place.head.width).saturating_sub(2);
    query.extend(input::query(&list.query, room, theme));
    put(vec![Line::from(query)], place.head, frame);

    let (lines, cursor) = lines(list);
    let height = usize::from(place.body.height);
    let first = first_in_sight(cursor, lines.len(), height);
    let widths = Widths::of(list, place.body.width.into());
    let shown = lines.into_iter().skip(first).take(height);
    let shown = shown.map(|line| match line {
        Entry::Heading(group) => Line::styled(group, theme.style(Role::Header)),
        Entry::Item { at, selected } => {
            let item = &list.items[at];
            let tick = list.has_ticks().then_some(item.chosen);
            entry(item, tick, selected, widths, theme)
        }
    });
    put(shown.collect(), place.body, frame);
    if let Some(item) = list.selected() {
        let note = wrap(&item.note, usize::from(place.report.width).max(1)).into_iter();
        let note = note.map(|line| Line::styled(line, theme.style(Role::Text)));
        put(note.collect(), place.report, frame);
    } else {
        say("nothing matches", Role::Dim, place.body, theme, frame);
    }
}

enum Entry {
    Heading(&'static str),
    Item { at: usize, selected: bool },
}

/// The lines, with headings while nothing is typed, and which of them the cursor is on.
fn lines(list: &List) -> (Vec<Entry>, usize) {
    // Matches are in the order of their match, not of their groups.
    let headings = list.headings() > 0 && list.query.value().trim().is_empty();
    let mut lines = Vec::new();
    let mut cursor = 0;
    let mut group = "";
    for (place, &at) in list.shown.iter().enumerate() {
        let item = &list.items[at];
        if headings && item.group != group {
            group = item.group;
            lines.push(Entry::Heading(group));
        }
        let selected = place == list.cursor;
        if selected {
            cursor = lines.len();
        }
        lines.push(Entry::Item { at, selected });
    }
    // The heading above the first entry comes into sight with it.
    let cursor = if list.cursor == 0 { 0 } else { cursor };
    (lines, cursor)
}

/// The entry at column `x`, row `y` of the screen, when the entries are in `body`: an index into those shown.
pub(crate) fn entry_at(list: &List, body: Area, x: u16, y: u16) -> Option<usize> {
    let (lines, cursor) = lines(list);
    let line = body.contains(x, y).then(|| usize::from(y - body.y))?;
    let at = first_in_sight(cursor, lines.len(), body.height.into()) + line;
    match lines.get(at)? {
        Entry::Heading(_) => None,
        Entry::Item { at, .. } => list.shown.iter().position(|shown| shown == at),
    }
}

/// Cells of the columns of a list.
#[derive(Debug, Clone, Copy)]
struct Widths {
    label: usize,
    keys: usize,
    all: usize,
}

impl Widths {
    fn of(list: &List, all: usize) -> Self {
        let ticks = list.has_ticks();
        // Entries that are shown in full only take no room before.
        let shown = list.shown.iter().map(|&at| &list.items[at]);
        let items = list.items.iter().filter(|item| !item.in_full);
        let items: Vec<&Item> = items.chain(shown).collect();
        let widest = |width: fn(&Item) -> usize| {
            let widths = items.iter().map(|item| width(item));
            widths.max().unwrap_or(0)
        };
        let room = all.saturating_sub(if ticks { 4 } else { 0 });
        let widest_label = widest(|item| item.label.width()).min(room);
        let label = if ticks { room } else { widest_label };
        let keys = widest(|item| item.keys.width()).min(KEYS);
        Self {
            label,
            keys: keys.min(room.saturating_sub(label + 2)),
            all,
        }
    }
}

fn entry(
    item: &Item,
    tick: Option<bool>,
    selected: bool,
    widths: Widths,
    theme: &Theme,
) -> Line<'static> {
    let glyphs = theme.glyphs;
    let mut texts = Vec::new();
    if let Some(tick) = tick {
        let tick = if tick { glyphs.on } else { glyphs.off };
        texts.push((format!("{tick} "), Role::Key));
    }
    let column = |text: &str, cells: usize| {
        let text = shorten(text, cells, glyphs.ellipsis);
        let blanks = " ".repeat(cells - text.width());
        text + &blanks
    };
    texts.push((column(&item.label, widths.label), Role::Text));
    if widths.keys > 0 {
        texts.push((format!("  {}", column(&item.keys, widths.keys)), Role::Key));
    }
    let used: usize = texts.iter().map(|(text, _)| text.width()).sum();
    let room = widths.all.saturating_sub(used + 2);
    // Column names say enough, and need the room; the description below has the rest.
    if room > 0 && tick.is_none() {
        texts.push((format!("  {}", column(&item.note, room)), Role::Dim));
    }
    if selected {
        let text: String = texts.into_iter().map(|(text, _)| text).collect();
        return Line::styled(text, theme.style(Role::Selected));
    }
    let spans = texts.into_iter();
    spans
        .map(|(text, role)| Span::styled(text, theme.style(role)))
        .collect()
}
