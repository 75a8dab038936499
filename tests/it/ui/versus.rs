//! Upper bounds, feature collisions, and two models compared, by keys.

use grafscope_core::diagnosis::{FeatureCollisions, Finding, ModelComparison, UpperBounds};
use grafscope_explorer::errors::ErrorView;
use grafscope_explorer::errors::layout::error_areas;
use grafscope_explorer::errors::versus::state::{sides, versus_areas};
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::{Message, Mouse, MouseAction};
use grafscope_explorer::overlay::Overlay;
use grafscope_explorer::screen::Screen;
use grafscope_explorer::screen::layout::screen_areas;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::support::player::{drawn, launch, played_from, press, screen, size, text_of};

const LARGE: Size = size(120, 40);

/// The explorer on the built-in benchmark with a small predictor on `features`, after `text` was typed.
fn played(features: &str, size: Size, text: &str) -> Player {
    let mut launch = launch("forest trees=8", 64);
    features.clone_into(&mut launch.settings.features);
    played_from(launch, size, text)
}

/// Opens a view of errors.
fn open(player: &mut Player, view: ErrorView) {
    press(
        player,
        if player.model().screen == Screen::Errors {
            ""
        } else {
            "e"
        },
    );
    while player.model().inspection.errors.view != view {
        press(player, "<tab>");
    }
}

/// The explorer with `features`, after `text` and in `view`.
fn viewing(features: &str, text: &str, view: ErrorView) -> Player {
    let mut player = played(features, LARGE, text);
    open(&mut player, view);
    player
}

fn finding(player: &Player) -> &Finding {
    player.model().inspection.errors.finding.as_deref().unwrap()
}

fn upper_bounds(player: &Player) -> &UpperBounds {
    match finding(player) {
        Finding::UpperBounds(found) => found,
        other => panic!("{other:?}"),
    }
}

fn collisions(player: &Player) -> &FeatureCollisions {
    match finding(player) {
        Finding::FeatureCollisions(found) => found,
        other => panic!("{other:?}"),
    }
}

fn versus(player: &Player) -> &ModelComparison {
    match finding(player) {
        Finding::ModelComparison(found) => found,
        other => panic!("{other:?}"),
    }
}

/// The values of a column of the table.
fn column(player: &Player, name: &str) -> Vec<f64> {
    let table = player.model().table().unwrap();
    table
        .column(table.find(name).unwrap())
        .values
        .iter()
        .collect()
}

fn plain(player: &Player) -> String {
    screen(player.model(), &Theme::new(false, false))
}

#[test]
fn p_says_that_it_is_over_rows_of_one_training_sample_at_every_size() {
    for size in [size(80, 24), size(120, 40), size(200, 60)] {
        let mut player = played("graf", size, "r");
        open(&mut player, ErrorView::ModelComparison);
        let body = error_areas(areas(player.model()).unwrap().body).body;
        let list = versus_areas(body).list;
        let text = text_of(&drawn(player.model(), &Theme::new(false, false)), list);
        let read = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "signed-rank test of |error|: p",
            "of one training sample each only; what holds for the method needs seeds",
            "v compares over seeds",
        ] {
            assert!(read.contains(part), "{part}:\n{text}");
        }
    }
}

#[test]
fn upper_bounds_stand_beside_what_the_predictor_reaches() {
    let player = viewing("op_count", "", ErrorView::UpperBounds);
    let found = upper_bounds(&player);
    let trained = player.model().training.current.as_ref().unwrap();
    assert_eq!(found.scores, trained.scores);
    // Three seeds: three pairs, and each against the mean of the others.
    let noise = found.noise.as_ref().unwrap();
    assert_eq!(noise.taus.len(), 6);
    assert!(noise.taus.iter().all(|tau| (0.85..0.95).contains(&tau.tau)));
    let floor = noise.floor.unwrap();
    assert!(floor.rmse > 0.1 && floor.rmse < found.scores.rmse);
    // 210 ways to have six of five operations, some of them in no canonical cell.
    let collisions = &found.collisions;
    assert!(collisions.vectors <= 210 && collisions.shared > 9000);
    assert!(collisions.tau_reached >= found.scores.tau);
    assert!(collisions.tau_most >= collisions.tau_reached && collisions.tau_most < 0.95);
    assert!(collisions.r2 > found.scores.r2 && collisions.r2 < 1.0);
    assert!(collisions.mae < found.scores.mae && collisions.rmse < found.scores.rmse);
}

#[test]
fn features_that_name_every_cell_have_no_ceiling() {
    let player = viewing("onehot", "", ErrorView::UpperBounds);
    let collisions = &upper_bounds(&player).collisions;
    assert_eq!((collisions.groups, collisions.worst_range), (0, 0.0));
    assert_eq!((collisions.r2, collisions.tau_most), (1.0, 1.0));
    let mut player = player;
    press(&mut player, "t");
    assert!(self::collisions(&player).groups.is_empty());
    assert!(plain(&player).contains("no two of these rows"));
    press(&mut player, "<cr>");
    assert_eq!(player.model().screen, Screen::Errors);
}

