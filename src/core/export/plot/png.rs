//! A picture as PNG.

use plotters::backend::BitMapBackend;

use super::mark::Mark;
use super::paint::{SCALE, Texts, paint};
use super::size::PlotSize;
use super::theme::PlotTheme;

const RGB: usize = 3;

/// Drawn finer, and each pixel the mean of what lies on it.
pub(super) fn png(marks: &[Mark], size: PlotSize, theme: PlotTheme) -> anyhow::Result<Vec<u8>> {
    let finer = SCALE as usize;
    let (width, height) = (size.width as usize, size.height as usize);
    let (wide, high) = (width * finer, height * finer);
    let mut fine = vec![0xff; wide * high * RGB];
    {
        let mut backend = BitMapBackend::with_buffer(&mut fine, (wide as u32, high as u32));
        for mark in marks {
            paint(&mut backend, mark, Texts::Drawn, theme)?;
        }
    }
    let mut pixels = Vec::with_capacity(width * height * RGB);
    for y in 0..height {
        for x in 0..width {
            for channel in 0..RGB {
                let under = (0..finer * finer).map(|at| {
                    let (x, y) = (x * finer + at % finer, y * finer + at / finer);
                    u32::from(fine[(y * wide + x) * RGB + channel])
                });
                let many = (finer * finer) as u32;
                pixels.push(((under.sum::<u32>() + many / 2) / many) as u8);
            }
        }
    }
    encoded(&pixels, size)
}

fn encoded(pixels: &[u8], size: PlotSize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.width, size.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}
