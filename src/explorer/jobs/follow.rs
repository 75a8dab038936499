//! Waiting for files to change: they are looked at from time to time, since over NFS nobody tells of changes.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::follow::state::{FilesChanged, Followed};
use grafscope_core::files::{FollowedFile, Watch};
use grafscope_core::job::{Cancelled, JobContext};

/// Time between two looks.
const LOOK: Duration = Duration::from_secs(1);

/// Time between two looks at whether it is to stop.
const STOP: Duration = Duration::from_millis(250);

/// Time between two messages that time has passed.
const CLOCK: Duration = Duration::from_secs(20);

/// Waits until files have changed, the first look after `rest`.
pub(crate) fn follow(
    files: Vec<FollowedFile>,
    rest: Duration,
    job: &JobContext,
    early: &mut dyn FnMut(Followed),
) -> Result<FilesChanged, Cancelled> {
    let mut watch = Watch { files };
    let mut waiting = Vec::new();
    let mut told = Instant::now();
    wait(rest.max(LOOK), job)?;
    loop {
        let look = watch.look();
        if look.waiting != waiting {
            waiting.clone_from(&look.waiting);
            early(Followed::Waiting(look.waiting));
        }
        let at = SystemTime::now();
        if !look.changed.is_empty() {
            return Ok(FilesChanged {
                files: watch.files,
                changes: look.changed,
                at,
            });
        }
        if told.elapsed() >= CLOCK {
            told = Instant::now();
            early(Followed::Time(at));
        }
        wait(LOOK, job)?;
    }
}

fn wait(time: Duration, job: &JobContext) -> Result<(), Cancelled> {
    let until = Instant::now() + time;
    loop {
        job.check()?;
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        thread::sleep(left.min(STOP));
    }
}
