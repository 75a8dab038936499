//! Finding architectures by what their encodings say.

use grafscope_core::bench::Benchmark;
use grafscope_core::job::{Cancelled, JobContext};

/// Rows looked at between two checks for a stop.
const STRIDE: usize = 1000;

/// Rows that `text` names, ascending: the architecture it encodes when it is a whole encoding, and
/// otherwise all that have it in their encoding in any form.
/// The rows `noted`, ascending, count as well.
pub(crate) fn find(
    bench: &Benchmark,
    text: &str,
    noted: &[u32],
    job: &JobContext,
) -> Result<Vec<u32>, Cancelled> {
    let space = bench.space;
    let whole = space.parse(text).ok();
    let forms = space.forms().len();
    let mut rows = Vec::new();
    for (row, arch) in bench.archs.iter().enumerate() {
        if row % STRIDE == 0 {
            job.check()?;
        }
        let hit = match &whole {
            Some(whole) => arch == whole,
            None => (0..forms).any(|form| space.print(arch, form).contains(text)),
        };
        if hit || noted.binary_search(&(row as u32)).is_ok() {
            rows.push(row as u32);
        }
    }
    Ok(rows)
}
