//! Sessions and notes in the explorer: what is kept, what is taken in, and what is said of the rest.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use grafscope_core::bench::Source;
use grafscope_core::predict::Rows;
use grafscope_core::table::Direction;
use grafscope_explorer::command::keymap::Keymap;
use grafscope_explorer::config::Layer;
use grafscope_explorer::detail::state::{DetailLine, detail_lines};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::jobs::autosave::Autosave;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::Level;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::screen::Screen;
use grafscope_explorer::session::Session;
use grafscope_explorer::session::marks::Marked;
use grafscope_explorer::session::restore_state::{Offer, Restoring, Startup};
use grafscope_explorer::session::snapshot::SessionSnapshot;
use grafscope_explorer::session::store::Store;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{launch, notice, played_from, press};

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

fn small() -> Launch {
    launch("forest trees=5", 30)
}

fn after(text: &str) -> Player {
    played_from(small(), SIZE, text)
}

/// What is kept of the explorer, through its text.
fn kept(player: &Player) -> Session {
    let session = SessionSnapshot::new(player.model()).unwrap().session();
    let read = Session::parse(&session.to_text()).unwrap();
    assert_eq!(read, session);
    read
}

fn startup(session: Session, told: &str) -> Startup {
    Startup {
        session: Some(Restoring {
            session: Arc::new(session),
            told: told.to_owned(),
        }),
        ..Startup::default()
    }
}

fn offer(session: Session, when: &str, announced: bool) -> Startup {
    Startup {
        offer: Some(Offer {
            session: Arc::new(session),
            when: when.to_owned(),
            announced,
        }),
        ..Startup::default()
    }
}

fn opened(session: Session) -> Player {
    Player::started(small(), startup(session, "opened"), SIZE).unwrap()
}

fn marks(model: &Model) -> Vec<u32> {
    model.marks.iter().collect()
}

#[test]
fn a_view_comes_back_as_it_was() {
    let before = after(
        "/op_count(none) <lt>= 1<cr>=onehot<cr>#40<cr>R7<cr>%80<cr>G<space>kk<space>\"odd<cr>\
         lll$szH",
    );
    let session = kept(&before);
    let again = opened(session.clone());
    let (old, new) = (before.model(), again.model());
    assert_eq!(notice(new), "opened");
    assert_eq!(new.view, old.view);
    assert_eq!(new.view.sort[0].1, Direction::Descending);
    assert!(new.view.zoomed && new.view.scored_only);
    assert_eq!(new.settings, old.settings);
    assert_eq!((new.settings.train_size, new.settings.seed), (40, 7));
    assert!((new.live.level - 80.0).abs() < 1e-12);
    assert_eq!(new.arrangement, old.arrangement);
    assert_eq!(marks(new), marks(old));
    assert_eq!(new.marks.len(), 2);
    assert_eq!(new.notes, old.notes);
    assert_eq!(new.selected, old.selected);
    assert_eq!(new.filter_history, old.filter_history);
    assert_eq!(
        new.training.current.as_ref().unwrap().scores,
        old.training.current.as_ref().unwrap().scores
    );
    assert!(new.undo.is_empty(), "there is nothing to take back yet");
    assert_eq!(kept(&again), session);
}

#[test]
fn predictors_come_back_without_figures_and_are_trained_again() {
    let before = after("=op_count<cr>=onehot<cr>");
    let mut again = opened(kept(&before));
    let history = &again.model().training.history;
    let sets: Vec<_> = history
        .iter()
        .map(|trained| trained.settings.features.as_str())
        .collect();
    assert_eq!(sets, ["onehot", "op_count", "graf"]);
    assert!(history[1].scores.tau.is_nan(), "nothing is made up");
    press(&mut again, "f2");
    let current = again.model().training.current.as_ref().unwrap();
    assert_eq!(current.settings.features, "op_count");
    assert!(current.scores.tau > 0.0);
    let history = &again.model().training.history;
    assert_eq!(history.len(), 3);
    assert!(history[0].scores.tau > 0.0);
}

