//! Tab in a prompt: what may stand before the cursor, and going through it.

use tui_input::Input;

use crate::effect::{Effect, Job, JobKind};
use crate::message::PathList;
use crate::model::Model;
use crate::overlay::PromptKind;
use grafscope_core::filter;

use crate::compare::adding::parts;
use crate::overlay::prompt::update::{edited, prompt};
use crate::update::{inform, requests};

/// Completes the word before the cursor: first as far as all offers agree, then offer by offer.
pub(crate) fn complete(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(table) = model.table().cloned() else {
        return Vec::new();
    };
    let sets = model.saved.sets.clone();
    let Some(prompt) = prompt(model) else {
        return Vec::new();
    };
    if !prompt.offers.is_empty() {
        return next_offer(model, forward);
    }
    let text = prompt.input.value().to_owned();
    let cursor = byte_at(&text, prompt.input.cursor());
    let completion = match prompt.kind {
        PromptKind::Filter => filter::complete(&text, cursor, &table),
        PromptKind::FeatureSet => sets.complete(&text, cursor, &table),
        PromptKind::Method => {
            let set = parts(&text).0;
            if cursor > set.len() {
                return Vec::new();
            }
            sets.complete(set, cursor, &table)
        }
        PromptKind::Join
        | PromptKind::Export
        | PromptKind::SavePredictor
        | PromptKind::ExportComparison
        | PromptKind::ExportImportances
        | PromptKind::SaveSession
        | PromptKind::Draw => {
            // Directories are on disks, some of them far away: the offers come as a message.
            let text = text[..cursor].to_owned();
            return vec![requests::start(model, Job::Paths { text })];
        }
        _ => return Vec::new(),
    };
    let before = text[..completion.span.start].to_owned();
    let after = text[completion.span.end..].to_owned();
    let typed = &text[completion.span];
    offer(
        model,
        typed,
        completion.candidates,
        (before, after),
        forward,
    )
}

/// Takes the files in that continue a path, unless another path is being typed by now.
pub(crate) fn offer_paths(model: &mut Model, list: &PathList) -> Vec<Effect> {
    let Some(prompt) = prompt(model) else {
        return Vec::new();
    };
    let of_path = matches!(
        prompt.kind,
        PromptKind::Join
            | PromptKind::Export
            | PromptKind::SavePredictor
            | PromptKind::ExportComparison
            | PromptKind::ExportImportances
            | PromptKind::SaveSession
            | PromptKind::Draw
    );
    let text = prompt.input.value().to_owned();
    let cursor = byte_at(&text, prompt.input.cursor());
    if !of_path || text[..cursor] != list.text {
        return Vec::new();
    }
    if list.names.is_empty() {
        inform(model, format!("no file starts with {}", list.text));
    }
    let folder = list.text.rfind('/').map_or(0, |slash| slash + 1);
    let (before, typed) = list.text.split_at(folder);
    let around = (before.to_owned(), text[cursor..].to_owned());
    offer(model, typed, list.names.clone(), around, true)
}

/// Forgets a list of files that is still awaited.
pub(crate) fn forget_paths(model: &mut Model) -> Vec<Effect> {
    requests::forget(model, JobKind::Paths);
    vec![Effect::Stop(JobKind::Paths)]
}

/// Offers `words` in place of what is `typed` between the texts `around` it.
fn offer(
    model: &mut Model,
    typed: &str,
    words: Vec<String>,
    around: (String, String),
    forward: bool,
) -> Vec<Effect> {
    let common = common_start(&words);
    match words.as_slice() {
        [] => Vec::new(),
        [only] => put(model, &around.0, only, &around.1),
        _ if common.len() > typed.len() && common.starts_with(typed) => {
            let effects = put(model, &around.0, &common, &around.1);
            keep_offers(model, words, None, around);
            effects
        }
        _ => {
            keep_offers(model, words, None, around);
            next_offer(model, forward)
        }
    }
}

fn next_offer(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(prompt) = prompt(model) else {
        return Vec::new();
    };
    let count = prompt.offers.len();
    let at = match (prompt.offer, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    let offers = std::mem::take(&mut prompt.offers);
    let around = std::mem::take(&mut prompt.around);
    let effects = put(model, &around.0, &offers[at], &around.1);
    keep_offers(model, offers, Some(at), around);
    effects
}

fn keep_offers(
    model: &mut Model,
    offers: Vec<String>,
    offer: Option<usize>,
    around: (String, String),
) {
    if let Some(prompt) = prompt(model) {
        prompt.offers = offers;
        prompt.offer = offer;
        prompt.around = around;
        // Half-typed words are no fault while their completions are on offer.
        prompt.problem = None;
    }
}

fn put(model: &mut Model, before: &str, word: &str, after: &str) -> Vec<Effect> {
    if let Some(prompt) = prompt(model) {
        let cursor = before.chars().count() + word.chars().count();
        prompt.input = Input::new(format!("{before}{word}{after}")).with_cursor(cursor);
    }
    edited(model)
}

fn byte_at(text: &str, chars: usize) -> usize {
    text.char_indices()
        .nth(chars)
        .map_or(text.len(), |(byte, _)| byte)
}

/// The longest text that all of `words` start with.
fn common_start(words: &[String]) -> String {
    let Some((first, rest)) = words.split_first() else {
        return String::new();
    };
    let common = rest.iter().fold(first.chars().count(), |common, word| {
        first
            .chars()
            .zip(word.chars())
            .take(common)
            .take_while(|(a, b)| a == b)
            .count()
    });
    first.chars().take(common).collect()
}

#[cfg(test)]
mod tests {
    use crate::overlay::prompt::completing::common_start;

    #[test]
    fn offers_agree_as_far_as_all_do() {
        let words = |words: &[&str]| words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>();
        assert_eq!(common_start(&words(&["val_acc", "val_acc.std"])), "val_acc");
        assert_eq!(common_start(&words(&["a", "b"])), "");
        assert_eq!(common_start(&[]), "");
    }
}
