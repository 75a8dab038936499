//! A monkey at the keyboard: seeded random keys, clicks, pastes and sizes, with background work done
//! late, in any order, in part or never. Whatever it does, what the model says must hold together and
//! every screen must be drawn.
//!
//! The ordinary tests play a thousand events on each benchmark. The full length is played by
//!
//! ```sh
//! GRAFSCOPE_MONKEY=200000 cargo test --test it monkey -- --nocapture
//! ```
//!
//! and `GRAFSCOPE_MONKEY_SEED=7` plays others. What fails says the seed, the benchmark and the number
//! of the event.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use grafscope_core::job::{Cancel, JobContext};
use grafscope_explorer::command::keymap::Keymap;
use grafscope_explorer::effect::{Answer, Effect, Generation, Job, JobKind};
use grafscope_explorer::input::key::{Key, KeyCode, Named};
use grafscope_explorer::jobs::runner::JobRunner;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::{Message, Mouse, MouseAction};
use grafscope_explorer::model::Model;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::start;
use grafscope_explorer::update::update;
use grafscope_explorer::view;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::support::player::launch_on;
use crate::support::published::published;

/// Events on each benchmark in the ordinary tests.
const EVENTS: usize = 1000;

/// Largest training set that is worth a monkey's time.
const LARGEST: usize = 200;

/// Parts of long work that are done before it is cancelled.
const PATIENCE: usize = 20;

/// Why a file is not there.
const FULL: &str = "the disk is full";

struct Monkey {
    random: Xoshiro256PlusPlus,
    model: Model,
    runner: JobRunner,
    /// What was asked for and not done yet: of each kind the newest, as with real threads.
    pending: BTreeMap<JobKind, (Generation, Job)>,
    log: Vec<String>,
}

impl Monkey {
    fn new(benchmark: &str, seed: u64) -> Self {
        let size = Size {
            width: 120,
            height: 40,
        };
        let mut model = Model::new(
            launch_on(benchmark, "forest trees=5", 30),
            Arc::new(Keymap::builtin()),
            size,
        );
        let effects = start(&mut model);
        let mut monkey = Self {
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
            model,
            runner: JobRunner::default(),
            pending: BTreeMap::new(),
            log: Vec::new(),
        };
        monkey.note(effects);
        // It begins where a person would: with something open and trained.
        for _ in 0..20 {
            monkey.work(1.0);
        }
        assert!(
            monkey.model.data.is_some(),
            "{benchmark}: {:?}",
            monkey.model.broken
        );
        monkey
    }

