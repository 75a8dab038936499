//! `grafscope config`: the user's settings, where each is set, and what is wrong with them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Arg, Args};

use crate::cli::explore::ExploreArgs;
use crate::cli::output::Output;
use grafscope_core::dirs::Folder;
use grafscope_core::predict::NamedSets;
use grafscope_core::toml_reader::FileFaults;
use grafscope_explorer::config::keys::{keymap_file, keymap_of_user};
use grafscope_explorer::config::setting::SETTINGS;
use grafscope_explorer::config::{Config, Origin};
use grafscope_explorer::session::store::Store;

#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Show every setting; takes the options of the explorer, such as -n 200
    #[arg(long, conflicts_with = "check")]
    show: bool,
    /// Check settings, keys and named sets, and report all faults
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    explore: ExploreArgs,
}

/// Hides the options of the explorer, which are in its own help.
pub(super) fn only_own(arg: Arg) -> Arg {
    let own = ["show", "check"].contains(&arg.get_id().as_str());
    arg.hide(!own)
}

pub(super) fn run(args: &ConfigArgs) -> anyhow::Result<()> {
    if args.check {
        check()
    } else {
        show(&args.explore)
    }
}

/// The files that the user writes, each with its faults.
fn files() -> Vec<(PathBuf, Vec<String>)> {
    let lines = |faults: FileFaults| faults.lines().collect();
    let sets = NamedSets::path_of_user();
    let loaded = sets
        .as_deref()
        .map_or(Ok(()), |path| NamedSets::load(path).map(drop));
    let files = [
        (
            Config::file(),
            Config::of_user().map_or_else(lines, |_| Vec::new()),
        ),
        (
            keymap_file(),
            keymap_of_user().map_or_else(lines, |_| Vec::new()),
        ),
        (
            sets,
            loaded.map_or_else(|error| vec![error.to_string()], |()| Vec::new()),
        ),
    ];
    let files = files.into_iter();
    files
        .filter_map(|(path, faults)| Some((path?, faults)))
        .collect()
}

fn check() -> anyhow::Result<()> {
    let mut out = Output::open(None)?;
    let mut count = 0;
    for (path, faults) in files() {
        count += faults.len();
        for fault in &faults {
            writeln!(out, "{fault}")?;
        }
        if faults.is_empty() {
            let state = if path.exists() {
                "no faults"
            } else {
                "no such file"
            };
            writeln!(out, "{}: {state}", path.display())?;
        }
    }
    out.finish()?;
    match count {
        0 => Ok(()),
        1 => bail!("1 fault"),
        many => bail!("{many} faults"),
    }
}

fn show(explore: &ExploreArgs) -> anyhow::Result<()> {
    let config = explore.settings(Config::of_user()?)?;
    let mut out = Output::open(None)?;
    writeln!(out, "settings")?;
    let values = SETTINGS.iter().map(|setting| setting.value(&config));
    let values: Vec<String> = values.collect();
    let names = SETTINGS.iter().map(|setting| setting.name.len());
    let lengths = values.iter().map(|value| value.chars().count());
    let (name_width, width) = (names.max().unwrap_or(0), lengths.max().unwrap_or(0));
    for (setting, value) in SETTINGS.iter().zip(values) {
        let name = setting.name;
        let origin = match config.origin(name) {
            Origin::Default => "default".to_owned(),
            Origin::File(path, line) => format!("{}:{line}", path.display()),
            Origin::Environment(name) => format!("environment variable {name}"),
            Origin::CommandLine => "command line".to_owned(),
        };
        writeln!(out, "  {name:name_width$}  {value:width$}  {origin}")?;
    }
    writeln!(out, "\nfolders")?;
    for folder in Folder::ALL {
        let name = folder.name();
        match folder.of_user() {
            Some(found) => {
                let (path, from) = (found.path.display(), found.from);
                let missing = missing(&found.path);
                writeln!(out, "  {name:6}  {path}  ({from}){missing}")?;
            }
            None => writeln!(out, "  {name:6}  none: there is no home folder")?,
        }
    }
    writeln!(out, "\nfiles")?;
    for (path, _) in files() {
        writeln!(out, "  {}{}", path.display(), missing(&path))?;
    }
    if let Some(folder) = Store::folder_of_user() {
        let kept = fs::read_dir(&folder).map_or(0, Iterator::count);
        writeln!(out, "  {}  kept views: {kept}", folder.display())?;
    }
    out.finish()
}

fn missing(path: &Path) -> &'static str {
    if path.exists() {
        ""
    } else {
        "  does not exist"
    }
}
