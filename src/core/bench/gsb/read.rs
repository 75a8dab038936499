//! Bytes → figures, trusting nothing.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use flate2::bufread::DeflateDecoder;
use rayon::prelude::*;

use super::encoding::{decode_distinct, decode_plain, distinct_len_limit, plain_len};
use super::header::{Encoding, Header, HeaderDataset, HeaderQuantity};
use super::{MAGIC, MAGIC_ANY_VERSION, checksum};
use crate::bench::{DatasetFigures, Figures, LoadError, Quantity};
use crate::space::{self, Architecture, SearchSpace};

/// Reads a whole file; `path` is named in errors.
///
/// Memory stays within a fixed multiple of the file's length, whatever the bytes are.
///
/// # Errors
/// [`LoadError::Malformed`] for another format or version, and for damaged or cut bytes.
pub fn read(bytes: &[u8], path: &Path) -> Result<Figures, LoadError> {
    parse(bytes).map_err(|(place, reason)| LoadError::malformed(path, place, reason))
}

/// Where a file is not what it should be, and how.
type Damage = (String, String);

fn damage(place: impl Into<String>, reason: impl Into<String>) -> Damage {
    (place.into(), reason.into())
}

fn parse(bytes: &[u8]) -> Result<Figures, Damage> {
    let content = checked_content(bytes)?;
    let (len, rest) = content
        .split_first_chunk::<4>()
        .ok_or_else(|| damage("length of the header", "the file ends here"))?;
    let (header, mut blocks) = rest
        .split_at_checked(u32::from_le_bytes(*len) as usize)
        .ok_or_else(|| damage("header", "the file ends within it"))?;
    let header: Header =
        serde_json::from_slice(header).map_err(|error| damage("header", error.to_string()))?;
    let space =
        space::find(&header.space).map_err(|unknown| damage("header", unknown.to_string()))?;
    check_quantities(&header)?;
    let archs = members(&header, space, &mut blocks)?;
    let located = header
        .datasets
        .iter()
        .map(|dataset| locate(dataset, &mut blocks))
        .collect::<Result<Vec<_>, Damage>>()?;
    if !blocks.is_empty() {
        let reason = format!("{} bytes after the last block", blocks.len());
        return Err(damage("end", reason));
    }
    let datasets = header
        .datasets
        .par_iter()
        .zip(located)
        .map(|(dataset, blocks)| parse_dataset(dataset, header.rows, &blocks))
        .collect::<Result<_, Damage>>()?;
    Ok(Figures {
        space,
        archs,
        datasets,
    })
}

/// Takes the block that says which architectures are rows off the front of `rest`.
fn members(
    header: &Header,
    space: &'static dyn SearchSpace,
    rest: &mut &[u8],
) -> Result<Vec<Architecture>, Damage> {
    let mut archs = space.architectures();
    if let Some(len) = header.members {
        let (block, after) = rest
            .split_at_checked(len)
            .ok_or_else(|| damage("members", "the file ends within the block"))?;
        *rest = after;
        let bits =
            inflate(block, archs.len().div_ceil(8)).map_err(|reason| damage("members", reason))?;
        let mut bits = bits
            .iter()
            .flat_map(|byte| (0..8_u32).map(move |at| byte >> at & 1));
        archs.retain(|_| bits.next() == Some(1));
    }
    if archs.len() == header.rows {
        return Ok(archs);
    }
    let (rows, archs, space) = (header.rows, archs.len(), space.name());
    let reason = format!("{rows} rows, expected {archs} architectures of {space}");
    Err(damage("header", reason))
}

fn checked_content(bytes: &[u8]) -> Result<&[u8], Damage> {
    let Some(content) = bytes.strip_prefix(MAGIC) else {
        let expected = "expected one that begins with `GRAFSCOPE-GSB 1`";
        let what = if bytes.starts_with(MAGIC_ANY_VERSION) {
            "an unknown version of the benchmark file"
        } else {
            "not a grafscope benchmark file"
        };
        return Err(damage("byte 0", format!("{what}, {expected}")));
    };
    let (content, stored) = content
        .split_last_chunk::<4>()
        .ok_or_else(|| damage("checksum", "the file ends before it"))?;
    let stored = u32::from_le_bytes(*stored);
    let actual = checksum(&bytes[..bytes.len() - 4]);
    if stored != actual {
        let reason = format!("{actual:08x}, expected {stored:08x}: the file is damaged or cut");
        return Err(damage("checksum", reason));
    }
    Ok(content)
}

fn check_quantities(header: &Header) -> Result<(), Damage> {
    let mut names = HashSet::new();
    for dataset in &header.datasets {
        if !names.insert((&dataset.name, None)) {
            return Err(damage(&dataset.name, "a second data set of this name"));
        }
        for quantity in &dataset.quantities {
            let place = place(dataset, quantity);
            if quantity.runs == 0 {
                return Err(damage(place, "0 runs, expected 1 to 255"));
            }
            if !names.insert((&dataset.name, Some(&quantity.name))) {
                return Err(damage(place, "a second quantity of this name"));
            }
        }
    }
    Ok(())
}

fn place(dataset: &HeaderDataset, quantity: &HeaderQuantity) -> String {
    format!("{}, {}", dataset.name, quantity.name)
}

/// Takes the blocks of a data set off the front of `rest`.
fn locate<'a>(dataset: &HeaderDataset, rest: &mut &'a [u8]) -> Result<Vec<&'a [u8]>, Damage> {
    let quantities = dataset.quantities.iter();
    quantities
        .map(|quantity| {
            let (block, after) = rest.split_at_checked(quantity.bytes).ok_or_else(|| {
                damage(place(dataset, quantity), "the file ends within the block")
            })?;
            *rest = after;
            Ok(block)
        })
        .collect()
}

fn parse_dataset(
    dataset: &HeaderDataset,
    rows: usize,
    blocks: &[&[u8]],
) -> Result<DatasetFigures, Damage> {
    let quantities = dataset
        .quantities
        .par_iter()
        .zip(blocks)
        .map(|(quantity, block)| {
            let runs = decode(block, quantity, rows)
                .map_err(|reason| damage(place(dataset, quantity), reason))?;
            Ok(Quantity {
                name: quantity.name.clone(),
                runs,
            })
        })
        .collect::<Result<_, Damage>>()?;
    Ok(DatasetFigures {
        name: dataset.name.clone(),
        quantities,
    })
}

fn decode(block: &[u8], quantity: &HeaderQuantity, rows: usize) -> Result<Vec<Vec<f64>>, String> {
    let runs = usize::from(quantity.runs);
    match quantity.encoding {
        Encoding::Plain => decode_plain(&inflate(block, plain_len(rows, runs))?, rows, runs),
        Encoding::Distinct => {
            decode_distinct(&inflate(block, distinct_len_limit(rows, runs))?, rows, runs)
        }
    }
}

/// Decompresses all of `block`, which must not hold more than `limit` bytes.
fn inflate(mut block: &[u8], limit: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    DeflateDecoder::new(&mut block)
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("not a deflate stream: {error}"))?;
    if bytes.len() > limit {
        return Err(format!("more than the {limit} bytes there can be"));
    }
    if !block.is_empty() {
        return Err(format!("{} bytes after the deflate stream", block.len()));
    }
    Ok(bytes)
}
