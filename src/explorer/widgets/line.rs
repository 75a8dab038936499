//! A line made of parts, of which the least important give way where room is short.

use std::collections::VecDeque;

use crate::widgets::text::sanitized_span;
use ratatui::text::{Line, Span};

/// One way to write a part, and how important it is that it is written so: from 0, which goes
/// first, on.
#[derive(Debug, Clone)]
struct Form {
    spans: Vec<Span<'static>>,
    importance: u8,
}

/// A part of a line: the ways to write it, the longest first, after which it is left out.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    forms: VecDeque<Form>,
}

impl Part {
    pub(crate) fn new(importance: u8, span: Span<'static>) -> Self {
        Self::of(importance, vec![span])
    }

    pub(crate) fn of(importance: u8, spans: Vec<Span<'static>>) -> Self {
        let spans = spans.into_iter().map(sanitized_span).collect();
        Self {
            forms: VecDeque::from([Form { spans, importance }]),
        }
    }

    /// The same part, written as `span` where there is no room for it as it was.
    #[must_use]
    pub(crate) fn or(mut self, importance: u8, span: Span<'static>) -> Self {
        let spans = vec![sanitized_span(span)];
        self.forms.push_back(Form { spans, importance });
        self
    }
}

/// The line of `parts` with `between` between them, at most `width` cells long. Parts are never
/// cut: each is written in full, in a shorter form, or not at all.
pub(crate) fn fitted(mut parts: Vec<Part>, between: &Span<'static>, width: usize) -> Line<'static> {
    while cells(&parts, between) > width {
        let importance = |part: &Part| part.forms.front().map_or(u8::MAX, |form| form.importance);
        // Of equals the last gives way first.
        let Some(least) = parts.iter_mut().rev().min_by_key(|part| importance(part)) else {
            break;
        };
        least.forms.pop_front();
    }
    let mut spans = Vec::new();
    let forms = parts
        .into_iter()
        .filter_map(|mut part| part.forms.pop_front());
    for form in forms {
        if !spans.is_empty() {
            spans.push(between.clone());
        }
        spans.extend(form.spans);
    }
    Line::from(spans)
}

fn cells(parts: &[Part], between: &Span<'static>) -> usize {
    let present = parts.iter().filter_map(|part| part.forms.front());
    let count = present.clone().count();
    let spans = present.flat_map(|form| &form.spans);
    spans.map(Span::width).sum::<usize>() + count.saturating_sub(1) * between.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(width: usize) -> String {
        let parts = vec![
            Part::new(1, "first".into()),
            Part::new(5, "second".into()).or(9, "2nd".into()),
            Part::new(3, "third".into()),
        ];
        fitted(parts, &" ".into(), width).to_string()
    }

    #[test]
    fn the_least_important_part_goes_first() {
        assert_eq!(written(18), "first second third");
        assert_eq!(written(17), "second third");
        assert_eq!(written(11), "second");
        assert_eq!(written(5), "2nd");
        assert_eq!(written(2), "");
    }
}
