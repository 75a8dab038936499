//! Figures → bytes.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::encoding::{encode_distinct, encode_plain};
use super::header::{Encoding, Header, HeaderDataset, HeaderQuantity};
use super::{MAGIC, checksum};
use crate::bench::{Figures, Quantity};

/// The bytes of a file that holds `figures`; the same figures give the same bytes.
///
/// # Panics
/// When the rows are not architectures of the space in its order, a quantity has more than 255
/// runs, or a run not one figure a row.
pub fn write(figures: &Figures) -> Vec<u8> {
    let rows = figures.archs.len();
    let mut blocks = members(figures).unwrap_or_default();
    let members = (!blocks.is_empty()).then_some(blocks.len());
    let mut datasets = Vec::new();
    for dataset in &figures.datasets {
        let mut quantities = Vec::new();
        for quantity in &dataset.quantities {
            for run in &quantity.runs {
                assert_eq!(run.len(), rows, "rows of {}", quantity.name);
            }
            let (encoding, block) = smallest(quantity);
            quantities.push(HeaderQuantity {
                name: quantity.name.clone(),
                runs: u8::try_from(quantity.runs.len()).expect("at most 255 runs"),
                encoding,
                bytes: block.len(),
            });
            blocks.extend(block);
        }
        datasets.push(HeaderDataset {
            name: dataset.name.clone(),
            quantities,
        });
    }
    let header = Header {
        space: figures.space.name().to_owned(),
        rows,
        members,
        datasets,
    };
    let header = serde_json::to_vec(&header).expect("names and numbers are always JSON");
    let mut bytes = MAGIC.to_vec();
    bytes.extend((header.len() as u32).to_le_bytes());
    bytes.extend(header);
    bytes.extend(blocks);
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

/// A bit for each architecture of the space, whether it is a row; `None` when they all are.
fn members(figures: &Figures) -> Option<Vec<u8>> {
    let mut rows = figures.archs.iter().peekable();
    let all = figures.space.architectures();
    let bits: Vec<bool> = all
        .iter()
        .map(|arch| rows.next_if_eq(&arch).is_some())
        .collect();
    assert!(rows.peek().is_none(), "rows in the order of the space");
    if figures.archs.len() == all.len() {
        return None;
    }
    let byte = |bits: &[bool]| (0..).zip(bits).map(|(at, &bit)| u8::from(bit) << at).sum();
    let bytes: Vec<u8> = bits.chunks(8).map(byte).collect();
    Some(deflate(&bytes))
}

fn smallest(quantity: &Quantity) -> (Encoding, Vec<u8>) {
    let plain = deflate(&encode_plain(&quantity.runs));
    match encode_distinct(&quantity.runs).map(|bytes| deflate(&bytes)) {
        Some(distinct) if distinct.len() < plain.len() => (Encoding::Distinct, distinct),
        _ => (Encoding::Plain, plain),
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}
