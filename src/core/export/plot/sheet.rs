//! A picture while it is drawn: a heading above, a legend below, and a place for axes between.

use super::font::{shortened, widest, width, wrapped};
use super::mark::{Anchor, Mark, Point, Text};
use super::palette::Colour;
use super::scale::Scale;
use super::size::PlotSize;

const EDGE: f64 = 14.0;
const TITLE: f64 = 16.0;
pub(super) const BODY: f64 = 12.0;
pub(super) const TICK: f64 = 11.0;
/// Height of a line of the legend, and width of what stands before a label.
const LEGEND_LINE: f64 = 18.0;
const LEGEND_KEY: f64 = 24.0;
/// Other fonts than the one that texts are measured with may be wider.
pub(super) const WIDER: f64 = 1.06;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Region {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Region {
    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }
}

/// What stands before a label in the legend, drawn around a place.
pub(super) type Key = Vec<Mark>;

#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Mark>,
    pub(super) free: Region,
}

#[derive(Debug, Clone)]
pub(super) struct Axes {
    pub(super) region: Region,
    pub(super) across: Scale,
    pub(super) up: Scale,
}

impl Axes {
    pub(super) fn place(&self, across: f64, up: f64) -> Point {
        (self.x(across), self.y(up))
    }

    pub(super) fn x(&self, across: f64) -> f64 {
        self.region.left + self.across.share(across) * self.region.width()
    }

    pub(super) fn y(&self, up: f64) -> f64 {
        self.region.bottom - self.up.share(up) * self.region.height()
    }
}

impl Sheet {
    /// An empty sheet with a heading: a title, and lines below that say what it is of.
    pub(super) fn new(size: PlotSize, title: &str, lines: &[String]) -> Self {
        let (right, bottom) = (f64::from(size.width), f64::from(size.height));
        let mut sheet = Self {
            marks: vec![Mark::Bar((0.0, 0.0), (right, bottom), Colour::Ground)],
            free: Region {
                left: EDGE,
                top: EDGE,
                right: right - EDGE,
                bottom: bottom - EDGE,
            },
        };
        let most = sheet.free.width() / WIDER;
        for line in wrapped(title, TITLE, true, most) {
            sheet.free.top += TITLE * 1.3;
            let at = (sheet.free.left, sheet.free.top - TITLE * 0.4);
            sheet.write_bold(at, line, TITLE);
        }
        let wrap = |line: &String| wrapped(line, BODY, false, most);
        for line in lines.iter().flat_map(wrap) {
            sheet.free.top += BODY * 1.35;
            let at = (sheet.free.left, sheet.free.top - BODY * 0.35);
            sheet.draw(Mark::Text(Text {
                colour: Colour::Quiet,
                ..Text::new(at, line, BODY)
            }));
        }
        sheet.free.top += 8.0;
        sheet
    }

