//! The loop: wait for an event, or draw once a frame is due and the last one is written.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use grafscope_explorer::config::look::Look;
use grafscope_explorer::effect::{Effect, Job};
use grafscope_explorer::export::output::write;
use grafscope_explorer::jobs::Workers;
use grafscope_explorer::jobs::autosave::Autosave;
use grafscope_explorer::jobs::runner::save_set;
use grafscope_explorer::message::Message;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::session::restore_state::Startup;
use grafscope_explorer::session::store::Store;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::update::start;
use grafscope_explorer::update::update;

use crate::tui::abilities::Abilities;
use crate::tui::event::Event;
use crate::tui::output_thread::OutputEvent;
use crate::tui::screen::Screen;
use crate::tui::{input, signals};

/// Shortest time between two frames.
const FRAME: Duration = Duration::from_millis(33);

/// Shortest time between two frames when all that is new is how far the work in the background is.
const PROGRESS: Duration = Duration::from_millis(500);

/// How long a frame waits for what is found out about a newly selected row, which takes less as a
/// rule: half a frame now and the rest in the next would be sent twice.
const HOLD: Duration = Duration::from_millis(20);

/// Runs the explorer until the user quits, and keeps its view in `store`; gives the reason why it
/// could not be kept, if it could not. `theme` is what a look comes to in this terminal.
///
/// # Errors
/// When the terminal cannot be used, or what was asked for on the command line cannot be done.
pub fn run(
    launch: Launch,
    startup: Startup,
    store: Option<Store>,
    abilities: Abilities,
    theme: &dyn Fn(Look) -> Theme,
) -> anyhow::Result<Option<String>> {
    let (sender, events) = channel();
    let of_keeper = sender.clone();
    let mut autosave = store
        .map(|store| Autosave::start(store, move |told| drop(of_keeper.send(Event::App(told)))))
        .transpose()
        .context("cannot start a worker thread")?;
    let workers = Workers::start(&sender).context("cannot start a worker thread")?;
    let of_link = sender.clone();
    // The explorer has ended when nobody listens.
    let tell = move |told| of_link.send(Event::OutputThread(told)).unwrap_or_default();
    let mut explorer = Explorer {
        screen: Screen::enter(abilities, tell).context("cannot use the terminal")?,
        workers,
        sender: sender.clone(),
        drawn: Instant::now(),
        theme: (startup.look, theme(startup.look)),
        due: Some(Instant::now()),
        ended: None,
    };
    signals::listen(sender.clone()).context("cannot listen to signals")?;
    let size = Screen::size();
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
    // The shell has its terminal back before the last of the view is written.
    drop(explorer);
    let kept = autosave.map_or(Ok(()), Autosave::finish);
    match ended {
        Some(Ended::Failed(reason)) => bail!(reason),
        _ => Ok(kept.err()),
    }
}

/// Why the explorer ends.
enum Ended {
    Quit,
    Failed(String),
}

struct Explorer {
    screen: Screen,
    workers: Workers,
    sender: Sender<Event>,
    /// When the last frame was drawn.
    drawn: Instant,
    /// The look, and the theme that it comes to.
    theme: (Look, Theme),
    /// When the next frame is to be drawn, if anything has changed since.
    due: Option<Instant>,
    ended: Option<Ended>,
}

impl Explorer {
    /// The next event, or none when it is time to draw. No frame is due while the last one is still
    /// on its way.
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
                self.ended = Some(Ended::Quit);
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

    fn draw(&mut self, model: &mut Model, theme: &dyn Fn(Look) -> Theme) -> anyhow::Result<()> {
        if self.ended.is_some() {
            return Ok(());
        }
        // The size is asked for again: a resize may have come before its event.
        let size = Screen::size();
        if size != model.size {
            let effects = update(model, Message::Resize(size));
            self.perform(effects)?;
        }
        if self.theme.0 != model.look {
            self.theme = (model.look, theme(model.look));
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
                Effect::Quit => self.ended = Some(Ended::Quit),
                Effect::Fail(reason) => self.ended = Some(Ended::Failed(reason)),
            }
        }
        Ok(())
    }

    /// Does `work` on a thread of its own, and tells what came of it.
    fn aside(&self, work: impl FnOnce() -> Message + Send + 'static) {
        let sender = self.sender.clone();
        thread::spawn(move || sender.send(work().into()));
    }

    fn send(&self, message: Message) {
        // The receiver lives as long as the loop that calls this.
        let _ = self.sender.send(message.into());
    }
}

/// Whether what comes of `effect` belongs into the same frame.
fn is_answered_soon(effect: &Effect) -> bool {
    matches!(effect, Effect::Start(_, Job::Attribute(_)))
}

/// How long after the last frame what `message` brings may wait to be seen.
fn pause(message: &Message) -> Duration {
    match message {
        Message::Progress(..)
        | Message::Ran(..)
        | Message::Transferred(..)
        | Message::Searched(..)
        | Message::Weighed(_, _, false) => PROGRESS,
        _ => FRAME,
    }
}