    fn chance(&mut self, of: f64) -> bool {
        self.random.gen_bool(of)
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.random.gen_range(0..of.len())]
    }

    fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.note(effects);
    }

    /// Takes in what the model asks for. Nothing is written.
    fn note(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let answer = match effect {
                Effect::Start(generation, job) => {
                    self.pending.insert(job.kind(), (generation, job));
                    continue;
                }
                Effect::Stop(kind) => {
                    self.pending.remove(&kind);
                    continue;
                }
                Effect::Copy(text) => Message::Copied(text),
                Effect::Write(path, output) => {
                    let written = self.written(path);
                    Message::Wrote(written.map(|_| output.written.clone()))
                }
                Effect::SaveSet(set) => Message::SetSaved(set, Err(FULL.to_owned())),
                Effect::Redraw | Effect::Suspend | Effect::Quit => continue,
                Effect::Fail(reason) => panic!("gave up: {reason}"),
            };
            self.send(answer);
        }
    }

    /// A file is said to be there, or not.
    fn written(&mut self, path: PathBuf) -> Result<PathBuf, String> {
        if self.chance(0.5) {
            Ok(path)
        } else {
            Err(FULL.to_owned())
        }
    }

    /// Does some of what was asked for.
    fn work(&mut self, share: f64) {
        let kinds: Vec<JobKind> = self.pending.keys().copied().collect();
        for kind in kinds {
            if !self.chance(share) {
                continue;
            }
            let Some((generation, job)) = self.pending.remove(&kind) else {
                continue;
            };
            if let Job::Export(path, _) = job {
                let written = self.written(path).map(|path| (path, 1));
                self.send(Message::Answer(kind, generation, Answer::Exported(written)));
                continue;
            }
            let long = matches!(
                kind,
                JobKind::Compare
                    | JobKind::Select
                    | JobKind::Transfer
                    | JobKind::Search
                    | JobKind::Importance
                    | JobKind::Redundancy
            );
            let trains = matches!(kind, JobKind::Train) || long;
            if trains && self.model.settings.train_size > LARGEST {
                continue;
            }
            // What takes long is seldom done, and never to its end.
            if long && !self.chance(0.1) {
                continue;
            }
            let cancel = Cancel::default();
            let (seen, of_watch) = (AtomicUsize::new(0), cancel.clone());
            let context = JobContext::new(cancel, move |_| {
                if long && seen.fetch_add(1, Ordering::Relaxed) >= PATIENCE {
                    of_watch.cancel();
                }
            });
            let mut messages = Vec::new();
            let last = self
                .runner
                .perform(generation, job, &context, &mut |message| {
                    messages.push(message);
                });
            messages.extend(last);
            for message in messages {
                self.send(message);
            }
        }
    }

    fn key(&mut self) -> Key {
        const NAMED: [Named; 15] = [
            Named::Enter,
            Named::Escape,
            Named::Escape,
            Named::Tab,
            Named::BackTab,
            Named::Backspace,
            Named::Delete,
            Named::Up,
            Named::Down,
            Named::Left,
            Named::Right,
            Named::Home,
            Named::End,
            Named::PageUp,
            Named::PageDown,
        ];
        match self.random.gen_range(0..10) {
            0..=5 => Key::char(char::from(self.random.gen_range(b' '..=b'~'))),
            6..=8 => Key::named(self.pick(&NAMED)),
            _ => Key {
                code: KeyCode::Char(char::from(self.random.gen_range(b'a'..=b'z'))),
                ctrl: self.chance(0.8),
                alt: self.chance(0.2),
            },
        }
    }

    fn event(&mut self) -> Message {
        let Size { width, height } = self.model.size;
        match self.random.gen_range(0..100) {
            0..=79 => Message::Key(self.key()),
            80..=91 => Message::Mouse(Mouse {
                action: self.pick(&[
                    MouseAction::Click,
                    MouseAction::Drag,
                    MouseAction::Release,
                    MouseAction::DoubleClick,
                    MouseAction::WheelUp,
                    MouseAction::WheelDown,
                ]),
                x: self.random.gen_range(0..=width),
                y: self.random.gen_range(0..=height),
            }),
            92..=94 => Message::Paste(
                self.pick(&[
                    "error > 1 and canonical",
                    "abs(error) >",
                    "op_count(none) >= 2",
                    "graf+params",
                    "\u{1b}[31m\u{202e}漢字 e\u{301}",
                    "421211",
                    "9999999999",
                    "",
                ])
                .to_owned(),
            ),
            95 => {
                let size = Size {
                    width: self.random.gen_range(1..=200),
                    height: self.random.gen_range(1..=60),
                };
                Message::Resize(size)
            }
            96 => Message::Continued,
            97 => Message::Suspend,
            // Mostly it is large enough to see something.
            _ => Message::Resize(Size {
                width: self.pick(&[80, 120, 200]),
                height: self.pick(&[24, 40, 60]),
            }),
        }
    }

    fn play(&mut self, events: usize) {
        for _ in 0..events {
            let event = self.event();
            self.log.push(format!("{event:?}"));
            self.send(event);
            self.check();
            if self.chance(0.05) {
                self.work(0.5);
                self.check();
            }
            if self.chance(0.03) {
                self.draw();
            }
        }
        self.draw();
    }

    fn draw(&mut self) {
        let theme = Theme::new(self.chance(0.5), self.chance(0.5));
        let Size { width, height } = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| view::draw(&self.model, &theme, frame))
            .unwrap();
    }

    /// What holds whatever happened.
    fn check(&self) {
        let model = &self.model;
        let Some(table) = model.table() else {
            return;
        };
        let rows = table.rows();
        let shown = &model.arrangement.rows;
        assert!(shown.len() <= rows, "more rows are shown than there are");
        assert!(
            model.cursor.position < shown.len().max(1),
            "the cursor is at {} of {}",
            model.cursor.position,
            shown.len()
        );
        assert!(model.cursor.top < shown.len().max(1));
        if let Some(selected) = model.selected {
            assert!(
                (selected as usize) < rows,
                "row {selected} of {rows} is selected"
            );
        }
        assert!(model.marks.iter().all(|row| (row as usize) < rows));
        assert!(model.marks.len() <= rows);
        assert!(model.found.rows.iter().all(|&row| (row as usize) < rows));
        assert!(model.found.rows.is_sorted());
        let columns = model.column_ids();
        assert!(model.cursor.column <= columns.len());
        if let Some(trained) = &model.training.current {
            let seen = trained.predictions.trained_on.len();
            assert!(
                trained.scores.rows + seen <= rows,
                "rows were scored that were learned from"
            );
            assert!(trained.n_distinct <= trained.n_features);
            let tau = trained.scores.tau;
            assert!(tau.is_nan() || (-1.0..=1.0).contains(&tau));
        }
        assert!(model.live.level > 0.0 && model.live.level < 100.0);
    }
}

fn set(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Plays on `benchmark`; what fails says how to play it again.
#[expect(clippy::print_stdout, reason = "what failed must be found again")]
fn play(benchmark: &str) {
    let events = set("GRAFSCOPE_MONKEY").map_or(EVENTS, |events| events as usize);
    let seed = set("GRAFSCOPE_MONKEY_SEED").unwrap_or(1);
    let mut monkey = Monkey::new(benchmark, seed);
    let played = catch_unwind(AssertUnwindSafe(|| monkey.play(events)));
    if let Err(panic) = played {
        let last = monkey.log.len().saturating_sub(30);
        println!(
            "{benchmark}, seed {seed}, event {}; the last were\n{}",
            monkey.log.len(),
            monkey.log[last..].join("\n")
        );
        resume_unwind(panic);
    }
}

fn play_published(place: &str) {
    play(published(place).to_str().unwrap());
}

#[test]
fn on_nas_bench_201() {
    play("nas-bench-201");
}

#[test]
fn on_nas_bench_graph() {
    play("nas-bench-graph");
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn on_published_nas_bench_101() {
    play_published("naslib/zc_nasbench101_500.json");
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn on_published_darts() {
    play_published("naslib/zc_nasbench301_500.json");
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn on_published_trans_nas_bench_101_micro() {
    play_published("naslib/zc_transbench101_micro.json");
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn on_published_trans_nas_bench_101_macro() {
    play_published("naslib/zc_transbench101_macro.json");
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn on_published_nas_bench_macro() {
    play_published("macro/nas-bench-macro_cifar10.json");
}
