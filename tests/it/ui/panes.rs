//! What the three panes look like.

use std::sync::{Arc, LazyLock};

use grafscope_core::bench::{Peek, Source};
use grafscope_explorer::detail::page::{DetailRow, detail_page};
use grafscope_explorer::effect::{Answer, Effect, JobKind};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::{Area, Size};
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::{Model, Pane};
use grafscope_explorer::theme::{Role, Theme};
use grafscope_explorer::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::support::player::{drawn, text_of};
use crate::support::synthetic::{explorer, loading, send};

const ROWS: usize = 625;

const SMALL: Size = Size {
    width: 80,
    height: 24,
};
const MEDIUM: Size = Size {
    width: 120,
    height: 40,
};
const LARGE: Size = Size {
    width: 200,
    height: 60,
};

const COLOUR: (bool, bool) = (true, false);
const MONO: (bool, bool) = (false, false);
const MONO_ASCII: (bool, bool) = (false, true);

/// The explorer at `size`, after `text` was typed.
fn after(text: &str, size: Size) -> Model {
    static TRAINED: LazyLock<Model> = LazyLock::new(|| explorer(ROWS, SMALL));
    let mut model = TRAINED.clone();
    send(&mut model, Message::Resize(size));
    press(&mut model, text);
    model
}

fn press(model: &mut Model, text: &str) {
    for key in keys(text).unwrap() {
        send(model, Message::Key(key));
    }
}

/// The text of the pane that has the focus.
fn pane(model: &Model, theme: (bool, bool)) -> String {
    let area = areas(model).unwrap().pane(model.focus);
    text_of(&drawn(model, &Theme::new(theme.0, theme.1)), area)
}

/// Where `what` stands on the screen, first cell.
fn find(buffer: &Buffer, area: Area, what: &str) -> (u16, u16) {
    for y in area.y..area.y + area.height {
        for x in area.x..area.x + area.width {
            let line: String = (x..area.x + area.width)
                .map(|x| buffer[(x, y)].symbol())
                .collect();
            if line.starts_with(what) {
                return (x, y);
            }
        }
    }
    panic!("no `{what}` in\n{}", text_of(buffer, area));
}

fn cell<'a>(buffer: &'a Buffer, area: Area, what: &str) -> &'a Cell {
    &buffer[find(buffer, area, what)]
}

#[test]
fn the_table_at_each_size() {
    for (name, size) in [("80x24", SMALL), ("120x40", MEDIUM), ("200x60", LARGE)] {
        let model = after("llsgjjjj<space>", size);
        insta::assert_snapshot!(format!("table_{name}"), pane(&model, COLOUR));
        insta::assert_snapshot!(format!("table_{name}_ascii"), pane(&model, MONO_ASCII));
    }
}

#[test]
fn the_detail_pane_at_each_size() {
    for (name, size) in [("80x24", SMALL), ("120x40", MEDIUM), ("200x60", LARGE)] {
        let model = after("b<tab>", size);
        insta::assert_snapshot!(format!("detail_{name}"), pane(&model, COLOUR));
        insta::assert_snapshot!(format!("detail_{name}_ascii"), pane(&model, MONO_ASCII));
    }
}

#[test]
fn the_plot_at_each_size() {
    for (name, size) in [("80x24", SMALL), ("120x40", MEDIUM), ("200x60", LARGE)] {
        let model = after("/true > 40 and op_count(skip) <lt> 3<cr>w<s-tab>", size);
        insta::assert_snapshot!(format!("plot_{name}"), pane(&model, COLOUR));
        insta::assert_snapshot!(format!("plot_{name}_ascii"), pane(&model, MONO_ASCII));
    }
}

#[test]
fn a_filter_that_nothing_passes_says_how_to_go_back() {
    let model = after("/true > 100<cr>", SMALL);
    let table = pane(&model, COLOUR);
    assert!(table.contains("no row passes the filter"), "{table}");
    assert!(table.contains("true > 100"), "{table}");
    assert!(table.contains("\\ shows all rows"), "{table}");
    assert!(table.contains("0 of 625 rows"), "{table}");
}

