//! Reading ahead: a thread reads the next bytes while the last ones are processed.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

/// Bytes that are read at a time, at most.
const BLOCK: usize = 1 << 17;

/// Blocks that are read ahead.
const BLOCKS: usize = 4;

pub(super) struct Ahead {
    blocks: Receiver<io::Result<Vec<u8>>>,
}

pub(super) enum More {
    Bytes(Vec<u8>),
    /// Nothing yet: the input pauses.
    Pause,
    End,
}

impl Ahead {
    /// Starts reading `input`. The thread ends with the input, or once nobody takes its blocks.
    pub(super) fn start(mut input: Box<dyn Read + Send>) -> io::Result<Self> {
        let (sender, blocks) = sync_channel(BLOCKS);
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || {
                loop {
                    let mut block = vec![0; BLOCK];
                    let read = match input.read(&mut block) {
                        Ok(0) => return,
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                        Ok(length) => {
                            block.truncate(length);
                            Ok(block)
                        }
                        Err(error) => Err(error),
                    };
                    let failed = read.is_err();
                    if sender.send(read).is_err() || failed {
                        return;
                    }
                }
            })?;
        Ok(Self { blocks })
    }

    /// Waits for the next bytes; `None` at the end.
    pub(super) fn next(&self) -> io::Result<Option<Vec<u8>>> {
        self.blocks.recv().ok().transpose()
    }

    /// The next bytes, if they are there.
    pub(super) fn more(&self) -> io::Result<More> {
        match self.blocks.try_recv() {
            Ok(block) => block.map(More::Bytes),
            Err(TryRecvError::Empty) => Ok(More::Pause),
            Err(TryRecvError::Disconnected) => Ok(More::End),
        }
    }
}
