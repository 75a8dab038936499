//! grafscope's own benchmark files, with magic and checksum put right.

#![no_main]

use grafscope_fuzz::open_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    open_bytes("gsb", bytes);
    let mut sealed = b"GRAFSCOPE-GSB 1\n".to_vec();
    sealed.extend(bytes);
    let mut crc = flate2::Crc::new();
    crc.update(&sealed);
    sealed.extend(crc.sum().to_le_bytes());
    open_bytes("gsb", &sealed);
});
