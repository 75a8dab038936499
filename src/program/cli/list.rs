//! `grafscope list`: the built-in benchmarks, search spaces, models and file formats; and `grafscope
//! keys`: the commands of the explorer.

use std::io::Write;

use crate::cli::output::Output;
use grafscope_core::bench::format::FORMATS;
use grafscope_core::bench::{self, BUILTIN, Source};
use grafscope_core::job::JobContext;
use grafscope_core::predict::MODELS;
use grafscope_core::space;
use grafscope_explorer::command::docs::keys_text;
use grafscope_explorer::config::keys::keymap_of_user;

pub(super) fn run() -> anyhow::Result<()> {
    let mut out = Output::open(None)?;
    benchmarks(&mut out)?;
    writeln!(out)?;
    spaces(&mut out)?;
    writeln!(out)?;
    models(&mut out)?;
    writeln!(out)?;
    formats(&mut out)?;
    out.finish()
}

/// Writes the commands and keys of the explorer.
pub(super) fn keys() -> anyhow::Result<()> {
    let mut out = Output::open(None)?;
    for (heading, lines) in keys_text(&keymap_of_user()?) {
        writeln!(out, "{heading}")?;
        for (keys, name, doc) in lines {
            writeln!(out, "  {keys:<22} {name:<22} {doc}")?;
        }
        writeln!(out)?;
    }
    out.finish()
}

fn benchmarks(out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "Benchmarks")?;
    for name in BUILTIN {
        let bench = bench::open(&Source::named(name), &JobContext::default())?;
        writeln!(out, "  {name}\n    {}", bench.doc)?;
        writeln!(
            out,
            "    {:<10} {} ({} canonical), space {}",
            "rows",
            bench.rows(),
            bench.canonical_rows(),
            bench.space.name()
        )?;
        for (at, dataset) in bench.datasets.iter().enumerate() {
            let label = if at == 0 { "data sets" } else { "" };
            let targets: Vec<_> = dataset.targets.iter().map(|t| t.name.as_str()).collect();
            let (name, targets) = (&dataset.name, targets.join(", "));
            writeln!(out, "    {label:<10} {name:<16} {targets}")?;
        }
    }
    Ok(())
}

fn models(out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "Models, the default first")?;
    for model in MODELS {
        writeln!(out, "  {:<16} {}", model.name, model.doc)?;
        for param in model.params {
            let (name, default, doc) = (param.name, param.default, param.doc);
            let accepts = param.accepts();
            writeln!(out, "    {name:<18} default {default}, {accepts}: {doc}")?;
        }
    }
    Ok(())
}

fn formats(out: &mut Output) -> anyhow::Result<()> {
    writeln!(
        out,
        "File formats, detected from the content; gzip and zstd are decompressed"
    )?;
    for format in &FORMATS {
        writeln!(out, "  {:<16} {}", format.name, format.doc)?;
    }
    Ok(())
}

fn spaces(out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "Search spaces")?;
    for space in space::all() {
        let operations = space.operations().iter();
        let operations = operations.map(|op| format!("{} ({})", op.name, op.alias));
        let operations: Vec<_> = operations.collect();
        writeln!(out, "  {}", space.name())?;
        match space.size() {
            Some(size) => writeln!(out, "    {}, {size} architectures", space.title())?,
            None => writeln!(out, "    {}, cannot be enumerated", space.title())?,
        }
        writeln!(out, "    {:<10} {}", "operations", operations.join(", "))?;
        for (at, form) in space.forms().iter().enumerate() {
            let label = if at == 0 { "forms" } else { "" };
            writeln!(out, "    {label:<10} {:<16} {}", form.name, form.example)?;
        }
    }
    Ok(())
}
