//! The help: what is unfolded, and finding something in it.

use std::collections::BTreeSet;

use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::overlay::help::sections::sections;
use grafscope_explorer::overlay::help::state::{Help, HelpText, help_lines};
use grafscope_explorer::overlay::help::update::help_page;

use super::mouse::send;
use super::overlays::{BASE, around_the_panes, typed};
use crate::support::player::size;

fn help(model: &Model) -> &Help {
    match &model.overlay {
        Some(Overlay::Help(help)) => help,
        _ => panic!("no help"),
    }
}

/// The text of the line under the cursor.
fn current(model: &Model) -> HelpText {
    let help = help(model);
    help_page(model, help).0[help.cursor].text.clone()
}

/// The titles of the unfolded sections.
fn unfolded(model: &Model) -> Vec<String> {
    let sections = sections(model);
    let open = help(model).open.iter();
    open.map(|&at| sections[at].title.clone()).collect()
}

/// Everything unfolded.
pub(super) fn whole(model: &Model, width: usize) -> String {
    let sections = sections(model);
    let all: BTreeSet<usize> = (0..sections.len()).collect();
    format!("{:?}", help_lines(&sections, &all, width))
}

#[test]
fn it_opens_at_the_place_where_the_user_is_in_two_screens() {
    for (keys, place) in [
        ("", "table"),
        ("<tab>", "details"),
        ("<tab><tab>", "plot"),
        ("v", "compare"),
        ("V", "curves"),
        ("E", "selection"),
        ("A", "transfer"),
        ("Q", "search"),
        ("e", "errors"),
        ("i", "importances"),
        ("<cr>", "architecture"),
    ] {
        let mut model = typed(&format!("{keys}?"));
        model.size = size(80, 24);
        assert_eq!(unfolded(&model), [format!("Keys here: {place}")]);
        let (lines, page) = help_page(&model, help(&model));
        let height = lines.len();
        assert!(
            height <= 2 * page,
            "{place}: {height} lines, {page} a screen"
        );
        assert!(sections(&model)[0].entries.len() >= 2, "{place}");
        let on_screen = format!("On this screen: {place}");
        let has_guide = sections(&model)[1].title == on_screen;
        assert_eq!(has_guide, !["table", "details", "plot"].contains(&place));
    }
}

#[test]
fn sections_unfold_and_fold() {
    let model = typed("?G<cr>");
    assert_eq!(unfolded(&model)[1], "What the numbers mean");
    assert!(matches!(
        current(&model),
        HelpText::Heading { open: true, .. }
    ));
    // From inside a section, its heading takes the cursor.
    for fold in ["<left>", "h", "<cr>", "<space>"] {
        let model = typed(&format!("?G<right>jjj{fold}"));
        assert_eq!(unfolded(&model).len(), 1, "{fold}");
        assert!(matches!(current(&model), HelpText::Heading { .. }));
    }
    let model = typed("?G<right>G<pagedown>");
    let help = help(&model);
    assert_eq!(help.cursor, help_page(&model, help).0.len() - 1);
    assert!(around_the_panes(&model).contains("over them"));
}

#[test]
fn a_text_is_found_in_folded_sections() {
    let model = typed("?/wilcoxon");
    assert_eq!(unfolded(&model)[1], "Comparisons and experiments");
    assert!(around_the_panes(&model).contains("1 of "));
    let HelpText::Entry { term, .. } = current(&model) else {
        panic!("no entry")
    };
    assert_eq!(term, "compare: verdicts");
    // The keys of the list of commands are free again.
    let first = typed("?/seed<cr>");
    let next = typed("?/seed<cr>n");
    assert_ne!(help(&first).cursor, help(&next).cursor);
    assert_eq!(current(&first), current(&typed("?/seed<cr>nN")));
    // Around the end and back.
    assert_eq!(current(&first), current(&typed("?/seed<cr>Nn")));
    let none = typed("?/no such words");
    assert!(around_the_panes(&none).contains("nothing matches"));
    // Escape goes back to where the search began.
    let model = typed("?jj/wilcoxon<esc>");
    assert_eq!((help(&model).cursor, unfolded(&model).len()), (2, 1));
    assert!(typed("?jj/wilcoxon<esc><esc>").overlay.is_none());
}

#[test]
fn a_click_on_a_heading_unfolds_it() {
    let mut model = typed("?G");
    let body = areas(&model).unwrap().body;
    let popup = model.overlay.as_ref().unwrap().popup(body).unwrap().body;
    send(
        &mut model,
        MouseAction::Click,
        popup.x + 3,
        popup.y + popup.height - 1,
    );
    assert_eq!(unfolded(&model)[1], "What the numbers mean");
    let at = Mouse {
        action: MouseAction::WheelDown,
        x: popup.x,
        y: popup.y,
    };
    let before = help(&model).cursor;
    send(&mut model, at.action, at.x, at.y);
    assert_eq!(help(&model).cursor, before + 1);
}

#[test]
fn it_lists_every_binding_in_ascii() {
    let text = whole(&BASE, 200);
    for (_, key, _) in BASE.keymap.bindings() {
        assert!(
            text.contains(&key.to_string().replace('\\', "\\\\")),
            "{key}"
        );
    }
    assert!(text.is_ascii() && whole(&BASE, 80).is_ascii());
}
