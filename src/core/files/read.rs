//! Reading within limits: a device never ends, and opening a pipe may never return.

use std::fs::{self, File};
use std::io::{self, BufRead, ErrorKind, Read};
use std::path::Path;

/// Refuses what is there and is no regular file.
///
/// # Errors
/// For a folder, a pipe, a socket or a device, and where the system does not say what it is.
pub fn check_regular(path: &Path) -> io::Result<()> {
    let kind = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        found => found?.file_type(),
    };
    if kind.is_file() {
        return Ok(());
    }
    let (error, what) = if kind.is_dir() {
        (ErrorKind::IsADirectory, "a folder")
    } else {
        (ErrorKind::InvalidInput, "a pipe, a socket or a device")
    };
    Err(io::Error::new(error, format!("is {what}, expected a file")))
}

/// The content of the regular file at `path`, of at most `most` bytes.
///
/// # Errors
/// When it is not such a file, or what the system says.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    read_beginning(path, b"", most)
}

/// As [`read`]; of a file that does not begin with `beginning` no more than as many bytes.
///
/// # Errors
/// Those of [`read`].
pub fn read_beginning(path: &Path, beginning: &[u8], most: u64) -> io::Result<Vec<u8>> {
    check_regular(path)?;
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    (&mut file)
        .take(beginning.len() as u64)
        .read_to_end(&mut bytes)?;
    if bytes == beginning {
        file.take((most + 1).saturating_sub(bytes.len() as u64))
            .read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > most {
        let reason = format!("is larger than {} MiB", most >> 20);
        return Err(io::Error::new(ErrorKind::FileTooLarge, reason));
    }
    Ok(bytes)
}

/// As [`read`], of a file of text.
///
/// # Errors
/// Those of [`read`], and for bytes that are not UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|_| not_text())
}

/// The next line of `input`, of at most `most` bytes with its end; `None` after the last.
///
/// # Errors
/// For a longer line, for bytes that are not UTF-8, and what the system says.
pub fn line(input: &mut impl BufRead, most: usize) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    input.take(most as u64 + 1).read_until(b'\n', &mut bytes)?;
    if bytes.len() > most {
        let reason = format!("is longer than {most} bytes");
        return Err(io::Error::new(ErrorKind::InvalidData, reason));
    }
    let text = String::from_utf8(bytes).map_err(|_| not_text())?;
    Ok((!text.is_empty()).then_some(text))
}

fn not_text() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "is not text in UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_over_the_limit_and_what_is_no_file_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "four").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"four");
        assert_eq!(read(&path, 3).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read_beginning(&path, b"fo", 4).unwrap(), b"four");
        assert_eq!(read_beginning(&path, b"fx", 4).unwrap(), b"fo");
        assert_eq!(
            read_text(folder.path(), 4).unwrap_err().to_string(),
            "is a folder, expected a file"
        );
        let absent = read(&folder.path().join("b"), 4).unwrap_err();
        assert_eq!(absent.kind(), ErrorKind::NotFound);
        #[cfg(unix)]
        assert!(read(Path::new("/dev/zero"), 4).is_err());
    }

    #[test]
    fn lines_have_a_limit() {
        let mut input = "ab\n\nabcd\nrest".as_bytes();
        let mut next = || line(&mut input, 4);
        assert_eq!(next().unwrap().as_deref(), Some("ab\n"));
        assert_eq!(next().unwrap().as_deref(), Some("\n"));
        assert!(next().is_err());
        assert_eq!(line(&mut "a".as_bytes(), 4).unwrap().as_deref(), Some("a"));
        assert_eq!(line(&mut "".as_bytes(), 4).unwrap(), None);
        assert!(line(&mut &b"\xff"[..], 4).is_err());
        assert!(line(&mut io::BufReader::new(io::repeat(0)), 4).is_err());
    }
}
