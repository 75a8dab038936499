//! How long a frame takes, and that it does not depend on the number of rows.

use criterion::{Criterion, criterion_group, criterion_main};
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::areas;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::{Model, Pane};
use grafscope_explorer::theme::Theme;
use grafscope_explorer::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

#[path = "../it/support/synthetic.rs"]
mod synthetic;

const SIZE: Size = Size {
    width: 200,
    height: 60,
};

fn frame(criterion: &mut Criterion) {
    let theme = Theme::new(true, false);
    let mut terminal =
        Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).expect("a screen in memory");
    // As many rows as NAS-Bench-201 and NAS-Bench-101 have.
    for rows in [15_625, 423_624] {
        let mut model = synthetic::explorer(rows, SIZE);
        let mut group = criterion.benchmark_group(format!("{rows} rows"));
        let mut scatter = model.clone();
        for key in keys("<tab><tab>xlatency<cr>yval_acc<cr>cparams<cr>").expect("keys") {
            synthetic::send(&mut scatter, Message::Key(key));
        }
        group.bench_function("whole frame with a front", |bencher| {
            bencher.iter(|| {
                terminal
                    .draw(|frame| view::draw(&scatter, &theme, frame))
                    .is_ok()
            });
        });
        group.bench_function("whole frame", |bencher| {
            bencher.iter(|| {
                terminal
                    .draw(|frame| view::draw(&model, &theme, frame))
                    .is_ok()
            });
        });
        let areas = areas(&model).expect("the screen is large enough");
        for pane in Pane::ALL {
            group.bench_function(format!("{pane:?} alone").to_lowercase(), |bencher| {
                bencher.iter(|| {
                    let draw = |frame: &mut ratatui::Frame| {
                        view::draw_pane(pane, &model, &theme, areas.pane(pane), frame);
                    };
                    terminal.draw(draw).is_ok()
                });
            });
        }
        group.finish();
        filtered(&mut model);
        criterion.bench_function(&format!("{rows} rows/whole frame, filtered"), |bencher| {
            bencher.iter(|| {
                terminal
                    .draw(|frame| view::draw(&model, &theme, frame))
                    .is_ok()
            });
        });
    }
}

/// Applies a filter that about half of the rows pass: the others are then drawn in the plot as well.
fn filtered(model: &mut Model) {
    for key in keys("/op_count(none) > 0<cr>").expect("keys") {
        synthetic::send(model, Message::Key(key));
    }
}

criterion_group!(benches, frame);
criterion_main!(benches);
