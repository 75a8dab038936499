//! Every figure at several sizes: nothing is cut off, no text lies on another, and files stay small.

use super::errors::{Errors, Residuals};
use super::front::FrontPlot;
use super::importances::{Entry, Weights};
use super::mark::{Anchor, Mark, Text};
use super::scatter::Scatter;
use super::*;
use crate::bench::Better;
use crate::diagnosis::{Axis, Band, Bands, Histogram, MeanInterval};
use crate::experiment::{
    CellSummary, Difference, Metric, PairedTest, Seeds, Spread, Summary, Verdict,
};
use crate::export::Comparison;
use crate::table::Format;
use crate::tradeoff::attainment_surface;

const MANY: usize = 423_624;

const SIZES: [(u32, u32); 4] = [(640, 480), (800, 600), (1600, 1000), (600, 1000)];

fn lines() -> Vec<String> {
    vec![
        "features graf-(node_degree-*.avg_in(*))+params+flops+min_path_len(nor_conv_3x3,skip_connect); model forest; n = 100; seed 0".to_owned(),
        "9,345 held-out canonical rows: tau 0.763, R² 0.571, MAE 1.72 %".to_owned(),
    ]
}

/// Numbers between 0 and 1 that look like chance.
fn numbers(count: usize) -> Vec<f64> {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..count).map(|_| next()).collect()
}

/// Points around a diagonal, most of them near its upper end.
fn points(count: usize) -> Vec<(f64, f64)> {
    let (across, off) = (numbers(count), numbers(2 * count));
    let pairs = across.iter().zip(off[count..].iter());
    pairs
        .map(|(x, off)| (90.0 - 60.0 * x.powi(3), 88.0 - 55.0 * x.powi(3) + 6.0 * off))
        .collect()
}

fn scatter(count: usize) -> Figure {
    Figure::Scatter(Scatter {
        title: "Predicted and true val_acc: a benchmark with quite a long name, ImageNet16-120"
            .to_owned(),
        lines: lines(),
        unit: " [%]".to_owned(),
        target: "val_acc".to_owned(),
        held_out: points(count),
        trained: points(100),
    })
}

fn columns(count: usize, coloured: bool) -> Figure {
    let points = points(count);
    let values = points.iter().enumerate();
    let values = values.map(|(at, (x, _))| if at % 7 == 3 { f64::NAN } else { *x });
    Figure::Front(FrontPlot {
        title: "edgegpu_latency and predicted val_acc: nas-bench-201, ImageNet16-120".to_owned(),
        lines: lines(),
        rows: "rows".to_owned(),
        axes: ["edgegpu_latency [ms]", "predicted val_acc [%]"].map(str::to_owned),
        colours: coloured.then(|| PointColours {
            title: "params [M]".to_owned(),
            format: Format::Fixed(3),
            values: values.collect(),
        }),
        front: points.iter().take(30).copied().collect(),
        front_line: points.iter().take(59).copied().collect(),
        chosen: None,
        points,
    })
}

fn residuals(count: usize) -> Figure {
    let mut points = points(count);
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let band = |at: usize| {
        let mean = 1.0 - at as f64 / 20.0;
        (at % 11 != 4).then_some(Band {
            mean,
            low: mean - 0.5,
            median: mean - 0.1,
            high: mean + 1.0,
        })
    };
    Figure::Residuals(Residuals {
        title: "Errors of val_acc against predicted: nas-bench-201, cifar10".to_owned(),
        lines: lines(),
        across: "predicted val_acc [%]".to_owned(),
        up: "error: predicted − true [%]".to_owned(),
        found: Bands {
            across: Axis::even(30.0, 90.0, 40),
            cells: (0..40).map(band).collect(),
            points: points.into_iter().map(|(x, y)| (x, y - x)).collect(),
            left_out: 0,
        },
    })
}

fn histogram() -> Figure {
    Figure::Errors(Errors {
        title: "Errors of latency: nas-bench-201, cifar10".to_owned(),
        lines: lines(),
        across: "error: predicted − true [s]".to_owned(),
        format: Format::Si,
        found: Histogram {
            axis: Axis::even(-1.2e-7, 3.4e-6, 30),
            counts: (0..30).map(|bin| bin * 4711 % 100_000).collect(),
            mean: 1.2e-7,
            median: -2e-8,
            std: 1e-6,
            over: 0.4,
        },
    })
}

