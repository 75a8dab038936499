//! Features for `numpy.load`: a matrix of doubles, and the names of its rows and columns as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{DEFINITION, FeatureRows};

/// What an array file begins with: the magic string, and version 1.0 of the format.
const MAGIC: [u8; 8] = *b"\x93NUMPY\x01\x00";
/// Numbers begin at a multiple of this, so that they can be mapped into memory.
const ALIGNED: usize = 64;

/// Writes the features as an array file of NumPy: float64, a row for each architecture, in C order.
///
/// # Errors
/// When `out` cannot be written to.
pub fn features_npy(table: &FeatureRows, mut out: impl Write) -> io::Result<()> {
    let columns = &table.matrix.columns;
    out.write_all(&header(table.rows.len(), columns.len()))?;
    for (row, _) in table.rows {
        for column in columns {
            out.write_all(&column.get(*row).to_le_bytes())?;
        }
    }
    Ok(())
}

/// Writes what the numbers of [`features_npy`] are of, as one object: `space`, `definition`, `arch` (the
/// encoding of each row) and `columns` (the name of each column).
///
/// # Errors
/// When `out` cannot be written to.
pub fn features_npy_names(table: &FeatureRows, mut out: impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Names<'a> {
        space: &'a str,
        definition: &'a str,
        arch: Vec<&'a str>,
        columns: Vec<&'a str>,
    }
    let names = Names {
        space: table.space.name(),
        definition: DEFINITION,
        arch: table.rows.iter().map(|(_, arch)| arch.as_str()).collect(),
        columns: table.names().collect(),
    };
    serde_json::to_writer(&mut out, &names)?;
    out.write_all(b"\n")
}

/// The header: its length in two bytes, and a Python literal padded with blanks.
fn header(rows: usize, columns: usize) -> Vec<u8> {
    let about =
        format!("{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
    let before = MAGIC.len() + 2;
    let length = (before + about.len() + 1).next_multiple_of(ALIGNED) - before;
    let mut header = MAGIC.to_vec();
    header.extend((length as u16).to_le_bytes());
    header.extend(about.into_bytes());
    header.resize(before + length - 1, b' ');
    header.push(b'\n');
    header
}

#[cfg(test)]
mod tests {
    use super::{ALIGNED, header};

    #[test]
    fn the_header_is_a_literal_of_its_length() {
        for (rows, columns) in [(0, 5), (15_625, 191), (usize::MAX, usize::MAX)] {
            let header = header(rows, columns);
            assert_eq!(header.len() % ALIGNED, 0);
            assert_eq!(header[..8], *b"\x93NUMPY\x01\x00");
            let length = u16::from_le_bytes([header[8], header[9]]);
            assert_eq!(usize::from(length) + 10, header.len());
            let text = std::str::from_utf8(&header[10..]).unwrap();
            let shape = format!("'shape': ({rows}, {columns}), }}");
            assert!(text.contains(&shape) && text.ends_with('\n'), "{text}");
        }
    }
}
