//! `33333ssd.1142-mmsmmssa.172b`: of the normal and of the reduction cell the operations of its pairs, a letter each,
//! and the sources of its pairs, a digit a node.

use super::{CELLS, COMPUTING, IDS, INPUTS, PAIRS};
use crate::space::compact::{read_digits, write_digits};

/// The operations by id: pooling by the largest and by the average, skip, separable 3 and 5, dilated 3 and 5.
const LETTERS: [char; 7] = ['m', 'a', 's', '3', '5', 'd', 'D'];

pub(super) fn opens(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(LETTERS) && text.contains('.')
}

pub(super) fn parse(text: &str) -> Result<Vec<u8>, String> {
    let cells: Vec<_> = text.trim().split('-').collect();
    if cells.len() != CELLS.len() {
        return Err(format!(
            "it has {} cells joined by `-`, not {}",
            cells.len(),
            CELLS.len()
        ));
    }
    let mut ids = Vec::with_capacity(CELLS.len() * IDS);
    for (name, cell) in CELLS.into_iter().zip(cells) {
        read_cell(cell, name, &mut ids)?;
    }
    Ok(ids)
}

fn read_cell(cell: &str, name: &str, ids: &mut Vec<u8>) -> Result<(), String> {
    let (letters, sources) = cell.split_once('.').unwrap_or((cell, ""));
    let letters: Vec<_> = letters.chars().collect();
    let sources: Vec<_> = sources.chars().collect();
    if (letters.len(), sources.len()) != (PAIRS, COMPUTING) {
        return Err(format!(
            "the {name} cell `{cell}` is not {PAIRS} operations, a dot and {COMPUTING} digits"
        ));
    }
    for (node, (&digit, letters)) in sources.iter().zip(letters.chunks_exact(2)).enumerate() {
        let earlier = (INPUTS + node) as u64;
        let both = read_digits(digit.encode_utf8(&mut [0; 4]));
        let both = both.filter(|&both| both < earlier * earlier);
        let both = both.ok_or_else(|| {
            format!("the {name} cell: `{digit}` is no pair of sources of node {node}")
        })?;
        for (source, letter) in [both / earlier, both % earlier].into_iter().zip(letters) {
            let op = LETTERS.iter().position(|known| known == letter);
            let op = op.ok_or_else(|| {
                let known: String = LETTERS.iter().collect();
                format!("the {name} cell: `{letter}` is not an operation, one of {known}")
            })?;
            ids.extend([source as u8, op as u8]);
        }
    }
    Ok(())
}

pub(super) fn print(ids: &[u8]) -> String {
    let mut text = String::new();
    for (at, cell) in ids.chunks_exact(IDS).enumerate() {
        if at > 0 {
            text.push('-');
        }
        text.extend(
            cell.chunks_exact(2)
                .map(|pair| LETTERS[usize::from(pair[1])]),
        );
        text.push('.');
        for (node, pairs) in cell.chunks_exact(4).enumerate() {
            let both = usize::from(pairs[0]) * (INPUTS + node) + usize::from(pairs[2]);
            write_digits(&mut text, both as u64, 1);
        }
    }
    text
}