fn comparison(sets: &[&str], sizes: &[usize]) -> Comparison {
    let (run, needed) = (4, 8);
    let verdicts = [
        Verdict::Worse,
        Verdict::Better,
        Verdict::Equivalent { margin: 0.01 },
        Verdict::NotSignificant,
        Verdict::TooFewSeeds { run, needed },
    ];
    let difference = |verdict: Verdict| Difference {
        test: PairedTest::of(&[0.1, 0.2, 0.3]),
        p_holm: 1.0,
        verdict,
    };
    let cell = |set: usize, size: usize| CellSummary {
        spread: Spread {
            mean: if (set, size) == (1, 1) {
                f64::NAN
            } else {
                0.4 + 0.03 * (set + size) as f64
            },
            std: if set == 2 { f64::NAN } else { 0.02 },
        },
        interval: MeanInterval::of(std::iter::empty(), MeanInterval::CONFIDENCE),
        seeds: 10,
        n_features: 191,
        is_best: set == 0,
        is_reference: set == 0,
        difference: (set > 0).then(|| difference(verdicts[(set + size) % 5])),
        failed: None,
    };
    let cells = (0..sets.len()).map(|set| (0..sizes.len()).map(|size| cell(set, size)).collect());
    Comparison {
        heading: "nas-bench-201, cifar10, val_acc [%]; held-out canonical rows".to_owned(),
        benchmark: "nas-bench-201".to_owned(),
        dataset: "cifar10".to_owned(),
        target: "val_acc".to_owned(),
        provenance: crate::predict::Provenance::default(),
        seeds: Seeds {
            first: 0,
            count: 10,
        },
        held_out: Some((8421, 9429)),
        summary: Summary {
            metric: Metric::Tau,
            pinned: Some(0),
            margin: Some(0.01),
            comparisons: 20,
            series: sets
                .iter()
                .map(|set| ((*set).to_owned(), "forest".to_owned()))
                .collect(),
            sizes: sizes.to_vec(),
            cells: cells.collect(),
        },
        others: Vec::new(),
    }
}

const SETS: [&str; 6] = [
    "graf",
    "zcp",
    "graf+zcp",
    "onehot",
    "graf-(node_degree-*.avg_in(*))+params+flops+min_path_len(nor_conv_3x3,skip_connect)",
    "a<b> & \"c\"",
];

fn importances(count: usize) -> Figure {
    let entry = |at: usize| Entry {
        name: format!("max_op_on_path(nor_conv_3x3,nor_conv_1x1,avg_pool_3x3,skip_connect){at}"),
        contribution: 1.0 / (at + 1) as f64,
        loss: Some((0.1 / (at + 1) as f64 - 0.01, 0.01)),
    };
    Figure::Importances(Weights {
        title: "Importance by feature, val_acc: nas-bench-201, cifar10".to_owned(),
        lines: lines(),
        unit: " [%]".to_owned(),
        permutations: 5,
        entries: (0..count).map(entry).collect(),
    })
}

fn front(count: usize, by_prediction: bool) -> Figure {
    let points = points(count);
    let front: Vec<(f64, f64)> = points.iter().take(40).copied().collect();
    Figure::Front(FrontPlot {
        title: "val_acc and edgegpu_latency: nas-bench-201, ImageNet16-120".to_owned(),
        lines: lines(),
        rows: "held-out rows".to_owned(),
        axes: ["edgegpu_latency [ms]", "val_acc [%]"].map(str::to_owned),
        colours: None,
        front_line: attainment_surface(front.iter().copied(), [Better::Lower, Better::Higher]),
        front,
        chosen: by_prediction.then(|| points.iter().rev().take(60).copied().collect()),
        points,
    })
}

fn figures() -> Vec<Figure> {
    let compared = |sizes: &[usize]| comparison(&SETS, sizes);
    let train_sizes = [16, 32, 64, 128, 256, 512, 1024];
    vec![
        scatter(0),
        scatter(1),
        scatter(500),
        scatter(9_345),
        residuals(500),
        residuals(9_345),
        columns(0, false),
        columns(500, true),
        columns(9_345, false),
        columns(9_345, true),
        histogram(),
        Figure::Curves(compared(&train_sizes)),
        Figure::Curves(compared(&[100])),
        Figure::Comparison(compared(&train_sizes[..4])),
        Figure::Comparison(compared(&[100])),
        front(0, false),
        front(500, true),
        front(9_345, true),
        importances(0),
        importances(3),
        importances(191),
    ]
}

/// Left, top, right, bottom of a text.
fn edges(text: &Text) -> [f64; 4] {
    let wide = font::width(&text.words, text.size, text.bold);
    let before = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => wide / 2.0,
        Anchor::End => wide,
    };
    let (x, y) = text.at;
    let (above, below) = (text.size * 0.75, text.size * 0.2);
    if text.upwards {
        [x - above, y + before - wide, x + below, y + before]
    } else {
        [x - before, y - above, x - before + wide, y + below]
    }
}

