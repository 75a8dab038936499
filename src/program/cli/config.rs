//! `grafscope config`: the user's settings, where each comes from, and what is wrong with them.

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

/// Arguments of `grafscope config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Show every setting, with options of the explorer given here, such as -n 200
    #[arg(long, conflicts_with = "check")]
    show: bool,
    /// Check settings, keys and named sets, and tell all that is wrong
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    explore: ExploreArgs,
}

/// Hides the options of the explorer, which its own help explains.
pub(super) fn only_own(arg: Arg) -> Arg {
    let own = ["show", "check"].contains(&arg.get_id().as_str());
    arg.hide(!own)
}

/// Writes what is asked for.
///
/// # Errors
/// When something is wrong in a file, or nothing can be written.
pub(super) fn run(args: &ConfigArgs) -> anyhow::Result<()> {
    if args.check {
        check()
    } else {
        show(&args.explore)
    }
}

/// A file that the user writes.
struct Written {
    path: PathBuf,
    /// What is wrong in it.
    faults: Vec<String>,
}

fn files() -> Vec<Written> {
    let lines = |faults: FileFaults| faults.lines().collect();
    let sets = NamedSets::path_of_user();
    let loaded = sets.as_deref().map(NamedSets::load);
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
            loaded.map_or_else(Vec::new, |loaded| {
                loaded.map_or_else(|error| vec![error.to_string()], |_| Vec::new())
            }),
        ),
    ];
    let files = files.into_iter();
    files
        .filter_map(|(path, faults)| {
            Some(Written {
                path: path?,
                faults,
            })
        })
        .collect()
}

fn check() -> anyhow::Result<()> {
    let mut out = Output::open(None)?;
    let mut count = 0;
    for Written { path, faults } in files() {
        count += faults.len();
        for fault in &faults {
            writeln!(out, "{fault}")?;
        }
        if faults.is_empty() {
            let state = if path.exists() { "good" } else { "not there" };
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
    let name_width = SETTINGS.iter().map(|setting| setting.name.len()).max();
    let values: Vec<String> = SETTINGS
        .iter()
        .map(|setting| setting.value(&config))
        .collect();
    let value_width = values.iter().map(|value| value.chars().count()).max();
    let (name_width, value_width) = (name_width.unwrap_or(0), value_width.unwrap_or(0));
    for (setting, value) in SETTINGS.iter().zip(values) {
        let origin = in_words(&config.origin(setting.name));
        let name = setting.name;
        writeln!(out, "  {name:name_width$}  {value:value_width$}  {origin}")?;
    }
    writeln!(out, "\nfolders")?;
    for folder in Folder::ALL {
        match folder.of_user() {
            Some(found) => {
                let (path, there) = (found.path.display(), there(&found.path));
                writeln!(
                    out,
                    "  {:6}  {path}  ({}){there}",
                    folder.name(),
                    found.from
                )?;
            }
            None => writeln!(out, "  {:6}  none: there is no home folder", folder.name())?,
        }
    }
    writeln!(out, "\nfiles")?;
    for Written { path, .. } in files() {
        writeln!(out, "  {}{}", path.display(), there(&path))?;
    }
    if let Some(folder) = Store::folder_of_user() {
        let kept = fs::read_dir(&folder).map_or(0, Iterator::count);
        writeln!(out, "  {}  kept views: {kept}", folder.display())?;
    }
    out.finish()
}

fn in_words(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::File(path, line) => format!("{}:{line}", path.display()),
        Origin::Environment(name) => format!("environment variable {name}"),
        Origin::CommandLine => "command line".to_owned(),
    }
}

fn there(path: &Path) -> &'static str {
    if path.exists() { "" } else { "  not there" }
}
