//! Named sets and alike features in the explorer.

use std::fs;
use std::path::PathBuf;

use grafscope_core::predict::SavedSets;
use grafscope_explorer::model::Launch;
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::overlay::features::redundancy::Equivalence;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, notice, played_from, press, screen, size};

/// The explorer with the named sets of `file`, after `text` was typed.
fn after(file: PathBuf, text: &str) -> Player {
    let launch = Launch {
        saved: SavedSets::load(file),
        ..launch("forest trees=2", 100)
    };
    played_from(launch, size(120, 40), text)
}

fn problem(player: &Player) -> String {
    let prompt = player.model().prompt().expect("the prompt stays open");
    prompt.problem.as_ref().unwrap().message.clone()
}

#[test]
fn the_present_set_is_saved_and_then_a_name_like_others() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sets.toml");
    let mut player = after(file.clone(), "=graf-(node_degree)+params<cr>Wcheap<cr>");
    assert!(notice(player.model()).starts_with("cheap stands for graf-(node_degree)+params"));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "cheap = \"graf-(node_degree)+params\"\n"
    );
    press(&mut player, "=che<tab>-params<cr>");
    assert_eq!(player.model().settings.features, "cheap-params");
    let current = player.model().training.current.as_ref().unwrap();
    assert_eq!(current.n_features, 67);
    // A later explorer has it, as a switch as well.
    let mut player = after(file, "f");
    let Some(Overlay::Features(panel)) = &player.model().overlay else {
        panic!("no panel");
    };
    let mut families = panel.rows.iter().filter(|row| row.family);
    assert_eq!(families.next_back().unwrap().label, "cheap");
    press(&mut player, "/cheap<cr>o");
    assert_eq!(player.model().used.len(), 68);
    // From within the panel the set of the panel is saved.
    press(&mut player, "<esc>=cheap+flops<cr>fsmore<cr>");
    assert!(notice(player.model()).starts_with("more stands for cheap+flops"));
    press(&mut player, "=zen<c-u>graf<cr>Wmore<cr>");
    assert!(notice(player.model()).contains("from now on, no longer cheap+flops"));
}

#[test]
fn a_name_that_cannot_be_is_refused_and_nothing_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sets.toml");
    let mut player = after(file.clone(), "Wzcp<cr>");
    assert!(problem(&player).contains("a meaning in feature sets already"));
    for (name, reason) in [
        ("canonical", "is a column of this table"),
        ("two words", "is not a name for a set"),
        ("", "is not a name for a set"),
    ] {
        press(
            &mut player,
            &format!("<c-u>{}<cr>", name.replace(' ', "<space>")),
        );
        assert!(problem(&player).contains(reason), "{name}");
    }
    assert!(!file.exists());
}

#[test]
fn a_bad_file_is_told_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sets.toml");
    fs::write(&file, "a = \"graf\"\nb = 1\n").unwrap();
    let mut player = after(file.clone(), "");
    assert!(notice(player.model()).contains("sets.toml, line 2: `b` is not a text"));
    assert!(player.model().training.current.is_some());
    press(&mut player, "Wmine<cr>");
    assert!(problem(&player).ends_with("correct the file first"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "a = \"graf\"\nb = 1\n");
}

#[test]
fn the_panel_marks_features_that_carry_the_same_information() {
    let folder = tempfile::tempdir().unwrap();
    let mut player = after(folder.path().join("sets.toml"), "f");
    let model = player.model();
    let table = model.table().unwrap();
    let alike = model.alike.as_ref().expect("the panel asks for it");
    let of = |name: &str| alike.of(table.resolve(name).unwrap());
    assert_eq!(of("min_path_len(all)"), Some(Equivalence::Constant));
    assert_eq!(of("op_count(c3)"), Some(Equivalence::Represents(4)));
    assert!(matches!(
        of("deg.avg_in(c3)"),
        Some(Equivalence::Member { .. })
    ));
    assert_eq!(of("max_op(c3)"), None);
    press(&mut player, "/avg_in(c");
    let text = screen(player.model(), &Theme::new(false, true));
    let line = text
        .lines()
        .find(|line| line.contains("deg.avg_in(c3) "))
        .unwrap();
    assert!(line.contains("~ count(c3)"), "{line}");
    press(&mut player, "<esc>/count(");
    let text = screen(player.model(), &Theme::new(false, true));
    let line = text
        .lines()
        .find(|line| line.contains("count(c3)"))
        .unwrap();
    assert!(line.contains(" +4 "), "{line}");
    // Other figures, other groups: they are computed again.
    press(&mut player, "<esc><esc>tImageNet<cr>");
    assert!(player.model().alike.is_none());
}
