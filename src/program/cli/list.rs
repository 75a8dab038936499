//! `grafscope list`: the built-in benchmarks, the search spaces, the models and the file formats.

use std::io::Write;

use crate::cli::output::Output;
use grafscope_core::bench;
use grafscope_core::bench::format::FORMATS;
use grafscope_core::bench::{BUILTIN, Source};
use grafscope_core::job::JobContext;
use grafscope_core::predict::{MODELS, ParamSpec};
use grafscope_core::space;

/// Writes what there is.
///
/// # Errors
/// When a built-in table is damaged or nothing can be written.
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

fn benchmarks(out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "Benchmarks")?;
    for name in BUILTIN {
        let bench = bench::open(&Source::named(name), &JobContext::default())?;
        writeln!(out, "  {name}")?;
        writeln!(out, "    {}", bench.doc)?;
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
            writeln!(
                out,
                "    {label:<10} {:<16} {}",
                dataset.name,
                targets.join(", ")
            )?;
        }
    }
    Ok(())
}

fn models(out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "Models, the default first")?;
    for model in MODELS {
        writeln!(out, "  {:<16} {}", model.name, model.doc)?;
        for param in model.params {
            let ParamSpec {
                name, default, doc, ..
            } = param;
            let accepts = param.accepts();
            writeln!(out, "    {name:<18} {default} by default, {accepts}: {doc}")?;
        }
    }
    Ok(())
}

fn formats(out: &mut Output) -> anyhow::Result<()> {
    writeln!(
        out,
        "File formats, recognised by content; gzip and zstd are unpacked"
    )?;
    for format in &FORMATS {
        writeln!(out, "  {:<16} {}", format.name, format.doc)?;
    }
    Ok(())
}

fn spaces(out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "Search spaces")?;
    for space in space::all() {
        let operations: Vec<_> = space
            .operations()
            .iter()
            .map(|op| format!("{} ({})", op.name, op.alias))
            .collect();
        writeln!(out, "  {}", space.name())?;
        match space.size() {
            Some(size) => writeln!(out, "    {}, {size} architectures", space.title())?,
            None => writeln!(out, "    {}, too many architectures to list", space.title())?,
        }
        writeln!(out, "    {:<10} {}", "operations", operations.join(", "))?;
        for (at, form) in space.forms().iter().enumerate() {
            let label = if at == 0 { "forms" } else { "" };
            writeln!(out, "    {label:<10} {:<16} {}", form.name, form.example)?;
        }
    }
    Ok(())
}