#[test]
fn before_anything_is_there_panes_say_what_is_going_on() {
    let mut model = loading(MEDIUM);
    model.opening = Some("architectures 100 of 625".to_owned());
    for focus in Pane::ALL {
        model.focus = focus;
        let pane = pane(&model, COLOUR);
        let expected = match focus {
            Pane::Plot => "no prediction yet",
            _ => "architectures 100 of 625",
        };
        assert!(pane.contains(expected), "{pane}");
    }
    model.broken = Some("the table is damaged".to_owned());
    model.focus = Pane::Table;
    assert!(pane(&model, COLOUR).contains("the table is damaged"));
}

#[test]
fn the_beginning_of_a_file_is_shown_until_the_whole_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.csv");
    std::fs::write(&path, "arch,val_acc\n\"(4, 0, 3, 1, 4, 3)\",77.25\n").unwrap();
    let peek = Peek::of(&Source::named(path.to_str().unwrap())).expect("a table of text");
    assert_eq!(Peek::of(&Source::named("nas-bench-201")), None);
    let mut model = loading(MEDIUM);
    let effects = grafscope_explorer::update::start(&mut model);
    let Some(Effect::Start(generation, _)) = effects.first() else {
        panic!("nothing is opened");
    };
    let peeked = Answer::Peeked(Arc::new(peek));
    let message = Message::Answer(JobKind::Open, *generation, peeked);
    grafscope_explorer::update::update(&mut model, message);
    let shown = pane(&model, MONO);
    assert!(
        shown.contains("val_acc") && shown.contains("(4, 0, 3, 1, 4, 3)  77.25"),
        "{shown}"
    );
    model.broken = Some("line 3: damaged".to_owned());
    assert!(pane(&model, MONO).contains("damaged"));
    assert!(explorer(ROWS, MEDIUM).peek.is_none());
}

#[test]
fn the_selected_row_is_reversed_from_end_to_end_and_has_no_colour() {
    let mut model = after("jjjj", MEDIUM);
    let table = areas(&model).unwrap().table;
    for theme in [COLOUR, MONO] {
        let buffer = drawn(&model, &Theme::new(theme.0, theme.1));
        for y in table.y + 3..table.y + table.height {
            let selected = y == table.y + 3 + 4;
            for x in table.x..table.x + table.width {
                let cell = &buffer[(x, y)];
                let reversed = cell.modifier.contains(Modifier::REVERSED);
                assert_eq!(reversed, selected, "{x},{y}");
                if selected {
                    assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
                    assert!(!cell.modifier.contains(Modifier::DIM), "{x},{y}");
                }
            }
        }
    }
    // Row 5 is a training row: elsewhere it has the colour of one.
    press(&mut model, "j");
    let buffer = drawn(&model, &Theme::new(true, false));
    let style = Theme::new(true, false).style(Role::Training);
    assert_eq!(buffer[(table.x + 1, table.y + 3 + 4)].symbol(), "t");
    assert_eq!(Some(buffer[(table.x + 1, table.y + 3 + 4)].fg), style.fg);
}

#[test]
fn without_colour_no_cell_has_one_and_in_ascii_all_are_ascii() {
    for size in [SMALL, MEDIUM, LARGE] {
        let mut model = after("jjj<space>/not canonical or true > 60<cr>wlls", size);
        for focus in Pane::ALL {
            model.focus = focus;
            for zoomed in [false, true] {
                model.view.zoomed = zoomed;
                for cell in &drawn(&model, &Theme::new(false, true)).content {
                    assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
                    assert!(cell.symbol().is_ascii(), "{:?}", cell.symbol());
                }
                for cell in &drawn(&model, &Theme::new(false, false)).content {
                    assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
                }
            }
        }
    }
}

