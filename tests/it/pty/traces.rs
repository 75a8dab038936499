//! What it leaves behind and whom it talks to: nobody, and nothing but what it says.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::session::Session;

/// All files below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn nothing_is_left_but_the_cache_and_that_the_hint_was_seen_all_private() {
    let home = tempfile::tempdir().unwrap();
    let work = home.path().join("work");
    fs::create_dir(&work).unwrap();
    let cache = home.path().join("cache");
    // Only what takes long to read is kept: a mebibyte or more.
    let pad = "0".repeat(1 << 15);
    let mut table = "arch,val_acc,pad\n".to_owned();
    for row in 0..40 {
        let (a, b, c) = (1 + row % 4, 1 + row / 4 % 4, 1 + row / 16);
        table.push_str(&format!("{a}{b}{c}333,{row}.5,{pad}\n"));
    }
    let file = work.join("mine.csv");
    fs::write(&file, table).unwrap();
    let environment = [
        ("HOME", home.path().to_str().unwrap()),
        ("TMPDIR", home.path().to_str().unwrap()),
        ("GRAFSCOPE_CACHE", cache.to_str().unwrap()),
    ];
    let args = [file.to_str().unwrap(), "-n", "10", "--model", "forest"];
    let mut session = Session::start(&args, &environment);
    session.wait_trained();
    for keys in ["jjm", "f", "\x1b", "e", "\x1b", "v", "q"] {
        session.press(keys);
        session.settle();
    }
    let sockets: Vec<_> = fs::read_dir(format!("/proc/{}/fd", session.pid()))
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.unwrap().path()).ok())
        .filter(|target| target.to_string_lossy().starts_with("socket:"))
        .collect();
    // Pairs that signals wake threads through are no way out: neither end has an address.
    let network = fs::read_to_string(format!("/proc/{}/net/tcp", session.pid())).unwrap();
    for socket in &sockets {
        let inode = socket.to_string_lossy();
        let inode = inode.trim_start_matches("socket:[").trim_end_matches(']');
        assert!(
            !network
                .lines()
                .any(|line| line.split_whitespace().nth(9) == Some(inode))
        );
    }
    session.press("\x03");
    assert!(session.end().success());
    let run = Command::new(env!("CARGO_BIN_EXE_grafscope"))
        .args(["info", file.to_str().unwrap()])
        .envs(environment)
        .current_dir(&work)
        .output()
        .unwrap();
    assert!(run.status.success());

    let mut left = files(home.path());
    left.retain(|path| *path != file);
    assert!(!left.is_empty());
    for path in left {
        // That the hint for newcomers was seen; it says nothing of what was looked at.
        let is_mark = path.ends_with(".local/state/grafscope/used");
        assert!(
            is_mark || path.starts_with(&cache),
            "{} was left",
            path.display()
        );
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    assert_eq!(mode(&cache), 0o700);
}

/// The limit of the allocator that the explorer sees in its environment.
fn allocator_limit(environment: &[(&str, &str)]) -> Option<String> {
    let session = Session::start(&[], environment);
    session.wait_trained();
    let process = format!("/proc/{}", session.pid());
    let name = fs::read_to_string(format!("{process}/comm")).unwrap();
    assert_eq!(name, "grafscope\n");
    let given = fs::read_to_string(format!("{process}/environ")).unwrap();
    let mut pairs = given.split('\0').filter_map(|pair| pair.split_once('='));
    let limit = pairs.find(|(name, _)| *name == "MALLOC_TRIM_THRESHOLD_");
    limit.map(|(_, value)| value.to_owned())
}

#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn freed_memory_goes_back_to_the_system_unless_the_user_says_otherwise() {
    let limit = |given| allocator_limit(&[given]);
    assert_eq!(allocator_limit(&[]).as_deref(), Some("4000000"));
    let own = limit(("MALLOC_TRIM_THRESHOLD_", "9000000"));
    assert_eq!(own.as_deref(), Some("9000000"));
    assert_eq!(limit(("GLIBC_TUNABLES", "glibc.malloc.arena_max=3")), None);
}
