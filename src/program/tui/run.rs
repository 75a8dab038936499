//! The loop: wait for an event, or draw once a frame is due and the last one is written.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use grafscope_explorer::config::LiveSettings;
use grafscope_explorer::effect::{Answer, Effect, Job};
use grafscope_explorer::export::output::write;
use grafscope_explorer::jobs::Workers;
use grafscope_explorer::jobs::autosave::Autosave;
use grafscope_explorer::jobs::runner::save_set;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::session::newcomer;
use grafscope_explorer::session::restore_state::Startup;
use grafscope_explorer::session::store::Store;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::{start, update};

use crate::tui::abilities::Abilities;
use crate::tui::input;
use crate::tui::output_thread::OutputEvent;
use crate::tui::screen::Screen;

/// Shortest time between two frames.
const FRAME: Duration = Duration::from_millis(33);

/// Shortest time between two frames if only progress has changed.
const PROGRESS: Duration = Duration::from_millis(600);

/// How long a frame waits for the SHAP values of a newly selected row, which usually take less: otherwise
/// the frame would be sent in two halves.
const HOLD: Duration = Duration::from_millis(20);

/// How the explorer was ended.
#[derive(Debug)]
pub struct End {
    /// Why its view could not be kept.
    pub not_kept: Option<String>,
    /// The signal that ended it.
    pub signal: Option<i32>,
}

/// Runs the explorer until the user quits, and keeps its view in `store`. `theme` gives the theme of a look in this
/// terminal.
///
/// # Errors
/// When the terminal cannot be used, or the command line cannot be followed.
pub fn run(
    launch: Launch,
    startup: Startup,
    store: Option<Store>,
    abilities: Abilities,
    theme: &dyn Fn(&LiveSettings) -> Theme,
) -> anyhow::Result<End> {
    let (sender, events) = channel();
    let to_loop = sender.clone();
    let mut autosave = store
        .map(|store| {
            Autosave::start(store, move |message| {
                drop(to_loop.send(Event::App(message)));
            })
        })
        .transpose()
        .context("cannot start a worker thread")?;
    let workers = Workers::new(&sender);
    let to_loop = sender.clone();
    // Sending fails only once the explorer has ended.
    let tell = move |event| drop(to_loop.send(Event::OutputThread(event)));
    let mut explorer = Explorer {
        screen: Screen::enter(abilities, autosave.is_some(), tell)
            .context("cannot use the terminal")?,
        workers,
        sender: sender.clone(),
        drawn: Instant::now(),
        theme: (startup.live.clone(), theme(&startup.live)),
        due: Some(Instant::now()),
        ended: None,
    };
    input::listen_to_signals(sender.clone()).context("cannot listen to signals")?;
    let size = Screen::size();
    let is_newcomer = startup.newcomer;
    let mut model = Model::started(launch, startup, size);
    let effects = start(&mut model);
    explorer.perform(effects)?;
    explorer.draw(&mut model, theme)?;
    input::listen(sender).context("cannot read the terminal")?;
    while explorer.ended.is_none() {
        match explorer.next(&events) {
            Some(event) => explorer.take(event, &mut model)?,
            None => {
                explorer.draw(&mut model, theme)?;
                if let Some(autosave) = &mut autosave {
                    autosave.see(&model);
                }
            }
        }
    }
    if let Some(autosave) = &mut autosave {
        autosave.see(&model);
    }
    let ended = explorer.ended.take();
    // The shell gets its terminal back before the view is saved.
    drop(explorer);
    if is_newcomer && !model.restore_state.newcomer {
        newcomer::remember();
    }
    let kept = autosave.map_or(Ok(()), Autosave::finish);
    let signal = match ended {
        Some(Ended::Failed(reason)) => bail!(reason),
        Some(Ended::Quit(signal)) => signal,
        None => None,
    };
    Ok(End {
        not_kept: kept.err(),
        signal,
    })
}

/// Something that happened, to the explorer or to its terminal.
pub(super) enum Event {
    App(Message),
    OutputThread(OutputEvent),
    /// A signal that ends the program.
    Signal(i32),
}

impl From<Message> for Event {
    fn from(message: Message) -> Self {
        Self::App(message)
    }
}

