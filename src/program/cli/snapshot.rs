//! `grafscope snapshot`: a picture of the explorer's screen, without a terminal.

use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::ensure;
use clap::{Args, ValueEnum};

use grafscope_core::export::PlotTheme;
use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::SMALLEST;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::snapshot::screen::{ansi::ansi, svg::svg, text::text};
use grafscope_explorer::theme::Theme;

use crate::cli::explore::ExploreArgs;
use crate::cli::explore::opening::Purpose;
use crate::cli::output::Output;
use crate::cli::picture::theme;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Characters only
    Text,
    /// With escape sequences for a terminal
    Ansi,
    /// An SVG picture
    Svg,
}

#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias(None::<&str>)))]
pub struct SnapshotArgs {
    #[command(flatten)]
    explore: ExploreArgs,

    /// Size of the screen in cells
    #[arg(long, value_name = "WxH", default_value = "120x40")]
    size: ScreenSize,

    /// Keys to press, such as `/abs(error) > 3<cr>jj`; background work finishes before the next key
    #[arg(
        long,
        value_name = "KEYS",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    keys: String,

    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Ground and colours of an SVG picture [default: dark]
    #[arg(long, value_parser = theme())]
    theme: Option<PlotTheme>,

    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy)]
struct ScreenSize(Size);

impl FromStr for ScreenSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = text.split_once('x').and_then(|(width, height)| {
            let (width, height) = (width.parse().ok()?, height.parse().ok()?);
            Some(Size { width, height })
        });
        let cells = 1..=1000;
        let fits = |size: &Size| cells.contains(&size.width) && cells.contains(&size.height);
        read.filter(fits).map(Self).ok_or_else(|| {
            format!(
                "expected WIDTHxHEIGHT in cells, such as 120x40, up to 1000x1000; the explorer needs {}x{}",
                SMALLEST.width, SMALLEST.height
            )
        })
    }
}

pub(super) fn run(args: &SnapshotArgs) -> anyhow::Result<()> {
    ensure!(
        args.theme.is_none() || args.format == Format::Svg,
        "--theme requires --format svg: other formats have the colours of your terminal"
    );
    let pressed = keys(&args.keys)?;
    let opening = args.explore.opening(Purpose::Snapshot)?;
    let mut player = Player::started(opening.launch, opening.startup, args.size.0)?;
    for key in pressed {
        if !player.press(key)? {
            break;
        }
    }
    let live = &player.model().live;
    // A picture must not depend on the terminal it is made in.
    let theme = Theme::new(live.color.or(|| true), live.ascii.or(|| false));
    let screen = player.screen(&theme)?;
    let path = args.output.as_deref();
    let (mut out, text) = match args.format {
        Format::Text => (Output::open(path)?, text(&screen)),
        Format::Ansi => (Output::open_raw(path)?, ansi(&screen)),
        Format::Svg => (
            Output::open(path)?,
            svg(&screen, args.theme.unwrap_or(PlotTheme::Dark)),
        ),
    };
    out.write_all(text.as_bytes())?;
    out.finish()
}
