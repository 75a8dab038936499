//! Writes `TFRecord` files as NAS-Bench-101 publishes them: frames with masked CRC-32C, JSON,
//! base64 in lines, protocol buffers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// One training run.
#[derive(Clone)]
pub(crate) struct Run {
    pub(crate) hash: String,
    pub(crate) epochs: u32,
    pub(crate) adjacency: String,
    pub(crate) operations: String,
    /// Shares, not percent: training, validation, test.
    pub(crate) accuracies: [f64; 3],
    pub(crate) time: f64,
    pub(crate) params: i64,
}

impl Run {
    pub(crate) fn metrics(&self) -> Vec<u8> {
        let epochs = f64::from(self.epochs);
        let [train, val, test] = self.accuracies;
        [
            evaluation(&[0.0, 0.0, 0.1, 0.09, 0.08]),
            evaluation(&[epochs / 2.0, self.time / 2.0, 0.2, 0.19, 0.18]),
            evaluation(&[epochs, self.time, train, val, test]),
            [vec![0x10], varint(self.params as u64)].concat(),
            double(3, 413.7),
        ]
        .concat()
    }

    pub(crate) fn record(&self) -> String {
        self.record_of(&lines(&STANDARD.encode(self.metrics())))
    }

    pub(crate) fn record_of(&self, metrics: &str) -> String {
        let Self {
            hash,
            epochs,
            adjacency,
            operations,
            ..
        } = self;
        format!(r#"["{hash}", {epochs}, "{adjacency}", "{operations}", "{metrics}"]"#)
    }
}

/// An evaluation with the doubles of its fields 1 to 5, as the field 1 of the metrics.
fn evaluation(doubles: &[f64]) -> Vec<u8> {
    let message: Vec<u8> = (1..)
        .zip(doubles)
        .flat_map(|(field, &d)| double(field, d))
        .collect();
    [vec![0x0a, message.len() as u8], message].concat()
}

fn double(field: u8, value: f64) -> Vec<u8> {
    [&[field << 3 | 1], value.to_le_bytes().as_slice()].concat()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// Base64 as Python's `encodebytes` breaks it, the line ends as JSON escapes them.
fn lines(base64: &str) -> String {
    let lines: Vec<_> = base64
        .as_bytes()
        .chunks(76)
        .map(|line| format!("{}\\n", str::from_utf8(line).expect("base64 is ASCII")))
        .collect();
    lines.concat()
}

pub(crate) fn masked_crc(bytes: &[u8]) -> [u8; 4] {
    let crc = crc32c::crc32c(bytes);
    crc.rotate_right(15).wrapping_add(0xa282_ead8).to_le_bytes()
}

pub(crate) fn frame(data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u64).to_le_bytes();
    [&length[..], &masked_crc(&length), data, &masked_crc(data)].concat()
}

pub(crate) fn file_of(runs: &[Run]) -> Vec<u8> {
    let frames = runs.iter().map(|run| frame(run.record().as_bytes()));
    frames.collect::<Vec<_>>().concat()
}