enum Ended {
    /// Perhaps by a signal.
    Quit(Option<i32>),
    Failed(String),
}

struct Explorer {
    screen: Screen,
    workers: Workers,
    sender: Sender<Event>,
    /// When the last frame was drawn.
    drawn: Instant,
    /// The settings that it was made for, and the theme.
    theme: (LiveSettings, Theme),
    /// When the next frame is to be drawn, if anything has changed.
    due: Option<Instant>,
    ended: Option<Ended>,
}

impl Explorer {
    /// The next event, or none when it is time to draw. Nothing is drawn while the last frame is still on
    /// its way.
    fn next(&self, events: &Receiver<Event>) -> Option<Event> {
        match self.due.filter(|_| self.screen.is_free()) {
            // The explorer holds a sender itself, so the channel cannot close.
            None => events.recv().ok(),
            Some(due) => {
                let left = due.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return None;
                }
                events.recv_timeout(left).ok()
            }
        }
    }

    fn take(&mut self, event: Event, model: &mut Model) -> anyhow::Result<()> {
        match event {
            Event::OutputThread(OutputEvent::Written) => Ok(()),
            Event::OutputThread(OutputEvent::Lost) => {
                self.ended = Some(Ended::Quit(None));
                Ok(())
            }
            Event::Signal(signal) => {
                self.ended = Some(Ended::Quit(Some(signal)));
                Ok(())
            }
            Event::App(message) => {
                let pause = pause(&message);
                let effects = update(model, message);
                let due = if effects.iter().any(is_answered_soon) {
                    Instant::now() + HOLD
                } else {
                    self.drawn + pause
                };
                self.due = Some(self.due.map_or(due, |earlier| earlier.min(due)));
                self.perform(effects)
            }
        }
    }

    fn draw(
        &mut self,
        model: &mut Model,
        theme: &dyn Fn(&LiveSettings) -> Theme,
    ) -> anyhow::Result<()> {
        if self.ended.is_some() {
            return Ok(());
        }
        // The terminal may have been resized before its event arrives.
        let size = Screen::size();
        if size != model.size {
            let effects = update(model, Message::Resize(size));
            self.perform(effects)?;
        }
        if self.theme.0 != model.live {
            self.theme = (model.live.clone(), theme(&model.live));
        }
        self.screen.draw(model, &self.theme.1);
        self.drawn = Instant::now();
        self.due = None;
        Ok(())
    }

    fn perform(&mut self, effects: Vec<Effect>) -> anyhow::Result<()> {
        for effect in effects {
            match effect {
                Effect::Start(generation, job) => self.workers.submit(generation, job),
                Effect::Stop(kind) => self.workers.stop(kind),
                Effect::Copy(text) => {
                    self.screen.copy(&text);
                    self.send(Message::Copied(text));
                }
                Effect::Write(path, output) => self.aside(move || write(&path, &output)),
                Effect::SaveSet(set) => self.aside(move || save_set(set)),
                Effect::Redraw => self.screen.renew()?,
                Effect::Suspend => self.screen.suspend()?,
                Effect::Quit => self.ended = Some(Ended::Quit(None)),
                Effect::Fail(reason) => self.ended = Some(Ended::Failed(reason)),
            }
        }
        Ok(())
    }

    /// Does `work` on a separate thread and sends its message.
    fn aside(&self, work: impl FnOnce() -> Message + Send + 'static) {
        let sender = self.sender.clone();
        thread::spawn(move || drop(sender.send(work().into())));
    }

    fn send(&self, message: Message) {
        // The receiver lives as long as the loop that calls this.
        let _ = self.sender.send(message.into());
    }
}

/// Whether the result of `effect` belongs in the same frame.
fn is_answered_soon(effect: &Effect) -> bool {
    matches!(effect, Effect::Start(_, Job::Attribute(_)))
}

/// How long after the last frame the next one may wait to show `message`.
fn pause(message: &Message) -> Duration {
    match message {
        Message::Answer(
            _,
            _,
            Answer::Progress(_)
            | Answer::Ran(..)
            | Answer::Paired(..)
            | Answer::Transferred(_)
            | Answer::Searched(_)
            | Answer::Weighed(_, false),
        ) => PROGRESS,
        _ => FRAME,
    }
}
