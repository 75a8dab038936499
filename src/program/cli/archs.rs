//! Files that list architectures: one encoding per line.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, ensure};

use grafscope_core::files;
use grafscope_core::space::{self, Architecture, SearchSpace};

/// Most bytes of a line.
const LONGEST: usize = 1 << 20;

/// Reads one architecture per line of `file`, or of standard input for `-`, each with its text as given.
pub(super) fn listed(
    space: &dyn SearchSpace,
    file: &Path,
) -> anyhow::Result<Vec<(Architecture, String)>> {
    if file == Path::new("-") {
        return read_archs(space, io::stdin().lock(), "standard input");
    }
    let name = file.display().to_string();
    let input = File::open(file).with_context(|| format!("{name}: cannot be read"))?;
    ensure!(!file.is_dir(), "{name}: is a folder, expected a file");
    read_archs(space, BufReader::new(input), &name)
}

fn read_archs(
    space: &dyn SearchSpace,
    mut input: impl BufRead,
    name: &str,
) -> anyhow::Result<Vec<(Architecture, String)>> {
    let mut archs = Vec::new();
    let mut first = true;
    for number in 1.. {
        let place = || format!("{name}: line {number}");
        let Some(line) = files::line(&mut input, LONGEST).with_context(place)? else {
            break;
        };
        // Spreadsheets begin a file with a byte-order mark.
        let line = line.trim_start_matches('\u{feff}').trim();
        let header = first && line.split(',').next().is_some_and(space::is_list_header);
        if line.is_empty() || std::mem::take(&mut first) && header {
            continue;
        }
        let text = space::encoding_on(line).with_context(place)?;
        let arch = space.parse(text).with_context(place)?;
        archs.push((arch, text.to_owned()));
    }
    Ok(archs)
}
