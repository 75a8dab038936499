//! The line that bounds are typed on.

use crate::bounds::update::{parse, set};
use crate::overlay::prompt::state::{Completing, PromptSpec};
use grafscope_core::filter;

/// Comparisons joined by `and`, checked while they are typed; nothing for no bounds.
pub(crate) static BOUNDS: PromptSpec = PromptSpec {
    completing: Completing::Words(|model, text, cursor| {
        Some(filter::complete(text, cursor, model.table()?))
    }),
    initial: |model| model.bounds.text.clone(),
    edited: |model, prompt| {
        prompt.problem = parse(model, prompt.input.value()).err().map(Into::into);
        Vec::new()
    },
    example: Some("such as  edgegpu_latency < 5 and params < 1,  nothing for no bounds"),
    ..PromptSpec::line("bounds", |model, text| Ok(set(model, text.trim())?))
};
