//! How the cells of each search space are drawn, wide and narrow.

use std::fs;
use std::path::PathBuf;

use grafscope_core::bench::Source;
use grafscope_core::space;
use grafscope_explorer::diagram::state::Diagram;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::model::Launch;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{drawn, played_from, press, text_of};

/// The largest cells of each space, the first one drawn.
const SPACES: [(&str, &[&str]); 5] = [
    (
        "nb101",
        &[
            "(0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 4, 4, 4, 1)",
            "(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 3, 1)",
        ],
    ),
    (
        "darts",
        &[
            "[[(0, 4), (1, 3), (0, 2), (2, 3), (2, 3), (0, 3), (2, 6), (3, 5)], [(0, 3), (1, 3), (1, 1), (0, 5), (2, 3), (0, 2), (4, 4), (3, 1)]]",
            "[[(1, 1), (0, 6), (1, 1), (0, 3), (1, 1), (2, 5), (0, 1), (4, 4)], [(0, 1), (1, 1), (0, 4), (2, 4), (0, 4), (1, 5), (2, 4), (4, 0)]]",
        ],
    ),
    ("tnb101_macro", &["(2, 1, 4, 1, 2, 3)", "(2, 1, 1, 3)"]),
    ("nas_bench_macro", &["02012100", "22222222"]),
    ("nas_bench_graph", &["60148", "00000"]),
];

/// The explorer on the architectures of a space, none of them measured, with the detail pane
/// focused.
fn explorer(space: &str, archs: &[&str], size: Size) -> Player {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("cells.csv");
    let mut text = String::from("arch,val_acc\n");
    for (arch, at) in archs.iter().zip(1..) {
        text += &format!("\"{arch}\",{at}\n");
    }
    fs::write(&path, text).unwrap();
    let launch = Launch::of(Source {
        space: Some(space.to_owned()),
        ..Source::named(path.display().to_string())
    });
    played_from(launch, size, "<tab>")
}

/// The text of the detail pane, without blanks at the ends of lines.
fn pane(player: &Player, ascii: bool) -> String {
    let model = player.model();
    let buffer = drawn(model, &Theme::new(false, ascii));
    text_of(&buffer, areas(model).unwrap().detail)
}

#[test]
fn every_space_at_each_size() {
    for (space, archs) in SPACES {
        for (name, width, height) in [("80x24", 80, 24), ("120x40", 120, 40), ("200x60", 200, 60)] {
            let player = explorer(space, archs, Size { width, height });
            insta::assert_snapshot!(format!("{space}_{name}"), pane(&player, false));
            let ascii = pane(&player, true);
            assert!(ascii.is_ascii(), "{ascii}");
            if width == 120 {
                insta::assert_snapshot!(format!("{space}_{name}_ascii"), ascii);
            }
        }
    }
}

#[test]
fn long_encodings_are_cut_in_the_table_and_whole_in_the_detail_pane() {
    let (space, archs) = SPACES[0];
    let size = Size {
        width: 120,
        height: 40,
    };
    let mut player = explorer(space, archs, size);
    press(&mut player, "Y");
    let shown = pane(&player, false);
    let shown: String = shown.split_whitespace().collect();
    let whole: String = archs[0].split_whitespace().collect();
    assert!(shown.contains(&whole), "{shown}");
    let screen = player.screen(&Theme::new(false, false)).unwrap();
    let area = areas(player.model()).unwrap().table;
    let first: String = (area.x..area.x + area.width)
        .map(|x| screen[(x, area.y + 3)].symbol())
        .collect();
    assert!(first.contains('…') && first.contains("1.00"), "{first}");
}

#[test]
fn nothing_is_drawn_outside_and_every_edge_is_there() {
    for (name, archs) in SPACES {
        let space = space::find(name).unwrap();
        for arch in archs {
            let arch = space.parse(arch).unwrap();
            for cell in space.cells(&arch) {
                for width in 0..200 {
                    let Some(diagram) = Diagram::new(&cell, space, width) else {
                        assert!(width < 150, "{name} is never drawn");
                        continue;
                    };
                    assert!(diagram.width <= width);
                    assert_eq!(diagram.edges.len(), cell.graph.edge_count());
                    for edge in &diagram.edges {
                        assert!(edge.from <= edge.to && edge.to < diagram.width);
                        assert!(edge.y < diagram.height);
                        let label = edge.label.text.chars().count() as u16;
                        assert!(label == 0 || label + 2 <= edge.to - edge.from + 1);
                    }
                    for pair in diagram.nodes.windows(2) {
                        assert!(pair[0].x + pair[0].width < pair[1].x);
                    }
                }
            }
        }
    }
}
