//! Parameters and flops of a NAS-Bench-201 network, counted layer by layer on the published
//! skeleton: stem, three stages of cells with a residual block between them, classifier.
//!
//! Flops are counted as in NAS-Bench-Suite-Zero: one for each multiply-accumulate of a
//! convolution or of the classifier, two for each element that a batch normalisation puts out,
//! one for each element that enters a ReLU, and one for each element of each pooling window.

use super::{InputShape, NetworkCost};

// Ids of the operations that cost something, as in assets/spaces/nb201.json.
const NOR_CONV_3X3: u8 = 2;
const NOR_CONV_1X1: u8 = 3;
const AVG_POOL_3X3: u8 = 4;

const IMAGE_CHANNELS: u64 = 3;
const STAGE_CHANNELS: [u64; 3] = [16, 32, 64];
const CELLS_A_STAGE: u64 = 5;

pub(super) fn network(ids: &[u8], input: InputShape) -> NetworkCost {
    let mut sum = Tally::default();
    let mut map = Map {
        channels: STAGE_CHANNELS[0],
        side: u64::from(input.side),
    };
    sum.conv(3, IMAGE_CHANNELS, map);
    sum.batch_norm(map);
    for channels in STAGE_CHANNELS {
        if channels != map.channels {
            map = residual_block(&mut sum, map, channels);
        }
        for _ in 0..CELLS_A_STAGE {
            for &id in ids {
                operation(&mut sum, id, map);
            }
        }
    }
    sum.batch_norm(map);
    sum.relu(map);
    sum.global_pool(map);
    sum.linear(map.channels, u64::from(input.classes));
    NetworkCost {
        params: sum.params as f64 / 1e6,
        flops: sum.flops as f64 / 1e6,
    }
}

/// One operation of a cell; `none` and `skip_connect` cost nothing within a stage.
fn operation(sum: &mut Tally, id: u8, map: Map) {
    match id {
        NOR_CONV_3X3 => sum.relu_conv_norm(3, map, map),
        NOR_CONV_1X1 => sum.relu_conv_norm(1, map, map),
        AVG_POOL_3X3 => sum.pool(3, map),
        _ => {}
    }
}

/// Two 3×3 convolutions, the first with stride 2, beside a 2×2 pooling and a 1×1 convolution.
fn residual_block(sum: &mut Tally, from: Map, channels: u64) -> Map {
    let to = Map {
        channels,
        side: from.side.div_ceil(2),
    };
    sum.relu_conv_norm(3, from, to);
    sum.relu_conv_norm(3, to, to);
    sum.pool(
        2,
        Map {
            channels: from.channels,
            side: to.side,
        },
    );
    sum.conv(1, from.channels, to);
    to
}

#[derive(Clone, Copy)]
struct Map {
    channels: u64,
    side: u64,
}

impl Map {
    fn elements(self) -> u64 {
        self.channels * self.side * self.side
    }
}

#[derive(Default)]
struct Tally {
    params: u64,
    flops: u64,
}

impl Tally {
    /// A convolution without bias; `to` is what it puts out.
    fn conv(&mut self, kernel: u64, channels: u64, to: Map) {
        let window = kernel * kernel * channels;
        self.params += window * to.channels;
        self.flops += window * to.elements();
    }

    fn batch_norm(&mut self, map: Map) {
        self.params += 2 * map.channels;
        self.flops += 2 * map.elements();
    }

    fn relu(&mut self, map: Map) {
        self.flops += map.elements();
    }

    fn relu_conv_norm(&mut self, kernel: u64, from: Map, to: Map) {
        self.relu(from);
        self.conv(kernel, from.channels, to);
        self.batch_norm(to);
    }

    fn pool(&mut self, kernel: u64, to: Map) {
        self.flops += kernel * kernel * to.elements();
    }

    /// The pooling of each channel to one number. The published counts take its window to be one
    /// wider and one higher than the map it covers.
    fn global_pool(&mut self, map: Map) {
        let window = (map.side + 1) * (map.side + 1);
        self.flops += window * map.channels;
    }

    /// A linear layer with bias; the published counts leave the additions of the bias out.
    fn linear(&mut self, inputs: u64, outputs: u64) {
        self.params += inputs * outputs + outputs;
        self.flops += inputs * outputs;
    }
}
