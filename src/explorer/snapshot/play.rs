//! Plays keys into the real explorer without a terminal, waiting for background work after each,
//! and gives the screen. Deterministic: nothing on the screen depends on time or threads.

use std::collections::VecDeque;
use std::time::SystemTime;

use crate::effect::{Answer, Effect, Generation, Job, JobKind};
use crate::export::output::write;
use crate::follow::state::{FilesChanged, Followed};
use crate::input::key::Key;
use crate::jobs::runner::{JobRunner, save_set};
use crate::layout::area::Size;
use crate::message::Message;
use crate::model::{Launch, Model};
use crate::session::restore_state::Startup;
use crate::theme::Theme;
use crate::update::{start, update};
use crate::view;
use anyhow::{Context, bail};
use grafscope_core::files::Watch;
use grafscope_core::job::JobContext;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// The explorer with all background work done at once on the calling thread.
pub struct Player {
    model: Model,
    runner: JobRunner,
    /// The files that are followed: they are looked at when that is asked for.
    following: Option<(Generation, Watch)>,
}

impl Player {
    /// Starts the explorer and waits until everything it starts with is done.
    ///
    /// # Errors
    /// When what `launch` asks for cannot be done.
    pub fn start(launch: Launch, size: Size) -> anyhow::Result<Self> {
        Self::started(launch, Startup::default(), size)
    }

    /// The same with all that it starts with.
    ///
    /// # Errors
    /// When what `launch` asks for cannot be done.
    pub fn started(launch: Launch, startup: Startup, size: Size) -> anyhow::Result<Self> {
        let mut model = Model::started(launch, startup, size);
        let effects = start(&mut model);
        let mut player = Self {
            model,
            runner: JobRunner::default(),
            following: None,
        };
        player.settle(effects)?;
        Ok(player)
    }

    /// Presses a key and waits until everything that follows from it is done; tells whether the
    /// explorer goes on.
    ///
    /// # Errors
    /// When the explorer gives up.
    pub fn press(&mut self, key: Key) -> anyhow::Result<bool> {
        self.send(Message::Key(key))
    }

    /// Sends any message and waits until everything that follows from it is done; tells whether the
    /// explorer goes on.
    ///
    /// # Errors
    /// When the explorer gives up.
    pub fn send(&mut self, message: Message) -> anyhow::Result<bool> {
        let effects = update(&mut self.model, message);
        self.settle(effects)
    }

    /// Looks at the files that are followed, `at` this time, and waits until everything that follows from it is done.
    ///
    /// # Errors
    /// When the explorer gives up.
    pub fn look(&mut self, at: SystemTime) -> anyhow::Result<()> {
        let Some((generation, watch)) = &mut self.following else {
            return Ok(());
        };
        let (generation, look) = (*generation, watch.look());
        let files = watch.files.clone();
        let message = |followed| {
            let answer = Answer::Followed(followed);
            Message::Answer(JobKind::Follow, generation, answer)
        };
        self.send(message(Followed::Waiting(look.waiting)))?;
        let followed = if look.changed.is_empty() {
            Followed::Time(at)
        } else {
            Followed::Changed(FilesChanged {
                files,
                changes: look.changed,
                at,
            })
        };
        self.send(message(followed))?;
        Ok(())
    }

    /// The state of the explorer.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What is on the screen.
    ///
    /// # Errors
    /// Never in practice: a screen in memory takes everything.
    pub fn screen(&self, theme: &Theme) -> anyhow::Result<Buffer> {
        let Size { width, height } = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).context("no screen")?;
        terminal
            .draw(|frame| view::draw(&self.model, theme, frame))
            .context("cannot draw")?;
        Ok(terminal.backend().buffer().clone())
    }

    fn settle(&mut self, effects: Vec<Effect>) -> anyhow::Result<bool> {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            let mut messages = Vec::new();
            match effect {
                Effect::Start(generation, Job::Follow { files, .. }) => {
                    self.following = Some((generation, Watch { files }));
                }
                Effect::Start(generation, job) => {
                    let mut early = |message| messages.push(message);
                    let context = JobContext::default();
                    let last = self.runner.perform(generation, job, &context, &mut early);
                    messages.extend(last);
                }
                Effect::Write(path, output) => messages.push(write(&path, &output)),
                Effect::SaveSet(set) => messages.push(save_set(set)),
                Effect::Copy(text) => messages.push(Message::Copied(text)),
                Effect::Quit => return Ok(false),
                Effect::Fail(reason) => bail!(reason),
                // Nothing runs that could be stopped, and there is no terminal.
                Effect::Stop(_) | Effect::Redraw | Effect::Suspend => {}
            }
            for message in messages {
                effects.extend(update(&mut self.model, message));
            }
        }
        Ok(true)
    }
}