#[test]
fn enter_filters_to_exactly_the_rows_with_the_features_of_the_group() {
    let mut player = viewing("graf", "", ErrorView::FeatureCollisions);
    assert!(collisions(&player).total > 150);
    for down in ["", "j", "jjj", "G"] {
        press(&mut player, down);
        let at = player.model().inspection.errors.collisions.cursor;
        let group = collisions(&player).groups[at].clone();
        assert!(
            group
                .collisions
                .windows(2)
                .all(|pair| pair[0].truth >= pair[1].truth)
        );
        press(&mut player, "<cr>");
        assert_eq!(player.model().screen, Screen::Panes);
        let shown = player.model().arrangement.rows.clone();
        assert_eq!(shown.len(), group.sharing, "{:?}", group.filter);
        assert!(
            group
                .collisions
                .iter()
                .all(|twin| shown.contains(&twin.row))
        );
        press(&mut player, "\\e");
    }
}

#[test]
fn what_is_missing_is_what_was_left_out() {
    // Without the degrees of a set of operations, one of these columns separates the collisions best.
    let player = viewing("op_count", "", ErrorView::FeatureCollisions);
    let found = collisions(&player);
    assert_eq!(found.missing.len(), 3);
    let shares: Vec<f64> = found.missing.iter().map(|missing| missing.share).collect();
    assert!(
        shares.windows(2).all(|pair| pair[0] > pair[1]),
        "{shares:?}"
    );
    assert!(shares[0] > 0.1 && shares[0] < 1.0, "{shares:?}");
    let table = player.model().table().unwrap();
    for missing in &found.missing {
        assert!(
            !table
                .column(missing.column)
                .spec
                .name
                .starts_with("op_count")
        );
    }
}

#[test]
fn one_predictor_has_none_to_be_compared_with() {
    let player = viewing("graf", "", ErrorView::ModelComparison);
    assert!(!matches!(finding(&player), Finding::ModelComparison(_)));
    assert!(plain(&player).contains("only one predictor"));
    assert!(
        column(&player, "error_a")
            .iter()
            .all(|error| error.is_nan())
    );
}

#[test]
fn the_newest_two_are_compared_on_rows_that_neither_has_seen() {
    let mut player = played("graf", LARGE, "r");
    open(&mut player, ErrorView::ModelComparison);
    let found = versus(&player);
    let history = &player.model().training.history;
    let (b, a) = (&history[0].predictions, &history[1].predictions);
    assert_eq!((&found.a, &found.b), (a, b));
    let (truth, canonical) = (column(&player, "true"), column(&player, "canonical"));
    let (error_a, error_b) = (column(&player, "error_a"), column(&player, "error_b"));
    let predicted_b = column(&player, "predicted_b");
    let (mut rows, mut nearer, mut sum) = (0, 0, 0.0);
    for row in 0..truth.len() {
        let seen = [a, b]
            .iter()
            .any(|of| of.trained_on.contains(&(row as u32)));
        assert_eq!(error_a[row].is_nan(), seen);
        assert_eq!(error_b[row].is_nan(), seen);
        if !seen {
            assert_eq!(error_a[row], a.predicted.get(row) - truth[row]);
            assert_eq!(predicted_b[row], b.predicted.get(row));
            if canonical[row] > 0.0 {
                rows += 1;
                nearer += usize::from(error_a[row].abs() < error_b[row].abs());
                sum += error_b[row].abs();
            }
        }
    }
    assert_eq!((found.rows, found.nearer.a), (rows, nearer));
    assert!((found.mae.1 - sum / rows as f64).abs() < 1e-9);
    let slices = found.slices.iter().map(|slice| slice.rows);
    assert_eq!(slices.sum::<usize>(), rows);
    assert!((0.0..=1.0).contains(&found.p));
}

#[test]
fn a_cell_of_the_scatter_becomes_a_filter_that_exactly_its_rows_pass() {
    let mut player = played("graf", LARGE, "r");
    for moves in ["", "ll", "kk", "lll"] {
        open(&mut player, ErrorView::ModelComparison);
        press(&mut player, moves);
        let cursor = player.model().inspection.errors.versus.cursor;
        let dots = &versus(&player).dots;
        let counted = dots.count_block((cursor.0 * 2, cursor.1 * 4), (2, 4));
        assert!(counted > 0);
        press(&mut player, "<cr>");
        assert_eq!(player.model().screen, Screen::Panes);
        assert_eq!(player.model().arrangement.rows.len(), counted);
        press(&mut player, "\\");
    }
}

#[test]
fn columns_of_the_pair_work_in_filters_and_follow_a_new_pair() {
    let mut player = played("graf", LARGE, "r");
    open(&mut player, ErrorView::ModelComparison);
    press(&mut player, "q/abs(error_a) < 1 and abs(error_b) > 4<cr>");
    let check = |player: &Player| {
        let (a, b) = (column(player, "error_a"), column(player, "error_b"));
        let passes = |row: &u32| a[*row as usize].abs() < 1.0 && b[*row as usize].abs() > 4.0;
        let all = 0..a.len() as u32;
        let mut shown = player.model().arrangement.rows.clone();
        shown.sort_unstable();
        assert!(!shown.is_empty());
        assert_eq!(shown, all.filter(passes).collect::<Vec<_>>());
    };
    check(&player);
    let before = player.model().arrangement.rows.clone();
    // Two predictors swapped: the filter is applied to the new columns.
    open(&mut player, ErrorView::ModelComparison);
    press(&mut player, "s");
    check(&player);
    assert_ne!(player.model().arrangement.rows, before);
}