#[test]
fn operations_that_learn_stand_out_and_none_is_dim() {
    let mut model = after("", MEDIUM);
    let bench = &model.data.as_ref().unwrap().opened.bench;
    // A cell with `none`, a convolution and a pooling.
    let row = (0..ROWS).find(|&row| {
        let ids = bench.archs[row].ids();
        [1, 2, 4].iter().all(|id| ids.contains(id))
    });
    model.selected = row.map(|row| row as u32);
    let detail = areas(&model).unwrap().detail;
    let picture = Area {
        y: detail.y + 1,
        height: 6,
        ..detail
    };
    for theme in [COLOUR, MONO] {
        let buffer = drawn(&model, &Theme::new(theme.0, theme.1));
        let none = cell(&buffer, picture, "none");
        assert!(none.modifier.contains(Modifier::DIM));
        assert!(
            !cell(&buffer, picture, "pool")
                .modifier
                .contains(Modifier::DIM)
        );
        let conv = cell(&buffer, picture, "c3").style();
        let operation = Theme::new(theme.0, theme.1).style(Role::Operation);
        assert_eq!(conv.fg, operation.fg.or(Some(Color::Reset)));
        assert_eq!(conv.add_modifier, operation.add_modifier);
    }
}

#[test]
fn predictions_that_are_not_of_the_settings_are_dim_and_called_stale() {
    let mut model = after("j", MEDIUM);
    model.training.failed = Some("too few rows".to_owned());
    let table = areas(&model).unwrap().table;
    let buffer = drawn(&model, &Theme::new(true, false));
    assert!(text_of(&buffer, table).contains("stale"));
    let grid = grafscope_explorer::table::grid::grid(&model, table.width);
    for (place, stale) in [(1, false), (2, true), (3, true)] {
        let column = grid.columns[place];
        let x = table.x + column.x + column.width - column.bar - 1;
        let dim = buffer[(x, table.y + 3)].modifier.contains(Modifier::DIM);
        assert_eq!(dim, stale, "column {place}");
    }
}

#[test]
fn headers_show_sort_keys_and_the_column_under_the_cursor() {
    let model = after("lslllS", LARGE);
    let table = areas(&model).unwrap().table;
    let head = Area {
        y: table.y + 1,
        height: 2,
        ..table
    };
    let buffer = drawn(&model, &Theme::new(true, false));
    find(&buffer, head, "▼1");
    find(&buffer, head, "▼2");
    let underlined = |what: &str| {
        let cell = cell(&buffer, head, what);
        cell.modifier.contains(Modifier::UNDERLINED)
    };
    assert!(!underlined("true"));
    assert!(underlined("rank"));
}

#[test]
fn error_bars_have_one_scale_and_longer_ones_an_arrow() {
    let mut model = after("w", MEDIUM);
    let scale = |model: &Model| {
        let text = pane(model, MONO);
        assert_eq!(text.matches("±3 MAE").count(), 1, "{text}");
        text.find("±3 MAE")
    };
    let before = scale(&model);
    let mae = model.training.current.as_ref().unwrap().scores.mae;
    let table = model.table().unwrap();
    let errors = &table.column(table.find("error").unwrap()).values;
    let error = errors.get(model.selected.unwrap() as usize);
    assert!(error.abs() > 3.0 * mae, "{error} {mae}");
    let arrow = if error > 0.0 { '►' } else { '◄' };
    let text = pane(&model, MONO);
    assert!(text.contains(arrow), "{text}");
    press(&mut model, "r");
    assert_eq!(scale(&model), before);
}

#[test]
fn columns_that_do_not_fit_are_counted_on_both_sides() {
    let model = after("llllllllll", SMALL);
    let table = pane(&model, COLOUR);
    let title = table.lines().next().unwrap();
    assert!(title.contains('‹') && title.contains('›'), "{title}");
    let grid = grafscope_explorer::table::grid::grid(&model, 80);
    let hidden = grid.hidden_left + grid.hidden_right;
    let shown = grid.columns.len();
    assert_eq!(hidden + shown, model.view.columns.len() + 4);
}

#[test]
fn a_wide_column_is_cut_rather_than_never_shown() {
    let mut model = after(
        "",
        Size {
            width: 44,
            height: 12,
        },
    );
    model.view.columns = vec!["onehot.1_2(nor_conv_3x3)".to_owned()];
    press(&mut model, "$");
    let place = model.cursor.column;
    let grid = grafscope_explorer::table::grid::grid(&model, 44);
    assert!(grid.columns.iter().any(|column| column.place == place));
}

