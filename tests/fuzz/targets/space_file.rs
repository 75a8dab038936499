//! Descriptions of search spaces, and the first architectures of those that are sound.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &str| grafscope_fuzz::targets::space_file(json));
