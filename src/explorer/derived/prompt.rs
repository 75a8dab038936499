//! The line that a derived column is defined on.

use crate::derived::update::{check, define, definitions};
use crate::model::Model;
use crate::overlay::Overlay;
use crate::overlay::prompt::state::{Completing, Prompt, PromptSpec};
use crate::overlay::prompt::update::edited;
use grafscope_core::filter::{self, Completion};

/// A name and an expression, checked while they are typed.
pub(crate) static DERIVE: PromptSpec = PromptSpec {
    completing: Completing::Words(complete),
    history: Some(|model| definitions(model).to_vec()),
    edited: |model, prompt| {
        prompt.problem = check(model, prompt.input.value()).err();
        Vec::new()
    },
    example: Some("such as  gap = val_acc - predicted,  NAME =  removes a derived column"),
    ..PromptSpec::line("derive", define)
};

/// Completes the expression as a filter, and before the `=` the name of a column to be removed.
fn complete(model: &Model, text: &str, cursor: usize) -> Option<Completion> {
    let table = model.table()?;
    let Some(equals) = text[..cursor].find('=') else {
        let names = table.derived_ids().map(|id| &table.column(id).spec.name);
        let typed = text[..cursor].trim_start();
        let names = names.filter(|name| name.starts_with(typed));
        return Some(Completion {
            span: cursor - typed.len()..cursor,
            candidates: names.map(|name| format!("{name} =")).collect(),
        });
    };
    let before = equals + 1;
    let completion = filter::complete(&text[before..], cursor - before, table);
    Some(Completion {
        span: completion.span.start + before..completion.span.end + before,
        ..completion
    })
}

/// Opens the line with `text` in it, and says what is wrong with that.
pub(crate) fn open(model: &mut Model, text: &str) {
    let mut prompt = Prompt::new(&DERIVE, text.to_owned());
    edited(&mut prompt, model);
    model.overlay = Some(Overlay::Prompt(prompt));
}
