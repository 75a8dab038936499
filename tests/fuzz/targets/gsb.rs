//! grafscope's own benchmark files, with magic and checksum put right.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| grafscope_fuzz::targets::gsb(bytes));
