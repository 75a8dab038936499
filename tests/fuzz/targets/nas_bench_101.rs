//! NAS-Bench-101's files: the input as it is, and its lines as records with the right checksums.

#![no_main]

use grafscope_fuzz::open_bytes;
use libfuzzer_sys::fuzz_target;

fn masked_crc(bytes: &[u8]) -> [u8; 4] {
    let crc = crc32c::crc32c(bytes).rotate_right(15);
    crc.wrapping_add(0xa282_ead8).to_le_bytes()
}

fn frame(data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u64).to_le_bytes();
    [&length[..], &masked_crc(&length), data, &masked_crc(data)].concat()
}

fuzz_target!(|bytes: &[u8]| {
    open_bytes("nas-bench-101", bytes);
    let frames: Vec<_> = bytes.split(|&byte| byte == b'\n').map(frame).collect();
    open_bytes("nas-bench-101", &frames.concat());
});
