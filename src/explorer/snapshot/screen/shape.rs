//! Characters that are drawn rather than written: lines, blocks and braille dots meet their
//! neighbours exactly, whatever font the picture is shown in.

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Dots, each at (share of the width, share of the height).
    Dots(Vec<(f64, f64)>),
    Lines {
        /// Which edges.
        arms: Arms,
        heavy: bool,
    },
    Dashes {
        across: bool,
    },
    /// A filled part of the cell: left, top, right, bottom as shares of its size.
    Block([f64; 4]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each of the four edges"
)]
pub(crate) struct Arms {
    pub(crate) up: bool,
    pub(crate) right: bool,
    pub(crate) down: bool,
    pub(crate) left: bool,
}

/// Box characters: light, heavy, and the edges reached as `urdl`.
const BOXES: [(char, char, &str); 11] = [
    ('─', '━', "rl"),
    ('│', '┃', "ud"),
    ('┌', '┏', "rd"),
    ('┐', '┓', "dl"),
    ('└', '┗', "ur"),
    ('┘', '┛', "ul"),
    ('├', '┣', "urd"),
    ('┤', '┫', "udl"),
    ('┬', '┳', "rdl"),
    ('┴', '┻', "url"),
    ('┼', '╋', "urdl"),
];

pub(crate) fn shape(symbol: &str) -> Option<Shape> {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return None;
    };
    match c {
        '\u{2800}'..='\u{28ff}' => Some(Shape::Dots(braille(c))),
        '\u{2580}'..='\u{2590}' | '▕' => block(c).map(Shape::Block),
        '╌' => Some(Shape::Dashes { across: true }),
        '╎' => Some(Shape::Dashes { across: false }),
        '╭' => shape("┌"),
        '╮' => shape("┐"),
        '╰' => shape("└"),
        '╯' => shape("┘"),
        '\u{2500}'..='\u{257f}' => lines(c),
        _ => None,
    }
}

/// The dots of a braille character: bits 0–2 and 6 are the left column from the top, 3–5 and 7 the
/// right one.
fn braille(c: char) -> Vec<(f64, f64)> {
    /// Column and row of each bit.
    const COLUMNS: [u8; 8] = [0, 0, 0, 1, 1, 1, 0, 1];
    const ROWS: [u8; 8] = [0, 1, 2, 0, 1, 2, 3, 3];
    let bits = c as u32 - 0x2800;
    let set = (0..8).filter(|bit| bits >> bit & 1 == 1);
    let dot = |bit| {
        let (column, row) = (f64::from(COLUMNS[bit]), f64::from(ROWS[bit]));
        (0.25 + 0.5 * column, 0.125 + 0.25 * row)
    };
    set.map(dot).collect()
}

fn lines(c: char) -> Option<Shape> {
    let &(_, heavy, edges) = BOXES
        .iter()
        .find(|(light, heavy, _)| *light == c || *heavy == c)?;
    let arms = Arms {
        up: edges.contains('u'),
        right: edges.contains('r'),
        down: edges.contains('d'),
        left: edges.contains('l'),
    };
    Some(Shape::Lines {
        arms,
        heavy: heavy == c,
    })
}

fn block(c: char) -> Option<[f64; 4]> {
    let eighths = |from: char| f64::from(c as u32 - from as u32 + 1) / 8.0;
    Some(match c {
        '▀' => [0.0, 0.0, 1.0, 0.5],
        '▁'..='█' => [0.0, 1.0 - eighths('▁'), 1.0, 1.0],
        '▉'..='▏' => [0.0, 0.0, 1.0 - eighths('▉'), 1.0],
        '▐' => [0.5, 0.0, 1.0, 1.0],
        '▕' => [0.875, 0.0, 1.0, 1.0],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braille_dots_are_where_unicode_has_them() {
        assert_eq!(shape("⠁"), Some(Shape::Dots(vec![(0.25, 0.125)])));
        assert_eq!(shape("⢀"), Some(Shape::Dots(vec![(0.75, 0.875)])));
        let Some(Shape::Dots(all)) = shape("⣿") else {
            panic!("not dots")
        };
        assert_eq!(all.len(), 8);
    }

    #[test]
    fn blocks_fill_the_share_they_are_named_for() {
        assert_eq!(shape("▌"), Some(Shape::Block([0.0, 0.0, 0.5, 1.0])));
        assert_eq!(shape("▏"), Some(Shape::Block([0.0, 0.0, 0.125, 1.0])));
        assert_eq!(shape("▂"), Some(Shape::Block([0.0, 0.75, 1.0, 1.0])));
        assert_eq!(shape("█"), Some(Shape::Block([0.0, 0.0, 1.0, 1.0])));
    }

    #[test]
    fn lines_reach_the_edges_they_should() {
        let Some(Shape::Lines { arms, heavy }) = shape("┴") else {
            panic!("not lines")
        };
        assert!(arms.up && arms.right && arms.left && !arms.down && !heavy);
        assert!(matches!(shape("╋"), Some(Shape::Lines { heavy: true, .. })));
        assert_eq!(shape("╭"), shape("┌"));
        assert_eq!(shape("╎"), Some(Shape::Dashes { across: false }));
    }

    #[test]
    fn letters_are_written() {
        assert_eq!(shape("a"), None);
        assert_eq!(shape("τ"), None);
        assert_eq!(shape("░"), None);
    }
}