    pub(super) fn draw(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    pub(super) fn line(&mut self, from: Point, to: Point, width: f64, colour: Colour) {
        self.draw(Mark::Line(vec![from, to], width, colour));
    }

    /// A level line with its ends marked.
    pub(super) fn whisker(&mut self, from: f64, to: f64, y: f64) {
        self.line((from, y), (to, y), 1.5, Colour::Text);
        for end in [from, to] {
            self.line((end, y - 3.0), (end, y + 3.0), 1.5, Colour::Text);
        }
    }

    /// Writes a text with its baseline at a place.
    pub(super) fn write(&mut self, at: Point, text: String, size: f64, anchor: Anchor) {
        self.draw(Mark::Text(Text {
            anchor,
            ..Text::new(at, text, size)
        }));
    }

    pub(super) fn write_bold(&mut self, at: Point, text: String, size: f64) {
        self.draw(Mark::Text(Text {
            bold: true,
            ..Text::new(at, text, size)
        }));
    }

    /// Puts a legend at the foot of what is free: entries side by side, in as many lines as they take.
    /// `key` draws what stands before the label of an entry, around a place.
    pub(super) fn legend(&mut self, labels: &[String], key: impl Fn(usize, Point) -> Key) {
        let room = self.legend_room(labels);
        self.legend_in(room, labels, key);
    }

    /// Takes the room for a legend with `labels` away from what is free, at its foot.
    pub(super) fn legend_room(&mut self, labels: &[String]) -> Region {
        let mut room = self.free;
        let lines = legend_lines(labels, room.width()).len();
        room.top = room.bottom - LEGEND_LINE * lines as f64;
        self.free.bottom = room.top - 6.0;
        room
    }

    pub(super) fn legend_in(
        &mut self,
        room: Region,
        labels: &[String],
        key: impl Fn(usize, Point) -> Key,
    ) {
        let mut y = room.top + LEGEND_LINE - 4.0;
        for line in legend_lines(labels, room.width()) {
            let mut x = room.left;
            for (at, label, wide) in line {
                self.marks
                    .extend(key(at, (x + LEGEND_KEY / 2.0 - 2.0, y - BODY * 0.36)));
                self.write((x + LEGEND_KEY, y), label, BODY, Anchor::Start);
                x += wide;
            }
            y += LEGEND_LINE;
        }
    }

    /// Axes in what is free, with titles, labels and a grid; `square` for equal width and height.
    pub(super) fn axes(
        &mut self,
        titles: (&str, &str),
        across: impl Fn(f64) -> Scale,
        up: impl Fn(f64) -> Scale,
        square: bool,
    ) -> Axes {
        let mut region = self.free;
        region.bottom -= TICK * 1.3 + 6.0 + BODY * 1.5;
        region.top += TICK * 0.5;
        let up = up(region.height());
        let labels = widest(up.ticks.iter().map(|(_, label)| label), TICK) * WIDER;
        region.left += BODY * 1.6 + labels + 6.0;
        // Half a label may stand out at the end.
        region.right -= 16.0;
        if square {
            let side = region.width().min(region.height());
            let spare = (region.width() - side) / 2.0;
            region.left += spare;
            region.right -= spare;
            region.top += region.height() - side;
        }
        let axes = Axes {
            across: across(region.width()),
            up,
            region,
        };
        self.grid(&axes);
        let shorter = |text: &str, most: f64| shortened(text, BODY, most / WIDER);
        let middle = f64::midpoint(region.left, region.right);
        let title = shorter(titles.0, self.free.width());
        let half = width(&title, BODY, false) * WIDER / 2.0;
        let least = self.free.left + half;
        let middle = middle.clamp(least, (self.free.right - half).max(least));
        let y = region.bottom + 6.0 + TICK * 1.3 + BODY * 1.1;
        self.write((middle, y), title, BODY, Anchor::Middle);
        let x = region.left - 6.0 - labels - BODY * 0.6;
        let at = (x, f64::midpoint(region.top, region.bottom));
        self.draw(Mark::Text(Text {
            anchor: Anchor::Middle,
            upwards: true,
            ..Text::new(at, shorter(titles.1, region.height()), BODY)
        }));
        axes
    }

    fn grid(&mut self, axes: &Axes) {
        let Region {
            left,
            top,
            right,
            bottom,
        } = axes.region;
        for (value, label) in &axes.up.ticks {
            let y = axes.y(*value);
            self.line((left, y), (right, y), 1.0, Colour::Grid);
            let at = (left - 6.0, y + TICK * 0.36);
            self.write(at, label.clone(), TICK, Anchor::End);
        }
        self.ticks_across(&axes.across, axes.region, true);
        self.line((left, bottom), (right, bottom), 1.0, Colour::Axis);
        self.line((left, top), (left, bottom), 1.0, Colour::Axis);
    }

    /// Labels below `region`, as far as there is room between them, and grid lines.
    pub(super) fn ticks_across(&mut self, scale: &Scale, region: Region, grid: bool) {
        let mut end = f64::NEG_INFINITY;
        for (value, label) in &scale.ticks {
            let x = region.left + scale.share(*value) * region.width();
            if grid {
                self.line((x, region.top), (x, region.bottom), 1.0, Colour::Grid);
            }
            let half = width(label, TICK, false) * WIDER / 2.0;
            if x - half > end + 4.0 {
                let at = (x, region.bottom + 6.0 + TICK);
                self.write(at, label.clone(), TICK, Anchor::Middle);
                end = x + half;
            }
        }
    }
}

/// Entries of a legend in lines no wider than `most`: place, label as far as it fits, and width of each.
fn legend_lines(labels: &[String], most: f64) -> Vec<Vec<(usize, String, f64)>> {
    const GAP: f64 = 16.0;
    let mut lines: Vec<Vec<(usize, String, f64)>> = vec![Vec::new()];
    let mut used = 0.0;
    for (at, label) in labels.iter().enumerate() {
        let label = shortened(label, BODY, (most - LEGEND_KEY) / WIDER);
        let wide = LEGEND_KEY + width(&label, BODY, false) * WIDER + GAP;
        if used > 0.0 && used + wide - GAP > most {
            lines.push(Vec::new());
            used = 0.0;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push((at, label, wide));
        }
    }
    lines
}

pub(super) fn ticks_for_width(length: f64) -> usize {
    (length / 70.0).max(2.0) as usize
}

pub(super) fn ticks_for_height(length: f64) -> usize {
    (length / 45.0).max(2.0) as usize
}
