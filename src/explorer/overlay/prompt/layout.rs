//! Where the parts of a prompt stand: its text, and below it what is wrong with it.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::layout::wrap::wrap;
use crate::overlay::prompt::state::Prompt;

/// Cells kept at the right of a text for what it lets through or finds.
const COUNT: usize = 24;
/// From this width on, there is room for that beside the text.
const ROOM_FOR_COUNT: usize = 70;
/// Most lines that a message takes.
const MESSAGE_LINES: usize = 3;

/// The parts of a prompt, in cells from its left end.
pub(crate) struct PromptLayout {
    /// Where the text begins; the label is before it.
    pub(crate) text: usize,
    /// Cells of the text that are in sight.
    pub(crate) width: usize,
    /// Cells of the text scrolled out at the left, so that the cursor is in sight.
    pub(crate) scroll: usize,
    /// Whether the number of rows that pass stands at the right end.
    pub(crate) count: bool,
    /// Whether there is a line below for what Tab offers or what is wrong.
    pub(crate) below: bool,
    /// Cells of the first line below that point at the fault; none when it is out of sight.
    pub(crate) caret: Option<Range<usize>>,
    /// Where the message begins when it stands beside the caret.
    pub(crate) beside: Option<usize>,
    pub(crate) message: Vec<String>,
}

impl PromptLayout {
    pub(crate) fn lines(&self) -> u16 {
        let message = self.beside.map_or(self.message.len(), |_| 0);
        let caret = usize::from(self.caret.is_some());
        1 + (caret + message).max(usize::from(self.below)) as u16
    }
}

/// The layout of `prompt` on a screen `width` cells wide.
pub(crate) fn prompt_layout(prompt: &Prompt, width: usize) -> PromptLayout {
    let count = prompt.spec.count.is_some() && width >= ROOM_FOR_COUNT;
    let text = prompt.spec.label.width() + 2;
    let room = width.saturating_sub(text + if count { COUNT } else { 0 });
    let mut layout = PromptLayout {
        text,
        width: room,
        scroll: prompt.input.visual_scroll(room.saturating_sub(1)),
        count,
        // A filter has the line from the start, so that nothing jumps while what is typed is not
        // yet, or no longer, a filter.
        below: prompt.spec.example.is_some() || prompt.offers.is_some(),
        caret: None,
        beside: None,
        message: Vec::new(),
    };
    if let (Some(problem), Some(span)) = (&prompt.problem, prompt.problem_span()) {
        layout.caret = caret(prompt.input.value(), &span, &layout);
        let caret = layout.caret.as_ref();
        layout.beside = caret.and_then(|of| beside(of, problem.message.width(), width));
        layout.message = match layout.beside {
            Some(_) => vec![problem.message.clone()],
            None => wrap(&problem.message, width),
        };
        layout.message.truncate(MESSAGE_LINES);
    }
    layout
}

/// Cells below the bytes `span` of `text`, as far as they are in sight.
fn caret(text: &str, span: &Range<usize>, layout: &PromptLayout) -> Option<Range<usize>> {
    let cells = |byte: usize| text.get(..byte).unwrap_or(text).width();
    let start = cells(span.start);
    // The end of the text is the cell after it.
    let end = cells(span.end).max(start + 1);
    let in_sight = layout.scroll..layout.scroll + layout.width;
    let (start, end) = (start.max(in_sight.start), end.min(in_sight.end));
    (start < end).then(|| {
        let shift = |cell: usize| cell - layout.scroll + layout.text;
        shift(start)..shift(end)
    })
}

/// Where a message of `message` cells fits beside the caret: after it, or before it.
fn beside(caret: &Range<usize>, message: usize, width: usize) -> Option<usize> {
    if caret.end + 1 + message <= width {
        Some(caret.end + 1)
    } else {
        caret.start.checked_sub(message + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::prompt::filter::FILTER;
    use crate::overlay::prompt::state::Problem;

    fn layout(text: &str, span: Range<usize>, message: &str, width: usize) -> PromptLayout {
        let mut prompt = Prompt::new(&FILTER, text.to_owned());
        prompt.problem = Some(Problem {
            span: Some(span),
            message: message.to_owned(),
        });
        prompt_layout(&prompt, width)
    }

    #[test]
    fn the_caret_is_below_the_fault_and_the_message_beside_it() {
        let layout = layout("abs(eror) > 3", 4..8, "no such column", 80);
        assert_eq!(layout.text, 8);
        assert_eq!(layout.caret, Some(12..16));
        assert_eq!(layout.beside, Some(17));
        assert_eq!(layout.lines(), 2);
    }

    #[test]
    fn a_fault_at_the_end_has_a_caret_after_the_text() {
        let layout = layout("val_acc >", 9..9, "a number is missing", 80);
        assert_eq!(layout.caret, Some(17..18));
    }

    #[test]
    fn wide_characters_take_two_cells() {
        let layout = layout("漢 > x", 6..7, "?", 80);
        assert_eq!(layout.caret, Some(8 + 5..8 + 6));
    }

    #[test]
    fn the_message_goes_before_the_caret_or_below_it_where_that_fits_better() {
        let late = layout("abs(error) > 3 and in_trainin", 19..29, &"m".repeat(20), 44);
        assert_eq!(late.beside, Some(27 - 21));
        let long = layout("abs(eror) > 3", 4..8, &"word ".repeat(16), 44);
        assert_eq!(long.beside, None);
        assert_eq!(long.message.len(), 2);
        assert_eq!(long.lines(), 4);
    }

    #[test]
    fn a_fault_that_is_scrolled_out_has_no_caret() {
        let text = "x".repeat(100);
        let layout = layout(&text, 0..3, "no", 44);
        assert_eq!(layout.caret, None);
        assert_eq!(layout.message, ["no"]);
        assert_eq!(layout.lines(), 2);
    }
}
