//! What the drawings of full screens are made of.

use crate::layout::area::Area;
use crate::screen::Work;
use crate::theme::glyphs::in_ascii;
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::widgets::text::{self, shorten};
use grafscope_core::experiment::{Difference, Verdict};
use grafscope_core::job::Progress;
use ratatui::Frame;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

pub(crate) const BAR: usize = 20;

/// Draws `lines` from the top of `area`, each cut to its width.
pub(crate) fn put(lines: Vec<Line<'static>>, area: Area, frame: &mut Frame) {
    for (line, row) in lines.into_iter().zip(rect(area).rows()) {
        text::draw(line, row, frame);
    }
}

/// One line in one style, cut to `width`.
pub(crate) fn styled(text: &str, width: u16, role: Role, theme: &Theme) -> Line<'static> {
    let text = shorten(text, width.into(), theme.glyphs.ellipsis);
    Line::styled(text, theme.style(role))
}

/// Draws one line in one style at the top of `area`.
pub(crate) fn say(text: &str, role: Role, area: Area, theme: &Theme, frame: &mut Frame) {
    put(vec![styled(text, area.width, role, theme)], area, frame);
}

/// Title and what it is of, which is cut where room is short.
pub(crate) fn heading(title: &str, of: &str, width: u16, theme: &Theme) -> Line<'static> {
    let room = usize::from(width).saturating_sub(title.len() + 1);
    let of = shorten(of, room, theme.glyphs.ellipsis);
    Line::from(vec![
        theme.span(title.to_owned(), Role::Focus),
        theme.span(format!(" {of}"), Role::Text),
    ])
}

/// How something differs from its reference, after the longest of `leads` that there is room for. Where
/// there is none for a sentence, its word never stands without the numbers.
pub(crate) fn difference(
    leads: &[String],
    of: &Difference,
    decimals: usize,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let sentence = of.sentence(decimals);
    let (delta, seeds) = (of.delta_text(decimals), of.seeds_text());
    let shorter = match of.verdict {
        Verdict::TooFewSeeds { run, needed } => [
            of.verdict.to_string(),
            format!("too few seeds: {run} of {needed}"),
        ],
        _ => [format!("{delta}, {seeds}"), delta],
    };
    let led = leads.iter().map(|lead| format!("{lead}: {sentence}"));
    let forms = led.chain([sentence.clone()]).chain(shorter);
    let mut forms = forms.map(|form| drawable(&form, theme));
    let fitting = forms.find(|form| form.width() <= usize::from(width));
    styled(&fitting.unwrap_or_default(), width, Role::Text, theme)
}

/// `text` in characters that the terminal has.
pub(crate) fn drawable(text: &str, theme: &Theme) -> String {
    if !theme.glyphs.ascii_only {
        return text.to_owned();
    }
    in_ascii(text)
}

pub(crate) fn bar(done: usize, total: usize, cells: usize, theme: &Theme) -> String {
    let steps = theme.glyphs.bar_right;
    let per = steps.len();
    let filled = (done * cells * per).checked_div(total).unwrap_or(0);
    let full = steps[per - 1].repeat((filled / per).min(cells));
    let part = match filled % per {
        0 => "",
        rest => steps[rest - 1],
    };
    let text = full + part;
    let used = text.chars().count();
    text + &" ".repeat(cells.saturating_sub(used))
}

/// A bar for `count` of at most `most`, with a mark wherever there is one.
pub(crate) fn count_bar(count: usize, most: usize, cells: usize, theme: &Theme) -> String {
    match bar(count, most, cells, theme) {
        _ if count == 0 => String::new(),
        bar if bar.trim().is_empty() => theme.glyphs.bar_right[0].to_owned(),
        bar => bar,
    }
}

pub(crate) fn progress(work: &Work, idle: &str, width: u16, theme: &Theme) -> Line<'static> {
    match work {
        Work::Idle => styled(idle, width, Role::Dim, theme),
        Work::Done => styled("done", width, Role::Text, theme),
        Work::Failed(reason) => styled(reason, width, Role::Error, theme),
        Work::Running(None) => styled("running", width, Role::Key, theme),
        &Work::Running(Some(Progress { done, total, what })) => {
            let text = if total > 0 {
                let bar = bar(done, total, BAR, theme) + theme.glyphs.down;
                format!("{bar} {done} of {total} {what}")
            } else {
                format!("running: {done} {what}")
            };
            styled(&text, width, Role::Key, theme)
        }
    }
}
