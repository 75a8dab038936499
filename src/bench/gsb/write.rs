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
/// When the space cannot be listed, a quantity has more than 255 runs, or a run not one figure for
/// each architecture of the space.
pub fn write(figures: &Figures) -> Vec<u8> {
    let rows = figures.space.size().expect("a space that can be listed");
    let mut blocks = Vec::new();
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

/// The smaller of the two layouts, compressed.
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
