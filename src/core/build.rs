//! Compresses the font of pictures, by 170 kB.

use std::env;
use std::fs::File;
use std::io::{Result, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for (name, font) in [
        ("regular", notosans::REGULAR_TTF),
        ("bold", notosans::BOLD_TTF),
    ] {
        let file = File::create(folder.join(name))?;
        let mut encoder = DeflateEncoder::new(file, Compression::best());
        encoder.write_all(font)?;
        encoder.finish()?;
    }
    Ok(())
}