fn texts(marks: &[Mark]) -> Vec<&Text> {
    let texts = marks.iter().filter_map(|mark| match mark {
        Mark::Text(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn no_text_is_cut_off_or_lies_on_another() {
    for (at, figure) in figures().iter().enumerate() {
        for (width, height) in SIZES {
            let marks = figure.marks(PlotSize { width, height });
            let texts = texts(&marks);
            for (place, text) in texts.iter().enumerate() {
                let [left, top, right, bottom] = edges(text);
                let inside = left >= 0.0
                    && top >= 0.0
                    && right <= f64::from(width)
                    && bottom <= f64::from(height);
                assert!(inside, "figure {at} at {width}x{height}: {text:?}");
                for other in &texts[..place] {
                    let [l, t, r, b] = edges(other);
                    let apart = right <= l || r <= left || bottom <= t || b <= top;
                    assert!(
                        apart,
                        "figure {at} at {width}x{height}: {text:?} on {other:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_largest_benchmark_is_a_small_file() {
    for figure in [scatter(MANY), residuals(MANY), columns(MANY, false)] {
        let svg = figure
            .picture(PlotFormat::Svg, PlotTheme::Light, None)
            .unwrap();
        assert!(svg.len() < 200_000, "{} bytes", svg.len());
        let Some(Mark::Cells(cells)) = figure
            .marks(PlotSize::USUAL)
            .into_iter()
            .find(|mark| matches!(mark, Mark::Cells(_)))
        else {
            panic!("points are drawn one by one");
        };
        assert!(cells.shades.contains(&5));
    }
}

#[test]
fn coloured_points_of_the_largest_benchmark_are_cells_of_every_quarter() {
    let figure = columns(MANY, true);
    let svg = figure.picture(PlotFormat::Svg, PlotTheme::Light, None);
    let svg = svg.unwrap();
    assert!(svg.len() < 400_000, "{} bytes", svg.len());
    let marks = figure.marks(PlotSize::USUAL);
    let cells = marks.iter().find_map(|mark| match mark {
        Mark::Cells(cells) => Some(cells),
        _ => None,
    });
    let shades = &cells.unwrap().shades;
    assert!((1..=4).all(|shade| shades.contains(&shade)));
}

#[test]
fn the_same_figure_is_the_same_picture() {
    for figure in figures() {
        for format in PlotFormat::ALL {
            let draw = || figure.picture(format, PlotTheme::Light, None).unwrap();
            let (one, other) = (draw(), draw());
            assert!(one == other && one.len() > 1000);
        }
    }
}

#[test]
fn pictures_are_what_their_format_says() {
    let figure = scatter(500);
    let size = Some(PlotSize {
        width: 640,
        height: 480,
    });
    let png = figure
        .picture(PlotFormat::Png, PlotTheme::Light, size)
        .unwrap();
    let reader = ::png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .unwrap();
    assert_eq!((reader.info().width, reader.info().height), (640, 480));
    let svg = String::from_utf8(
        figure
            .picture(PlotFormat::Svg, PlotTheme::Light, size)
            .unwrap(),
    )
    .unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert_eq!(svg.matches("<svg").count(), 1);
    assert!(svg.contains(">predicted val_acc [%]</text>"), "{svg}");
    let names = Figure::Curves(comparison(&SETS, &[16, 32]));
    let svg = String::from_utf8(
        names
            .picture(PlotFormat::Svg, PlotTheme::Light, None)
            .unwrap(),
    )
    .unwrap();
    assert!(svg.contains("a&lt;b&gt; &amp; &quot;c&quot; (191)"));
}

#[test]
fn themes_change_colours_and_nothing_else() {
    /// The picture with every colour taken away, and its colours.
    fn apart(svg: &str) -> (String, Vec<&str>) {
        let mut parts = svg.split("\"#");
        let mut rest = parts.next().unwrap().to_owned();
        let mut colours = Vec::new();
        for part in parts {
            let (colour, after) = part.split_once('"').unwrap();
            colours.push(colour);
            rest += after;
        }
        (rest, colours)
    }
    for figure in figures() {
        let [light, dark] = PlotTheme::ALL.map(|theme| {
            let svg = figure.picture(PlotFormat::Svg, theme, None).unwrap();
            String::from_utf8(svg).unwrap()
        });
        let ((light, on_white), (dark, on_dark)) = (apart(&light), apart(&dark));
        assert_eq!(light, dark);
        assert!(on_white.iter().zip(&on_dark).all(|(a, b)| a != b));
        assert_eq!((on_white[0], on_dark[0]), ("FFFFFF", "161A22"));
    }
    let size = Some(PlotSize {
        width: 400,
        height: 300,
    });
    let png = (scatter(500).picture(PlotFormat::Png, PlotTheme::Dark, size)).unwrap();
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels[..3], [0x16, 0x1a, 0x22]);
}

#[test]
fn a_comparison_is_as_high_as_it_takes_and_says_when_it_does_not_fit() {
    let sets: Vec<String> = (0..60).map(|at| format!("op_count({at})")).collect();
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let figure = Figure::Comparison(comparison(&sets, &[16, 32]));
    let error = figure
        .picture(PlotFormat::Svg, PlotTheme::Light, Some(PlotSize::USUAL))
        .unwrap_err()
        .to_string();
    assert!(error.contains("800x"), "{error}");
    let high = figure
        .picture(PlotFormat::Svg, PlotTheme::Light, None)
        .unwrap();
    assert!(String::from_utf8(high).unwrap().contains("op_count(59)"));
}