#[test]
fn what_is_not_there_any_more_is_left_out_and_said() {
    let session = Session::parse(
        "version = 1\n[view]\ndataset = \"svhn\"\ntarget = \"speed\"\nfilter = \"zen > 3\"\n\
         sort = [\"zen:asc\", \"params:asc\"]\ncolumns = [\"params\", \"zen\"]\n\
         selected = \"(9, 9)\"\n[predictor]\nfeatures = \"graf+zen\"\ntrain_size = 25\n\
         [marks]\nencodings = [\"(1, 1, 1, 1, 1, 1)\", \"(7, 7, 7, 7, 7, 7)\"]\n\
         [notes]\n\"(1, 1, 1, 1, 1, 2)\" = \"a\"\n\"elsewhere\" = \"b\"\n",
    )
    .unwrap();
    let player = opened(session);
    let model = player.model();
    assert_eq!(model.settings.train_size, 25);
    assert_eq!(model.settings.features, "graf");
    assert_eq!(model.view.columns, ["params"]);
    assert_eq!(
        model.view.sort,
        [("params".to_owned(), Direction::Ascending)]
    );
    assert_eq!(model.view.filter, "");
    assert_eq!((model.marks.len(), model.notes.len()), (1, 1));
    assert_eq!(model.notice.as_ref().unwrap().level, Level::Error);
    for part in [
        "opened; not in this benchmark: ",
        "data set svhn",
        "target speed",
        "column zen",
        "filter zen > 3",
        "feature set graf+zen",
        "the selected architecture",
        "1 marked architecture",
        "1 noted architecture",
    ] {
        assert!(notice(model).contains(part), "{part}: {}", notice(model));
    }
    // The note is kept for when its architecture is there again.
    let again = kept(&player);
    assert!(again.notes.contains(&("elsewhere".into(), "b".into())));
}

#[test]
fn a_kept_view_is_offered_and_waits_until_it_is_asked_for() {
    let session = kept(&after("/op_count(none) = 0<cr>t")).clone();
    let other = Session {
        dataset: Some("cifar100".to_owned()),
        target: None,
        benchmark: None,
        ..session
    };
    let start = |announced| offer(other.clone(), "3 hours ago", announced);
    let mut player = Player::started(small(), start(true), SIZE).unwrap();
    assert_eq!(
        notice(player.model()),
        "a view was kept 3 hours ago: L restores it"
    );
    assert_eq!(player.model().view.filter, "");
    assert!(!SessionSnapshot::new(player.model()).unwrap().restored);
    press(&mut player, "jL");
    let model = player.model();
    assert_eq!(notice(model), "the view kept 3 hours ago is restored");
    assert_eq!(model.view.filter, "op_count(none) = 0");
    let open = &model.data.as_ref().unwrap().opened;
    assert_eq!(open.shown_dataset().name, "cifar100");
    let trained = model.training.current.as_ref().unwrap();
    assert_eq!(trained.dataset, "cifar100");
    assert!(SessionSnapshot::new(model).unwrap().restored);
    press(&mut player, "u");
    assert_eq!(player.model().view.filter, "");

    let quiet = Player::started(small(), start(false), SIZE).unwrap();
    assert_eq!(notice(quiet.model()), "");
    let mut none = after("L");
    assert_eq!(notice(none.model()), "no view of this benchmark is kept");
    press(&mut none, ":restore");
    assert!(none.model().overlay.is_some());
}

#[test]
fn looking_about_is_no_work_to_be_kept() {
    let mut player = after("");
    let start = SessionSnapshot::new(player.model()).unwrap();
    press(&mut player, "jjj");
    let moved = SessionSnapshot::new(player.model()).unwrap();
    assert!(moved.same_work(&start) && !moved.same(&start));
    press(&mut player, "<space>");
    let marked = SessionSnapshot::new(player.model()).unwrap();
    assert!(!marked.same_work(&start));
    press(&mut player, "k<space>");
    assert!(
        SessionSnapshot::new(player.model())
            .unwrap()
            .same_work(&start)
    );
}

