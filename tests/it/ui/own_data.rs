//! Splits of the user's and external predictions in the explorer.

use grafscope_core::bench::Source;
use grafscope_core::table::Group;
use grafscope_explorer::errors::versus::state::sides;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::Launch;
use grafscope_explorer::session::Session;
use grafscope_explorer::session::snapshot::SessionSnapshot;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, notice, played_from, press, screen, size};
use crate::support::side_file::side_file;

/// The explorer with the file joined, which is in the folder.
fn start(change: impl FnOnce(&mut Source)) -> (Player, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut source = Source::named("nas-bench-201");
    source.joins.push(side_file(folder.path()));
    change(&mut source);
    let launch = Launch {
        source,
        ..launch("forest trees=5", 64)
    };
    (played_from(launch, size(160, 45), ""), folder)
}

fn type_in(player: &mut Player, key: &str, text: &str) {
    press(player, key);
    player.send(Message::Paste(text.to_owned())).unwrap();
    press(player, "<cr>");
}

fn trained_on(player: &Player) -> Vec<u32> {
    let current = player.model().training.current.as_ref().unwrap();
    current.predictions.trained_on.to_vec()
}

#[test]
fn a_split_of_a_column_is_trained_on_whole_and_the_seed_says_what_it_changes() {
    let (mut player, _folder) = start(|source| source.splits_column = Some("part".to_owned()));
    let all = trained_on(&player);
    assert_eq!(player.model().settings.train_size, all.len());
    let text = screen(player.model(), &Theme::new(false, true));
    assert!(text.contains("split part"), "{text}");
    press(&mut player, "r");
    assert!(notice(player.model()).contains("the seed changes the model alone"));
    assert_eq!(player.model().settings.seed, 1);
    assert_eq!(trained_on(&player), all);
    // Fewer rows are drawn from those.
    press(&mut player, "-");
    let fewer = trained_on(&player);
    assert!(fewer.len() < all.len() && fewer.iter().all(|row| all.contains(row)));
    press(&mut player, "r");
    assert_ne!(trained_on(&player), fewer);
    press(&mut player, "+");
    assert_eq!(trained_on(&player), all);
    // The comparison draws from them too.
    press(&mut player, "v");
    let text = screen(player.model(), &Theme::new(false, true));
    assert!(text.contains("split part"), "{text}");
}

#[test]
fn a_split_can_be_set_and_taken_away() {
    let (mut player, folder) = start(|_| {});
    let random = trained_on(&player);
    type_in(&mut player, "|", "prat");
    assert!(
        notice(player.model()).contains("no column `prat`"),
        "{}",
        notice(player.model())
    );
    type_in(&mut player, "|", "part");
    assert!(
        notice(player.model()).contains("non-canonical rows left out"),
        "{}",
        notice(player.model())
    );
    let session = SessionSnapshot::new(player.model()).unwrap().session();
    assert_eq!(session.splits_column.as_deref(), Some("part"));
    let text = session.to_text();
    assert!(text.contains("splits_column = \"part\""), "{text}");
    assert_eq!(Session::parse(&text).unwrap(), session);
    // Samples of a file, by training size and seed.
    let file = folder.path().join("s.json");
    let arch = |row: u32| {
        let bench = &player.model().data.as_ref().unwrap().opened.bench;
        bench.space.print(&bench.archs[row as usize], 0)
    };
    let archs: Vec<String> = random[..8].iter().map(|&row| arch(row)).collect();
    let other: Vec<String> = random[8..16].iter().map(|&row| arch(row)).collect();
    let samples = serde_json::json!({
        "benchmark": "nas-bench-201", "space": "nb201", "samples": [
            {"train_size": 8, "seed": 3, "archs": archs},
            {"train_size": 8, "seed": 5, "archs": other},
        ],
    });
    std::fs::write(&file, samples.to_string()).unwrap();
    press(&mut player, "|<c-u>");
    player
        .send(Message::Paste(file.display().to_string()))
        .unwrap();
    press(&mut player, "<cr>");
    assert_eq!(
        trained_on(&player),
        random[..8],
        "{}",
        notice(player.model())
    );
    let text = screen(player.model(), &Theme::new(false, true));
    assert!(text.contains("splits s.json"), "{text}");
    press(&mut player, "r");
    assert_eq!(player.model().settings.seed, 5);
    assert_eq!(trained_on(&player), random[8..16]);
    press(&mut player, "#<c-u>9<cr>");
    assert_eq!(player.model().settings.train_size, 8);
    press(&mut player, "<esc><esc>|<c-u><cr>");
    let source = &player.model().data.as_ref().unwrap().opened.source;
    assert_eq!((&source.splits, &source.splits_column), (&None, &None));
}

#[test]
fn a_column_becomes_model_b_and_a_method_of_the_comparison() {
    let (mut player, _folder) = start(|_| {});
    assert!(sides(player.model()).is_none());
    type_in(&mut player, "&", "gnn");
    // The list is narrowed to the column, which is ticked.
    let group = |player: &Player| {
        let table = player.model().table().unwrap();
        table.column(table.find("gnn").unwrap()).spec.group
    };
    if group(&player) != Group::External {
        press(&mut player, "&");
        player.send(Message::Paste("gnn".to_owned())).unwrap();
        press(&mut player, "<space><cr>");
    }
    assert_eq!(group(&player), Group::External);
    assert!(
        notice(player.model()).contains("external predictions"),
        "{}",
        notice(player.model())
    );
    let (a, b) = sides(player.model()).unwrap();
    assert!(!a.settings.model.is_external());
    assert_eq!(
        (b.settings.features.as_str(), b.settings.model.is_external()),
        ("gnn", true)
    );
    assert!(b.scores.tau > a.scores.tau);
    press(&mut player, "e8");
    let text = screen(player.model(), &Theme::new(false, true));
    assert!(text.contains("gnn, external predictions"), "{text}");
    assert!(
        text.contains("rows that gnn was trained on are unknown"),
        "{text}"
    );
    press(&mut player, "<esc>v");
    let compare = player.model().experiments.compare.as_ref().unwrap();
    let external: Vec<_> = compare
        .grid
        .series()
        .filter(|of| of.is_external())
        .collect();
    assert_eq!(external.len(), 1);
    assert!(compare.prediction_task.scored().len() < 2250);
    let session = SessionSnapshot::new(player.model()).unwrap().session();
    assert_eq!(session.predictions, Some(vec!["gnn".to_owned()]));
    assert_eq!(Session::parse(&session.to_text()).unwrap(), session);
}
