//! `grafscope snapshot`: a picture of the explorer's screen, without a terminal.

use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use grafscope_explorer::input::key::keys;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::layout::areas::SMALLEST;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

use crate::cli::explore::ExploreArgs;
use crate::cli::explore::opening::Opening;
use crate::cli::output::Output;

/// How a screen is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Characters only.
    Text,
    /// With the escape sequences of a terminal.
    Ansi,
    /// A picture.
    Svg,
}

/// Arguments of `grafscope snapshot`.
#[derive(Debug, Args)]
pub struct SnapshotArgs {
    #[command(flatten)]
    explore: ExploreArgs,

    /// Size of the screen in cells
    #[arg(long, value_name = "WxH", default_value = "120x40")]
    size: ScreenSize,

    /// Keys to press, such as `/abs(error) > 3<cr>jj`; background work is waited for after each
    #[arg(
        long,
        value_name = "KEYS",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    keys: String,

    /// How to write the screen
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

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
            Some(Size {
                width: width.parse().ok()?,
                height: height.parse().ok()?,
            })
        });
        let fits =
            |size: &Size| (1..=1000).contains(&size.width) && (1..=1000).contains(&size.height);
        read.filter(fits).map(Self).ok_or_else(|| {
            format!(
                "a size is WIDTHxHEIGHT in cells, such as 120x40, up to 1000x1000; the explorer needs {}x{}",
                SMALLEST.width, SMALLEST.height
            )
        })
    }
}

/// Plays the keys and writes the screen.
///
/// # Errors
/// When a key does not exist, or what was asked for cannot be done.
pub(super) fn run(args: &SnapshotArgs) -> anyhow::Result<()> {
    let pressed = keys(&args.keys)?;
    let Opening {
        launch, startup, ..
    } = args.explore.opening(false)?;
    let mut player = Player::started(launch, startup, args.size.0)?;
    for key in pressed {
        if !player.press(key)? {
            break;
        }
    }
    let look = player.model().look;
    // A picture must not depend on the terminal it is made in.
    let theme = Theme::new(look.color.or(|| true), look.ascii.or(|| false));
    let screen = player.screen(&theme)?;
    let text = match args.format {
        Format::Text => grafscope_explorer::snapshot::screen::text::text(&screen),
        Format::Ansi => grafscope_explorer::snapshot::screen::ansi::ansi(&screen),
        Format::Svg => grafscope_explorer::snapshot::screen::svg::svg(&screen),
    };
    let path = args.output.as_deref();
    let mut output = match args.format {
        Format::Ansi => Output::open_for_sequences(path)?,
        Format::Text | Format::Svg => Output::open(path)?,
    };
    output.write_all(text.as_bytes())?;
    output.finish()
}