#[test]
fn many_marks_are_small_and_good_for_the_same_rows_only() {
    let mut player = after("T");
    assert_eq!(player.model().marks.len(), 15_625);
    let session = kept(&player);
    let text = session.to_text();
    assert!(text.len() < 6000, "{} bytes", text.len());
    let again = opened(session.clone());
    assert_eq!(again.model().marks.len(), 15_625);
    press(&mut player, "/op_count(none) > 2<cr>MT");
    let few = player.model().marks.len();
    assert!(matches!(kept(&player).marks, Marked::Encodings(ref all) if all.len() == few));

    let elsewhere = Launch {
        source: Source::named("tnb101_micro"),
        ..small()
    };
    let marks_alone = Session {
        marks: session.marks,
        ..Session::default()
    };
    let other = Player::started(elsewhere, startup(marks_alone, ""), SIZE).unwrap();
    assert_eq!(
        notice(other.model()),
        "not in this benchmark: 15625 marked architectures"
    );
}

#[test]
fn a_note_is_written_shown_found_filtered_and_removed() {
    let mut player = after("jj\"why so Bad?<cr>");
    assert_eq!(notice(player.model()), "noted; 1 in all");
    let model = player.model();
    assert_eq!(model.notes.of(2), Some("why so Bad?"));
    let lines = detail_lines(model);
    assert!(lines.iter().any(|line| matches!(
        line,
        DetailLine::Encoding { form: "note", text, .. } if text == "why so Bad?"
    )));
    let screen = player.screen(&Theme::new(false, true)).unwrap();
    let row: String = (0..8).map(|x| screen[(x, 6)].symbol()).collect();
    assert_eq!(row, "\".    3 ", "a sign in the margin");

    press(&mut player, "GFso bad<cr>");
    assert_eq!(player.model().selected, Some(2));
    press(&mut player, "/noted<cr>");
    assert_eq!(player.model().arrangement.rows, [2]);
    // The table follows at once.
    press(&mut player, "\"<c-u><cr>");
    assert_eq!(notice(player.model()), "note removed");
    assert!(player.model().arrangement.rows.is_empty());
    press(&mut player, "\"");
    assert_eq!(notice(player.model()), "no architecture is selected");

    press(&mut player, "\\<cr>\"on the screen<cr>");
    assert_eq!(player.model().screen, Screen::Architecture);
    let text = grafscope_explorer::snapshot::screen::text(
        &player.screen(&Theme::new(false, true)).unwrap(),
    );
    assert!(text.contains("\" on the screen"), "{text}");
    let long = "x".repeat(2001);
    press(&mut player, &format!("\"<c-u>{long}<cr>"));
    let problem = &player.model().prompt().unwrap().problem;
    assert!(problem.as_ref().unwrap().message.contains("at most 2000"));
}

