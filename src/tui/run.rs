//! The loop: wait for a message, take in all there are, draw once.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::app::{Effect, Launch, Message, Model, Startup, start, update};
use crate::config::Look;
use crate::session::Store;
use crate::theme::Theme;
use crate::worker::{self, Keeper, Workers};

use super::screen::Screen;
use super::{input, signals};

/// Shortest time between two frames.
const FRAME: Duration = Duration::from_millis(33);

/// Runs the explorer until the person quits, and keeps its view in `store`; gives the reason why it
/// could not be kept, if it could not.
///
/// # Errors
/// When the terminal cannot be used, or what was asked for on the command line cannot be done.
pub fn run(
    launch: Launch,
    startup: Startup,
    store: Option<Store>,
    mouse: bool,
) -> anyhow::Result<Option<String>> {
    let (sender, messages) = channel();
    let mut keeper = store
        .map(|store| Keeper::start(store, sender.clone()))
        .transpose()
        .context("cannot start a worker thread")?;
    let workers = Workers::start(&sender).context("cannot start a worker thread")?;
    let mut explorer = Explorer {
        screen: Screen::enter(mouse).context("cannot use the terminal")?,
        workers,
        sender: sender.clone(),
        drawn: Instant::now(),
        theme: (startup.look, theme(startup.look)),
        ended: None,
    };
    signals::listen(sender.clone()).context("cannot listen to signals")?;
    let size = explorer.screen.size().context("cannot use the terminal")?;
    let mut model = Model::started(launch, startup, size);
    let effects = start(&mut model);
    explorer.perform(effects)?;
    explorer.draw(&mut model)?;
    input::listen(sender).context("cannot read the terminal")?;
    while explorer.ended.is_none() {
        explorer.turn(&messages, &mut model)?;
        if let Some(keeper) = &mut keeper {
            keeper.see(&model);
        }
        explorer.draw(&mut model)?;
    }
    let ended = explorer.ended.take();
    // The shell has its terminal back before the last of the view is written.
    drop(explorer);
    let kept = keeper.map_or(Ok(()), Keeper::finish);
    match ended {
        Some(Ended::Failed(reason)) => bail!(reason),
        _ => Ok(kept.err()),
    }
}

/// The theme of a look, in this terminal.
fn theme(look: Look) -> Theme {
    Theme::new(look.has_colour(), look.is_ascii())
}

/// Why the explorer ends.
enum Ended {
    Quit,
    Failed(String),
}

struct Explorer {
    screen: Screen,
    workers: Workers,
    sender: Sender<Message>,
    /// When the last frame was drawn.
    drawn: Instant,
    /// The look, and the theme that it comes to.
    theme: (Look, Theme),
    ended: Option<Ended>,
}

impl Explorer {
    /// Waits for a message, then takes in all that come until the next frame is due. After a pause
    /// it is due at once.
    fn turn(&mut self, messages: &Receiver<Message>, model: &mut Model) -> anyhow::Result<()> {
        // The explorer holds a sender itself, so the channel cannot close.
        let mut next = messages.recv().ok();
        while let Some(message) = next {
            let effects = update(model, message);
            self.perform(effects)?;
            if self.ended.is_some() {
                break;
            }
            let left = (self.drawn + FRAME).saturating_duration_since(Instant::now());
            next = messages.recv_timeout(left).ok();
        }
        Ok(())
    }

    fn draw(&mut self, model: &mut Model) -> anyhow::Result<()> {
        if self.ended.is_some() {
            return Ok(());
        }
        // The size is asked for anew: a resize may have come before its event.
        let size = self.screen.size()?;
        if size != model.size {
            let effects = update(model, Message::Resize(size));
            self.perform(effects)?;
        }
        if self.theme.0 != model.look {
            self.theme = (model.look, theme(model.look));
        }
        self.screen
            .draw(model, &self.theme.1)
            .context("cannot draw")?;
        self.drawn = Instant::now();
        Ok(())
    }

    fn perform(&mut self, effects: Vec<Effect>) -> anyhow::Result<()> {
        for effect in effects {
            match effect {
                Effect::Start(generation, job) => self.workers.submit(generation, job),
                Effect::Stop(kind) => self.workers.stop(kind),
                Effect::Copy(text) => {
                    let copied = Screen::copy(&text).map_err(|error| error.to_string());
                    self.send(Message::Copied(copied.map(|()| text)));
                }
                Effect::ExportPredictor(path, source) => {
                    let sender = self.sender.clone();
                    thread::spawn(move || sender.send(worker::export_predictor(path, &source)));
                }
                Effect::SaveSet(set) => {
                    let sender = self.sender.clone();
                    thread::spawn(move || sender.send(worker::save_set(set)));
                }
                Effect::SaveSession(path, keepsake) => {
                    let sender = self.sender.clone();
                    thread::spawn(move || sender.send(worker::save_session(path, &keepsake)));
                }
                Effect::ExportComparison(path, source) => {
                    let sender = self.sender.clone();
                    thread::spawn(move || sender.send(worker::export_comparison(path, &source)));
                }
                Effect::ExportImportances(path, source) => {
                    let sender = self.sender.clone();
                    thread::spawn(move || sender.send(worker::export_importances(path, &source)));
                }
                Effect::Draw(path, picture) => {
                    let sender = self.sender.clone();
                    thread::spawn(move || sender.send(worker::draw(path, &picture)));
                }
                Effect::Redraw => self.screen.renew()?,
                Effect::Suspend => self.screen.suspend()?,
                Effect::Quit => self.ended = Some(Ended::Quit),
                Effect::Fail(reason) => self.ended = Some(Ended::Failed(reason)),
            }
        }
        Ok(())
    }

    fn send(&self, message: Message) {
        // The receiver lives as long as the loop that calls this.
        let _ = self.sender.send(message);
    }
}