#[test]
fn sides_are_swapped_and_chosen_from_a_list() {
    let mut player = played("graf", LARGE, "rr");
    open(&mut player, ErrorView::ModelComparison);
    let seeds = |player: &Player| {
        let (a, b) = sides(player.model()).unwrap();
        (a.settings.seed, b.settings.seed)
    };
    assert_eq!(seeds(&player), (1, 2));
    let (mae, tau) = (versus(&player).mae, versus(&player).tau);
    press(&mut player, "s");
    assert_eq!(seeds(&player), (2, 1));
    assert_eq!(versus(&player).mae, (mae.1, mae.0));
    assert_eq!(versus(&player).tau, (tau.1, tau.0));
    press(&mut player, "a");
    assert!(matches!(player.model().overlay, Some(Overlay::List(_))));
    press(&mut player, "seed 0<cr>");
    assert_eq!(seeds(&player), (0, 1));
    press(&mut player, "b<esc>x");
    press(&mut player, "canonical<cr>");
    assert_eq!(versus(&player).slices.len(), 1);
}

#[test]
fn another_target_empties_the_columns_and_the_way_back_finds_the_pair_again() {
    let mut player = played("graf", LARGE, "r");
    open(&mut player, ErrorView::ModelComparison);
    press(&mut player, "q");
    assert!(
        column(&player, "error_a")
            .iter()
            .any(|error| !error.is_nan())
    );
    press(&mut player, "tcifar100<cr>");
    assert!(
        column(&player, "error_a")
            .iter()
            .all(|error| error.is_nan())
    );
    open(&mut player, ErrorView::ModelComparison);
    assert!(plain(&player).contains("only one predictor"));
    press(&mut player, "qtcifar10<cr>e");
    let (a, b) = sides(player.model()).unwrap();
    assert_eq!(
        (a.dataset.as_str(), b.dataset.as_str()),
        ("cifar10", "cifar10")
    );
    assert!(
        column(&player, "error_a")
            .iter()
            .any(|error| !error.is_nan())
    );
}

#[test]
fn clicks_put_the_cursor_on_cells_and_groups() {
    let mut player = played("graf", LARGE, "r");
    open(&mut player, ErrorView::ModelComparison);
    let body = screen_areas(areas(player.model()).unwrap().body).body;
    let canvas = versus_areas(body).canvas().unwrap();
    let click = |x, y| {
        Message::Mouse(Mouse {
            action: MouseAction::Click,
            x,
            y,
        })
    };
    let top = canvas.y + canvas.height - 1;
    player.send(click(canvas.x + 3, top - 2)).unwrap();
    assert_eq!(player.model().inspection.errors.versus.cursor, (3, 2));
    press(&mut player, "<s-tab>");
    player.send(click(3, body.y + 8)).unwrap();
    assert!(player.model().inspection.errors.collisions.cursor > 0);
}

#[test]
fn every_view_is_drawn_on_every_screen() {
    for (width, height) in [(40, 10), (80, 24), (120, 40), (200, 60), (76, 11), (60, 30)] {
        let mut player = played("op_count", size(width, height), "r");
        for view in [
            ErrorView::UpperBounds,
            ErrorView::FeatureCollisions,
            ErrorView::ModelComparison,
        ] {
            open(&mut player, view);
            for theme in [Theme::new(true, false), Theme::new(false, true)] {
                let text = screen(player.model(), &theme);
                assert!(!theme.glyphs.ascii_only || text.is_ascii(), "{text}");
            }
            press(&mut player, "jk<pagedown><pagedown>G");
            let _ = plain(&player);
        }
        // The list of a narrow screen is scrolled, and nothing is filtered where there is no scatter.
        press(&mut player, "<cr>");
    }
}

#[test]
fn views_look_like_this() {
    let mut player = played("op_count", size(100, 30), "r");
    open(&mut player, ErrorView::UpperBounds);
    insta::assert_snapshot!("rivals_upper_bounds", plain(&player));
    press(&mut player, "<tab>j");
    insta::assert_snapshot!("rivals_collisions", plain(&player));
    press(&mut player, "<tab>ll");
    insta::assert_snapshot!("rivals_versus", plain(&player));
    let mut small = played("op_count", size(40, 10), "r");
    open(&mut small, ErrorView::UpperBounds);
    let mut texts = vec![screen(small.model(), &Theme::new(false, true))];
    for _ in 0..2 {
        press(&mut small, "<tab>");
        texts.push(screen(small.model(), &Theme::new(false, true)));
    }
    insta::assert_snapshot!("rivals_small", texts.join("\n\n"));
}
