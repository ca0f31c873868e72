//! Lines of a file that may hold anything: numbered, and never longer in memory than a bound.

use std::io::{BufRead, Error, Read};

/// What some programs write before the first line of a file in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line that is not blank.
#[derive(Debug)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its bytes without the line break.
    pub bytes: Result<Vec<u8>, LineError>,
}

/// Why a line could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It is longer than the bound.
    #[error("the line has more than {0} bytes")]
    TooLong(usize),
    /// The file broke off; there are no lines after this one.
    #[error("the input cannot be read further: {0}")]
    Unreadable(Error),
}

impl Line {
    /// Its bytes, or what is wrong with this line alone; fails where the file, which has that `name`, breaks off.
    pub fn read(self, name: &str) -> Result<Result<Vec<u8>, String>, Error> {
        match self.bytes {
            Err(broken @ LineError::Unreadable(_)) => {
                Err(Error::other(format!("{name}:{}: {broken}", self.number)))
            }
            bytes => Ok(bytes.map_err(|error| error.to_string())),
        }
    }
}

/// The lines of a reader.
pub struct Lines<R> {
    reader: R,
    limit: usize,
    number: u64,
    broken: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `limit` bytes; longer ones come as errors.
    pub fn new(reader: R, limit: usize) -> Lines<R> {
        Lines {
            reader,
            limit,
            number: 0,
            broken: false,
        }
    }

    /// The bytes of the next line, without a byte order mark; `None` at the end.
    fn read(&mut self) -> Result<Option<Vec<u8>>, LineError> {
        let mut bytes = Vec::new();
        let bound = self.limit as u64 + 1;
        let mut reader = self.reader.by_ref().take(bound);
        reader
            .read_until(b'\n', &mut bytes)
            .map_err(LineError::Unreadable)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if bytes.len() > self.limit {
            let skipped = self.reader.skip_until(b'\n');
            skipped.map_err(LineError::Unreadable)?;
            return Err(LineError::TooLong(self.limit));
        }
        if self.number == 1 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(Some(bytes))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while !self.broken {
            self.number += 1;
            let bytes = match self.read() {
                Ok(None) => return None,
                Ok(Some(bytes)) if bytes.trim_ascii().is_empty() => continue,
                Ok(Some(bytes)) => Ok(bytes),
                Err(error) => Err(error),
            };
            self.broken = matches!(bytes, Err(LineError::Unreadable(_)));
            return Some(Line {
                number: self.number,
                bytes,
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{LineError, Lines};

    fn read(text: &str, limit: usize) -> Vec<(u64, Option<String>)> {
        let lines = Lines::new(text.as_bytes(), limit);
        let shown = lines.map(|line| {
            let bytes = match line.bytes {
                Ok(bytes) => Some(String::from_utf8(bytes).expect("made of UTF-8")),
                Err(LineError::TooLong(bound)) => {
                    assert_eq!(bound, limit);
                    None
                }
                Err(LineError::Unreadable(error)) => panic!("memory cannot be read: {error}"),
            };
            (line.number, bytes)
        });
        shown.collect()
    }

    #[test]
    fn blank_lines_count_but_do_not_come() {
        let expected = vec![(2, Some("a".to_owned())), (5, Some("b".to_owned()))];
        assert_eq!(read("\na\n\r\n  \nb", 10), expected);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        let first = |line: &str| vec![(1, Some(line.to_owned()))];
        assert_eq!(read("\u{feff}a", 10), first("a"));
        assert_eq!(read("\u{feff}\u{feff}a\n", 10), first("\u{feff}a"));
        let later = vec![(2, Some("a".to_owned())), (3, Some("\u{feff}b".to_owned()))];
        assert_eq!(read("\u{feff}\na\n\u{feff}b", 10), later);
    }

    #[test]
    fn a_line_over_the_bound_is_skipped_to_its_end() {
        let expected = vec![
            (1, Some("1234".to_owned())),
            (2, None),
            (3, Some("ok".to_owned())),
            (4, None),
        ];
        assert_eq!(read("1234\n12345\nok\n123456789", 4), expected);
    }
}
