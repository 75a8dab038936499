//! The terminal as it was before the explorer took it.

use std::fs::File;
use std::io::{self, ErrorKind, Write};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdout;
use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, QueueSelector,
    SpecialCodeIndex, Termios, tcflush, tcgetattr, tcsetattr,
};
use serde::{Deserialize, Serialize};

use crate::tui::output_thread::is_passing;
use crate::tui::screen::give_back;

/// Ends a sequence that was cut off (CAN).
const CANCEL: &str = "\x18";

/// What the user is told, in any modes.
const KILLED: &str = "grafscope was ended before it could clean up: it was killed, or memory ran out.\r\n\
                      The terminal is restored.";
const KEPT: &str = " If your view was kept, the next start offers it.";

/// How long a stalled terminal is waited for.
const PATIENCE: Timespec = Timespec {
    tv_sec: 60,
    tv_nsec: 0,
};

#[derive(Serialize, Deserialize)]
pub(super) struct Taken {
    modes: bool,
    /// Input, output, control and local modes, and the special codes that raw mode changes.
    termios: [u64; 6],
    /// Whether the view is kept while the explorer is used.
    keeps: bool,
}

impl Taken {
    pub(super) fn now(modes: bool, keeps: bool) -> io::Result<Self> {
        Ok(Self {
            modes,
            termios: values(&tcgetattr(stdout())?),
            keeps,
        })
    }

    /// Restores it through `terminal`, as far as it still responds, and tells the user.
    pub(super) fn restore(&self, terminal: &mut File) {
        if let Ok(mut termios) = tcgetattr(stdout()) {
            let found = values(&termios);
            set(&mut termios, self.termios);
            let before = termios.clone();
            termios.make_raw();
            // A shell that has its terminal back may have set modes of its own.
            if found == values(&termios) {
                let _ = tcsetattr(stdout(), OptionalActions::Now, &before);
                // Keys and clicks that the explorer has not read are not for the shell.
                let _ = tcflush(stdout(), QueueSelector::IFlush);
            }
        }
        let restore = give_back(self.modes);
        let kept = if self.keeps { KEPT } else { "" };
        let bytes = format!("{CANCEL}{restore}{KILLED}{kept}\r\n");
        let _ = write(terminal, bytes.as_bytes());
    }
}

/// Writes all of `bytes` to a terminal that may not block.
fn write(terminal: &mut File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match terminal.write(bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if is_passing(&error) => {
                let mut ends = [PollFd::new(&*terminal, PollFlags::OUT)];
                match poll(&mut ends, Some(&PATIENCE)) {
                    Ok(0) => return Err(ErrorKind::TimedOut.into()),
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn values(termios: &Termios) -> [u64; 6] {
    let codes = &termios.special_codes;
    [
        termios.input_modes.bits().into(),
        termios.output_modes.bits().into(),
        termios.control_modes.bits().into(),
        termios.local_modes.bits().into(),
        codes[SpecialCodeIndex::VMIN].into(),
        codes[SpecialCodeIndex::VTIME].into(),
    ]
}

fn set(termios: &mut Termios, [input, output, control, local, min, time]: [u64; 6]) {
    termios.input_modes = InputModes::from_bits_retain(input as _);
    termios.output_modes = OutputModes::from_bits_retain(output as _);
    termios.control_modes = ControlModes::from_bits_retain(control as _);
    termios.local_modes = LocalModes::from_bits_retain(local as _);
    termios.special_codes[SpecialCodeIndex::VMIN] = min as u8;
    termios.special_codes[SpecialCodeIndex::VTIME] = time as u8;
}
