//! The bytes of a file, unpacked where it is compressed, with progress, and stopped on demand.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::zstd::Frames;
use crate::bench::LoadError;
use crate::files;
use crate::job::JobContext;

const REPORT_EVERY: u64 = 1 << 18;

/// A compressed file may unpack to this many times its length, and [`SLACK`] more: tables of
/// figures stay far below, and what does not was made to fill the memory.
const MAX_EXPANSION: u64 = 100;
const SLACK: u64 = 64 << 20;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// Unpacks gzip and zstd, skips a byte-order mark. Reading fails once `job` is cancelled.
pub(super) fn open(path: &Path, job: &JobContext) -> Result<Box<dyn BufRead + Send>, LoadError> {
    let failed = |error| load_error(path, error, job);
    files::check_regular(path).map_err(|error| LoadError::io(path, error))?;
    let file = File::open(path).map_err(failed)?;
    let total = file.metadata().map_err(failed)?.len();
    let monitored = Monitored {
        file,
        done: 0,
        reported: 0,
        total,
        job: job.clone(),
    };
    let mut raw = BufReader::with_capacity(1 << 16, monitored);
    let start = raw.fill_buf().map_err(failed)?;
    let mut plain: Box<dyn BufRead + Send> = if start.starts_with(GZIP) {
        unpacked(MultiGzDecoder::new(raw), total)
    } else if start.starts_with(ZSTD) {
        unpacked(Frames::new(raw), total)
    } else {
        Box::new(raw)
    };
    let start = plain.fill_buf().map_err(failed)?;
    if start.starts_with(BYTE_ORDER_MARK) {
        plain.consume(BYTE_ORDER_MARK.len());
    }
    Ok(plain)
}

pub(super) fn head(path: &Path, most: u64) -> Result<Vec<u8>, LoadError> {
    let job = JobContext::default();
    let mut head = Vec::new();
    open(path, &job)?
        .take(most)
        .read_to_end(&mut head)
        .map_err(|error| load_error(path, error, &job))?;
    Ok(head)
}

pub(super) fn load_error(path: &Path, error: io::Error, job: &JobContext) -> LoadError {
    match job.check() {
        Err(cancelled) => cancelled.into(),
        Ok(()) => LoadError::read(path, error, "compressed data", |error| {
            format!("damaged or cut: {error}")
        }),
    }
}

fn unpacked(decoder: impl Read + Send + 'static, packed: u64) -> Box<dyn BufRead + Send> {
    let left = packed.saturating_mul(MAX_EXPANSION).saturating_add(SLACK);
    Box::new(BufReader::with_capacity(1 << 16, Bounded { decoder, left }))
}

struct Monitored {
    file: File,
    done: u64,
    reported: u64,
    total: u64,
    job: JobContext,
}

impl Read for Monitored {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.job.check().map_err(io::Error::other)?;
        let read = self.file.read(buffer)?;
        self.done += read as u64;
        if self.done >= self.reported + REPORT_EVERY || read == 0 {
            self.reported = self.done;
            self.job
                .report("bytes", self.done as usize, self.total as usize);
        }
        Ok(read)
    }
}

struct Bounded<R> {
    decoder: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            let reason = format!("it unpacks to more than {MAX_EXPANSION} times its length");
            io::Error::new(io::ErrorKind::InvalidData, reason)
        })?;
        Ok(read)
    }
}