#[test]
fn notes_follow_their_architectures_to_other_rows() {
    let folder = tempfile::tempdir().unwrap();
    let table = |name: &str, encodings: &[&str]| {
        let mut text = String::from("arch;acc\n");
        for (at, encoding) in encodings.iter().enumerate() {
            writeln!(text, "{encoding};{}", 50 + at).unwrap();
        }
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let all: Vec<String> = (0..5)
        .map(|last| format!("(2, 2, 2, 2, 2, {last})"))
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let launch = |path: String| Launch {
        source: Source {
            space: Some("nb201".to_owned()),
            ..Source::named(path)
        },
        ..small()
    };
    let first = launch(table("first.csv", &all));
    let mut player = Player::started(first, Startup::default(), SIZE).unwrap();
    press(&mut player, "\"zero<cr>j\"one<cr><space>");
    let session = Session {
        benchmark: None,
        ..kept(&player)
    };
    // Row 0 is gone, and row 1 is the last.
    let other = launch(table("other.csv", &[all[4], all[3], all[1]]));
    let player = Player::started(other, startup(session, ""), SIZE).unwrap();
    let model = player.model();
    assert_eq!(model.notes.iter().collect::<Vec<_>>(), [(2, "one")]);
    assert_eq!(marks(model), [2]);
    assert!(
        kept(&player)
            .notes
            .contains(&(all[0].into(), "zero".into()))
    );
}

#[test]
fn a_session_is_saved_from_the_palette_and_from_a_prompt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    let shown = path.display();
    let mut player = after(&format!("/op_count(none) = 0<cr>:save {shown}<cr>"));
    let told = notice(player.model());
    assert!(told.starts_with("saved the session to "), "{told}");
    let session = grafscope_explorer::session::store::load(&path).unwrap();
    assert_eq!(session.filter.as_deref(), Some("op_count(none) = 0"));
    assert_eq!(session.benchmark.as_deref(), Some("nas-bench-201"));
    // Saving again is usual; another file is left alone.
    press(&mut player, &format!("\\<c-s><c-u>{shown}<cr>"));
    assert_eq!(
        grafscope_explorer::session::store::load(&path)
            .unwrap()
            .filter
            .as_deref(),
        Some("")
    );
    std::fs::write(&path, "no session").unwrap();
    press(&mut player, &format!("<c-s><c-u>{shown}<cr>"));
    assert!(notice(player.model()).contains("it is left alone"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "no session");
    press(&mut player, "<c-s><c-u>/no/such/folder/a.toml<cr>");
    assert!(notice(player.model()).contains("/no/such/folder/a.toml"));
    press(&mut player, "<c-s>");
    let prompt = player.model().prompt().unwrap();
    assert_eq!(prompt.input.value(), "nas-bench-201.session.toml");
}

#[test]
fn a_joined_file_that_is_gone_is_left_out() {
    let session = Session {
        joins: Some(vec!["/no/such/zen.csv".into()]),
        filter: Some("op_count(none) = 0".to_owned()),
        ..Session::default()
    };
    // As the command line does it: the joined files are opened at once.
    let with_join = Launch {
        source: session.source(&small().source),
        ..small()
    };
    let player = Player::started(with_join, startup(session.clone(), "opened"), SIZE).unwrap();
    let model = player.model();
    assert!(
        notice(model).contains("/no/such/zen.csv"),
        "{}",
        notice(model)
    );
    assert_eq!(model.view.filter, "op_count(none) = 0");
    assert!(model.training.current.is_some());

    let offered = offer(session, "just now", true);
    let mut player = Player::started(small(), offered, SIZE).unwrap();
    press(&mut player, "L");
    let model = player.model();
    assert!(
        notice(model).contains("/no/such/zen.csv"),
        "{}",
        notice(model)
    );
    assert_eq!(model.view.filter, "op_count(none) = 0");
    assert!(model.opening.is_none() && !model.training.is_stale());
}

#[test]
fn a_joined_file_comes_back_with_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zen.csv");
    let mut text = String::from("arch;zen\n");
    for last in 0..5 {
        writeln!(text, "(2, 2, 2, 2, 2, {last});{last}.5").unwrap();
    }
    std::fs::write(&path, text).unwrap();
    let joined = after(&format!("J{}<cr>/zen > 2<cr>", path.display()));
    assert_eq!(joined.model().arrangement.rows.len(), 3);
    let session = Session {
        benchmark: None,
        ..kept(&joined)
    };
    let offered = offer(session, "just now", true);
    let mut player = Player::started(small(), offered, SIZE).unwrap();
    press(&mut player, "L");
    let model = player.model();
    assert_eq!(notice(model), "the view kept just now is restored");
    assert_eq!(model.arrangement.rows.len(), 3);
    assert_eq!(model.view.columns[0], "zen");
}

