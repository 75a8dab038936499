//! What Tab offers.

use grafscope_core::filter::{Program, complete};

use super::table;

/// Candidates at the mark `|` of `text`, and what they replace.
fn at(text: &str) -> (String, Vec<String>) {
    let cursor = text.find('|').expect("a mark");
    let text = text.replacen('|', "", 1);
    let completion = complete(&text, cursor, &table());
    (text[completion.span].to_owned(), completion.candidates)
}

#[track_caller]
fn offers(text: &str, replaced: &str, candidates: &[&str]) {
    let (span, found) = at(text);
    assert_eq!(span, replaced, "{text}");
    assert_eq!(found, candidates, "{text}");
}

#[test]
fn columns_that_start_with_the_word_come_before_those_that_contain_it() {
    offers("val|", "val", &["val_acc", "val_acc.std"]);
    offers("val_acc|", "val_acc", &["val_acc.std"]);
    offers("err| > 3", "err", &["error"]);
    offers("canonical and mark|", "mark", &["marked"]);
    offers(
        "t|rue",
        "t",
        &at("t|").1.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    assert_eq!(at("t|").1[..2], ["train_time", "top("]);
    offers("std|", "std", &["val_acc.std"]);
    offers("TRAIN|", "TRAIN", &["train_time", "in_training"]);
}

#[test]
fn features_are_offered_up_to_their_parenthesis_first() {
    offers("op|", "op", &["op_count("]);
    offers("val_acc > 3 or min_p|", "min_p", &["min_path_len("]);
    let (_, found) = at("m|");
    assert_eq!(
        found[..5],
        ["marked", "min_path_len(", "min(", "max(", "missing("]
    );
}

#[test]
fn operations_inside_the_parentheses() {
    offers("op_count(|", "", &["skip_connect", "none", "nor_conv_3x3"]);
    offers("op_count(no|", "no", &["none", "nor_conv_3x3"]);
    offers("min_path_len(none, 3x3|", "3x3", &["nor_conv_3x3"]);
    offers("min_path_len(none,c3|) > 1", "c3", &["nor_conv_3x3"]);
    offers("count(skip|", "skip", &["skip_connect"]);
    offers("onehot.1_2(|", "", &["nor_conv_3x3"]);
}

#[test]
fn a_function_s_parentheses_hold_columns() {
    offers("abs(err|", "err", &["error"]);
    offers("top(val_acc, 3) and (can|", "can", &["canonical"]);
    offers("max(op_count(none), pred|", "pred", &["predicted"]);
}

#[test]
fn behind_an_operand_come_the_words_that_join() {
    offers("canonical |", "", &["and", "or", "in", "not in"]);
    offers("canonical a|", "a", &["and"]);
    offers("op_count(none) |", "", &["and", "or", "in", "not in"]);
    offers("val_acc > 90% o|", "o", &["or"]);
    offers("(canonical) n|", "n", &["not in"]);
    offers("val_acc > 9|", "9", &[]);
}

#[test]
fn behind_two_dots_a_new_word_starts() {
    offers("val_acc in 1..pred|", "pred", &["predicted"]);
    offers("val_acc in predicted..err|", "err", &["error"]);
}

#[test]
fn unusual_names_come_in_backquotes() {
    offers("aa|", "aa", &["`aa_apgd-ce`"]);
    offers("`aa_ap|", "`aa_ap", &["`aa_apgd-ce`"]);
    offers("`aa_apgd-c|", "`aa_apgd-c", &["`aa_apgd-ce`"]);
}

#[test]
fn at_the_start_everything_that_may_stand_there() {
    let (_, found) = at("|");
    assert_eq!(found.first().map(String::as_str), Some("val_acc"));
    for name in ["op_count(", "top(", "missing(", "not"] {
        assert!(found.contains(&name.to_owned()), "{name}");
    }
    assert!(found.len() <= 50);
}

#[test]
fn a_candidate_in_place_of_the_word_is_a_filter() {
    for text in ["err|", "canonical and pred|", "abs(train|"] {
        let (word, candidates) = at(text);
        let stem = text.replace('|', "");
        let stem = stem.strip_suffix(&word).unwrap();
        let close = if stem.contains('(') { ")" } else { "" };
        let whole = format!("{stem}{}{close} > 1", candidates[0]);
        assert!(Program::new(&whole, &table()).is_ok(), "{whole}");
    }
}
