//! Prompts about rows and what is shown of them.

use crate::overlay::prompt::state::PromptSpec;
use crate::overlay::prompt::update::whole_number;
use crate::table::{finding, moving, noting};

/// A text to find in encodings and notes; the first match is shown while it is typed.
pub(crate) static FIND: PromptSpec = PromptSpec {
    edited: |model, prompt| finding::typed(model, prompt.input.value()),
    closed: finding::cancel,
    example: Some("an encoding, a part of one, operations such as  c3~0 none~1,  words of a note"),
    count: Some(|model, _| finding::count(model)),
    ..PromptSpec::line("find architecture", |model, text| {
        Ok(finding::accept(model, text))
    })
};

/// A text to find among the features of the detail pane, which shows only those that have it while it
/// is typed.
pub(crate) static FIND_FEATURE: PromptSpec = PromptSpec {
    edited: |model, prompt| {
        prompt.input.value().clone_into(&mut model.detail_query);
        model.detail_scroll = 0;
        Vec::new()
    },
    closed: |model| {
        model.detail_query.clear();
        Vec::new()
    },
    ..PromptSpec::text(
        "find feature",
        |model| model.detail_query.clone(),
        |_, _| Ok(Vec::new()),
    )
};

/// A row by its position.
pub(crate) static GO_TO_ROW: PromptSpec = PromptSpec::line("go to row", |model, text| {
    let row = whole_number(text, 1, "a row number")?;
    moving::jump(model, usize::try_from(row - 1).unwrap_or(usize::MAX));
    Ok(Vec::new())
});

/// A note on the selected architecture.
pub(crate) static NOTE: PromptSpec = PromptSpec::text("note", noting::text, |model, text| {
    Ok(noting::note(model, text)?)
});