#[test]
fn the_filtered_rows_are_known_before_the_sample_is_drawn() {
    let session = Session {
        filter: Some("op_count(none) = 0".to_owned()),
        settings: Layer {
            rows: Some(Rows::Filtered),
            ..Layer::default()
        },
        ..Session::default()
    };
    let player = opened(session);
    let model = player.model();
    assert!(
        model.training.failed.is_none(),
        "{:?}",
        model.training.failed
    );
    let table = model.table().unwrap();
    let column = |name: &str| &table.column(table.find(name).unwrap()).values;
    let none = column("op_count(none)");
    let trained: Vec<usize> = (0..table.rows())
        .filter(|&row| column("in_training").get(row) > 0.0)
        .collect();
    assert_eq!(trained.len(), 30);
    assert!(trained.iter().all(|&row| none.get(row) == 0.0));
}

#[test]
fn keys_of_ones_own_work_and_are_what_the_hints_say() {
    let keymap = Keymap::builtin()
        .with("[explorer]\nmark = [\"H\"]\nhelp = []\nquit = [\"<c-q>\"]\n")
        .unwrap();
    let startup = Startup {
        keymap: Arc::new(keymap),
        ..Startup::default()
    };
    let mut player = Player::started(small(), startup, SIZE).unwrap();
    press(&mut player, "q?<space>");
    assert!(player.model().overlay.is_none() && player.model().marks.is_empty());
    press(&mut player, "H");
    assert_eq!(player.model().marks.len(), 1);
    press(&mut player, "j");
    let text = grafscope_explorer::snapshot::screen::text(
        &player.screen(&Theme::new(false, true)).unwrap(),
    );
    let hints = text.lines().last().unwrap();
    assert!(!hints.contains("? help"), "{hints}");
    assert!(!player.press(keys("<c-q>").unwrap()[0]).unwrap());
}

#[test]
fn a_session_of_a_file_is_found_from_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let rows = folder.path().join("rows.csv");
    std::fs::write(&rows, "arch;acc\n(2, 2, 2, 2, 2, 2);90\n").unwrap();
    let saved = folder.path().join("saved.toml");
    let session = Session {
        benchmark: Some(rows.display().to_string()),
        ..Session::default()
    };
    grafscope_explorer::session::store::save_as(&saved, &session).unwrap();
    let moved = tempfile::tempdir().unwrap();
    for name in ["rows.csv", "saved.toml"] {
        std::fs::copy(folder.path().join(name), moved.path().join(name)).unwrap();
    }
    let found = grafscope_explorer::session::store::load(&moved.path().join("saved.toml")).unwrap();
    let benchmark = found.benchmark.unwrap();
    assert_eq!(Path::new(&benchmark), moved.path().join("rows.csv"));
}

#[test]
fn two_explorers_of_one_benchmark_keep_the_notes_and_marks_of_both() {
    let folder = tempfile::tempdir().unwrap();
    let store = || Store::of_source(folder.path(), &Source::named("nas-bench-201"));
    let begun = || {
        let player = after("");
        let mut autosave = Autosave::start(store().0, |_| {}).unwrap();
        autosave.see(player.model());
        (player, autosave)
    };
    let explorers = [begun(), begun()];
    for ((mut player, mut autosave), keys) in explorers
        .into_iter()
        .zip(["j\"one<cr><space>", "jj\"two<cr><space>"])
    {
        press(&mut player, keys);
        autosave.see(player.model());
        autosave.finish().unwrap();
    }
    let kept = store().1.unwrap().session;
    let mut notes: Vec<_> = kept.notes.iter().map(|(_, note)| note.as_str()).collect();
    notes.sort_unstable();
    assert_eq!(notes, ["one", "two"]);
    assert!(
        matches!(kept.marks, Marked::Encodings(ref all) if all.len() == 2),
        "{:?}",
        kept.marks
    );
}
