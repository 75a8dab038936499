//! What a predictor is blended from, and its score, in a few cells.

use crate::predictor::state::Trained;
use crate::theme::{Role, Theme};
use crate::widgets::text::score;
use ratatui::text::Line;

/// Behind a score where no row is held out: it is of training rows, each predicted out of fold.
pub(crate) const OUT_OF_FOLD: &str = " out-of-fold";

/// The parts of a blend with their weights, the heaviest first: `gp .52 boosting .31`; nothing for a
/// model of one piece.
pub(crate) fn weights(trained: &Trained) -> String {
    let mut parts = trained.parts.clone();
    parts.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let part = |part: &grafscope_core::predict::Part| {
        let weight = format!("{:.2}", part.weight);
        let weight = weight.strip_prefix('0').unwrap_or(&weight);
        format!("{} {weight}", part.model)
    };
    parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

pub(crate) fn tau(trained: &Trained, theme: &Theme) -> Line<'static> {
    let over = if trained.out_of_fold { OUT_OF_FOLD } else { "" };
    let text = format!(
        " {} {}{over} ",
        theme.glyphs.tau,
        score(trained.scores.tau, 3)
    );
    Line::styled(text, theme.style(Role::Text))
}