#[test]
fn the_bar_of_errors_gives_way_to_the_column_that_was_gone_to() {
    let mut model = after("", MEDIUM);
    model.view.columns = vec!["onehot.1_2(nor_conv_3x3)".to_owned()];
    let with = |width| grafscope_explorer::table::grid::grid(&model, width).columns;
    let whole = with(200)[4].width;
    for width in 44..120 {
        let columns = with(width);
        if let Some(first) = columns.get(4) {
            assert!(first.width == whole || columns[3].bar == 0, "{width}");
        }
    }
}

#[test]
fn the_last_column_can_be_hidden_where_nothing_is_seen_of_the_table() {
    let mut model = after("$", SMALL);
    let tiny = Size {
        width: 10,
        height: 3,
    };
    send(&mut model, Message::Resize(tiny));
    let before = model.column_ids().len();
    press(&mut model, "x");
    assert_eq!(model.column_ids().len(), before - 1);
    assert_eq!(model.cursor.column, before - 1);
}

#[test]
fn the_detail_pane_scrolls_to_its_last_line_and_no_further() {
    for size in [SMALL, MEDIUM, LARGE] {
        let mut model = after("<tab>G", size);
        let area = areas(&model).unwrap().detail;
        let page = detail_page(&model, area);
        assert_eq!(model.detail_scroll, page.last_scroll());
        let Some(DetailRow::Features { features, .. }) = page.rows.last() else {
            panic!("{:?}", page.rows.last());
        };
        let last = pane(&model, COLOUR);
        let last = last.lines().last().unwrap();
        assert!(last.contains(&features[0].label), "{last}");
        press(&mut model, "g");
        assert_eq!(model.detail_scroll, 0);
    }
}

#[test]
fn features_are_narrowed_and_those_in_use_are_marked() {
    let mut model = after("=op_count-op_count(none)<cr><tab>/op_count<cr>", MEDIUM);
    let detail = pane(&model, COLOUR);
    assert!(detail.contains("features with `op_count`"), "{detail}");
    assert!(detail.contains("op_count  4 of 5 used"), "{detail}");
    assert!(detail.contains("✓c3"), "{detail}");
    assert!(!detail.contains("✓none"), "{detail}");
    assert!(!detail.contains("min_path_len"), "{detail}");
    press(&mut model, "/<c-u>nothing like it<cr>");
    assert!(pane(&model, COLOUR).contains("no feature's name contains"));
}

#[test]
fn training_rows_and_the_selected_row_are_told_apart_without_colour() {
    let model = after("B<s-tab>z", MEDIUM);
    let area = areas(&model).unwrap().plot;
    let buffer = drawn(&model, &Theme::new(false, false));
    let (x, y) = find(
        &buffer,
        Area {
            y: area.y + 1,
            ..area
        },
        "╋",
    );
    assert!(buffer[(x, y)].modifier.contains(Modifier::REVERSED));
    // The guides on the axes are in its row and its column.
    assert_eq!(buffer[(7, y)].symbol(), "►");
    assert_eq!(buffer[(x, area.y + area.height - 3)].symbol(), "▲");
    assert!(text_of(&buffer, area).matches('o').count() > 10);
}

#[test]
fn no_size_is_too_small_for_a_pane() {
    let mut model = after("jj<space>/true > 40<cr>", SMALL);
    model.view.zoomed = true;
    let theme = Theme::new(true, false);
    // Regions are asked for at a size of the model's own; the frame may be smaller for a moment.
    let mut terminal = Terminal::new(TestBackend::new(60, 30)).unwrap();
    for focus in Pane::ALL {
        model.focus = focus;
        for width in 0..=60 {
            for height in 0..=30 {
                let area = Area {
                    x: 60 - width,
                    y: 30 - height,
                    width,
                    height,
                };
                terminal
                    .draw(|frame| view::draw_pane(focus, &model, &theme, area, frame))
                    .unwrap();
            }
        }
    }
}
