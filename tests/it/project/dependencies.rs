//! What the program is made of: licences that allow it, nothing that talks to a network, and all of
//! it from one registry. `cargo deny check` says the same and looks for advisories besides.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn denied() -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".deny.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The packages that the program, its tests and its build use.
fn packages() -> Vec<Value> {
    let run = |offline: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["metadata", "--locked", "--format-version", "1"])
            .args(offline)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap()
    };
    // Packages of other systems may not have been fetched.
    let mut output = run(&["--offline"]);
    if !output.status.success() {
        output = run(&[]);
    }
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Whether an SPDX expression can be met by licences that `is_allowed`.
fn is_met(expression: &str, is_allowed: &impl Fn(&str) -> bool) -> bool {
    let tokens = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let tokens: Vec<&str> = tokens.split_whitespace().collect();
    let mut at = 0;
    let met = any(&tokens, &mut at, is_allowed);
    assert_eq!(at, tokens.len(), "{expression}");
    met
}

fn any(tokens: &[&str], at: &mut usize, is_allowed: &impl Fn(&str) -> bool) -> bool {
    let mut met = all(tokens, at, is_allowed);
    while tokens.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(tokens, at, is_allowed);
    }
    met
}

fn all(tokens: &[&str], at: &mut usize, is_allowed: &impl Fn(&str) -> bool) -> bool {
    let mut met = one(tokens, at, is_allowed);
    while tokens.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(tokens, at, is_allowed);
    }
    met
}

fn one(tokens: &[&str], at: &mut usize, is_allowed: &impl Fn(&str) -> bool) -> bool {
    if tokens[*at] == "(" {
        *at += 1;
        let met = any(tokens, at, is_allowed);
        assert_eq!(tokens[*at], ")");
        *at += 1;
        return met;
    }
    let mut licence = tokens[*at].to_owned();
    *at += 1;
    if tokens.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", tokens[*at + 1]);
        *at += 2;
    }
    is_allowed(&licence)
}

#[test]
fn expressions_of_licences_are_read() {
    let is_allowed = |licence: &str| ["MIT", "Zlib", "A WITH e"].contains(&licence);
    for met in [
        "MIT",
        "GPL OR MIT",
        "GPL/MIT",
        "(GPL OR MIT) AND Zlib",
        "A WITH e",
    ] {
        assert!(is_met(met, &is_allowed), "{met}");
    }
    for unmet in ["GPL", "MIT AND GPL", "A", "MIT AND (GPL OR A WITH f)"] {
        assert!(!is_met(unmet, &is_allowed), "{unmet}");
    }
}

#[test]
fn every_dependency_may_be_used_and_none_talks_to_a_network() {
    let rules = denied();
    let strings = |values: &toml::Value| -> Vec<String> {
        let values = values.as_array().unwrap().iter();
        values
            .map(|value| value.as_str().unwrap().to_owned())
            .collect()
    };
    let allowed = strings(&rules["licenses"]["allow"]);
    let exceptions = rules["licenses"]["exceptions"].as_array().unwrap();
    let banned = rules["bans"]["deny"].as_array().unwrap();
    let packages = packages();
    assert!(packages.len() > 100);
    let mut faults = Vec::new();
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let is_allowed = |licence: &str| {
            let excepted = exceptions
                .iter()
                .filter(|e| e["crate"].as_str() == Some(name));
            let mut excepted = excepted.flat_map(|e| strings(&e["allow"]));
            allowed.iter().any(|allowed| allowed == licence) || excepted.any(|l| l == licence)
        };
        let licence = package["license"].as_str().unwrap_or_default();
        if licence.is_empty() || !is_met(licence, &is_allowed) {
            faults.push(format!("{name}: licence {licence:?}"));
        }
        if banned.iter().any(|ban| ban["crate"].as_str() == Some(name)) {
            faults.push(format!("{name} is banned"));
        }
        match package["source"].as_str() {
            None if name.starts_with("grafscope") => {}
            Some("registry+https://github.com/rust-lang/crates.io-index") => {}
            other => faults.push(format!("{name} comes from {other:?}")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
