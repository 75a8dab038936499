//! What is said of a feature that carries the same information as others.

use unicode_width::UnicodeWidthStr;

use crate::model::Model;
use crate::overlay::features::redundancy::Likeness;
use crate::overlay::features::state::PanelRow;
use crate::theme::Theme;
use crate::widgets::text::shorten;
use grafscope_core::predict::equivalence::Relation;

/// Cells below which nothing is said of which feature is meant.
const LEAST: usize = 6;

/// `+3` for a feature that stands for three others, `= count(c3)` for one that is equal to that,
/// `~ count(c3)` for another image of it, `constant`; nothing for one by itself, or where there is
/// no room.
pub(crate) fn note(model: &Model, row: &PanelRow, room: usize, theme: &Theme) -> String {
    let alike = model.alike.as_ref();
    let likeness = row.columns.first().and_then(|&id| alike?.of(id));
    let note = match (likeness, model.table()) {
        (Some(Likeness::Stands(others)), _) => format!("+{others}"),
        (Some(Likeness::Constant), _) => "constant".to_owned(),
        (
            Some(Likeness::Member {
                representative,
                relation,
            }),
            Some(table),
        ) => {
            let sign = if relation == Relation::Equal {
                '='
            } else {
                '~'
            };
            format!("{sign} {}", table.column(representative).spec.short)
        }
        _ => String::new(),
    };
    if note.width() <= room {
        note
    } else if room >= LEAST {
        shorten(&note, room, theme.glyphs.ellipsis)
    } else {
        String::new()
    }
}
