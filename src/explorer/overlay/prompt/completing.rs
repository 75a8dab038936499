//! Tab in a prompt: what may stand before the cursor, and going through it.

use tui_input::Input;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::effect::{Effect, Job, JobKind, PathList};
use crate::model::Model;
use crate::overlay::prompt::state::{Completing, Offers, Prompt};
use crate::overlay::prompt::update::{edited, with_prompt};
use crate::update::{inform, requests};

/// Completes the word before the cursor: first as far as all offers agree, then offer by offer.
pub(crate) fn complete(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let forward = given.command == Command::Complete;
    with_prompt(model, |prompt, model| {
        if let Some(offers) = prompt.offers.take() {
            return next_offer(prompt, model, offers, forward);
        }
        let text = prompt.input.value();
        let cursor = byte_at(text, prompt.input.cursor());
        let words = match prompt.spec.completing {
            Completing::Nothing => None,
            Completing::Words(complete) => complete(model, text, cursor),
            Completing::Paths => {
                // Directories are on disks, some of them far away: the offers come as a message.
                let text = text[..cursor].to_owned();
                return vec![requests::start(model, Job::Paths { text })];
            }
        };
        let Some(words) = words else {
            return Vec::new();
        };
        let typed = text[words.span.clone()].to_owned();
        let offers = Offers {
            words: words.candidates,
            current: None,
            before: text[..words.span.start].to_owned(),
            after: text[words.span.end..].to_owned(),
        };
        offer(prompt, model, &typed, offers, forward)
    })
}

/// Offers the files that continue a path, unless another path is being typed by now.
pub(crate) fn offer_paths(model: &mut Model, list: &PathList) -> Vec<Effect> {
    with_prompt(model, |prompt, model| {
        let text = prompt.input.value();
        let cursor = byte_at(text, prompt.input.cursor());
        let is_of_path = matches!(prompt.spec.completing, Completing::Paths);
        if !is_of_path || text[..cursor] != list.text {
            return Vec::new();
        }
        if list.names.is_empty() {
            inform(model, format!("no file starts with {}", list.text));
        }
        let folder = list.text.rfind('/').map_or(0, |slash| slash + 1);
        let (before, typed) = list.text.split_at(folder);
        let offers = Offers {
            words: list.names.clone(),
            current: None,
            before: before.to_owned(),
            after: text[cursor..].to_owned(),
        };
        offer(prompt, model, typed, offers, true)
    })
}

/// Forgets a requested list of files.
pub(crate) fn forget_paths(model: &mut Model) -> Vec<Effect> {
    vec![requests::stop(model, JobKind::Paths)]
}

/// Puts in place of what is `typed` as much as is certain, and offers the rest.
fn offer(
    prompt: &mut Prompt,
    model: &mut Model,
    typed: &str,
    offers: Offers,
    forward: bool,
) -> Vec<Effect> {
    let common = common_start(&offers.words);
    match offers.words.as_slice() {
        [] => Vec::new(),
        [only] => put(prompt, model, only, &offers),
        _ if common.len() > typed.len() && common.starts_with(typed) => {
            let effects = put(prompt, model, &common, &offers);
            keep(prompt, offers);
            effects
        }
        _ => next_offer(prompt, model, offers, forward),
    }
}

fn next_offer(
    prompt: &mut Prompt,
    model: &mut Model,
    mut offers: Offers,
    forward: bool,
) -> Vec<Effect> {
    let count = offers.words.len();
    let next = match (offers.current, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    let effects = put(prompt, model, &offers.words[next], &offers);
    offers.current = Some(next);
    keep(prompt, offers);
    effects
}

fn keep(prompt: &mut Prompt, offers: Offers) {
    prompt.offers = Some(offers);
    // A half-typed word is not wrong while its completions are on offer.
    prompt.problem = None;
}

fn put(prompt: &mut Prompt, model: &mut Model, word: &str, offers: &Offers) -> Vec<Effect> {
    let Offers { before, after, .. } = offers;
    let cursor = before.chars().count() + word.chars().count();
    prompt.input = Input::new(format!("{before}{word}{after}")).with_cursor(cursor);
    edited(prompt, model)
}

fn byte_at(text: &str, chars: usize) -> usize {
    let mut bytes = text.char_indices().map(|(byte, _)| byte);
    bytes.nth(chars).unwrap_or(text.len())
}

fn common_start(words: &[String]) -> String {
    let Some((first, rest)) = words.split_first() else {
        return String::new();
    };
    let common = rest.iter().map(|word| {
        let pairs = first.chars().zip(word.chars());
        pairs.take_while(|(a, b)| a == b).count()
    });
    first
        .chars()
        .take(common.min().unwrap_or(usize::MAX))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::common_start;

    #[test]
    fn offers_agree_as_far_as_all_do() {
        let words = |words: &[&str]| words.iter().map(|&w| w.to_owned()).collect::<Vec<_>>();
        assert_eq!(common_start(&words(&["val_acc", "val_acc.std"])), "val_acc");
        assert_eq!(common_start(&words(&["a", "b"])), "");
        assert_eq!(common_start(&[]), "");
    }
}
