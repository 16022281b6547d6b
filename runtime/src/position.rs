//! Lines and columns of a text, by the rule of whoever counts them. Pure.

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// `\n` only: how the engine counts in generated code.
    Lf,
    /// `\n`, `\r\n`, `\r`, U+2028, U+2029: the language's line terminators; how maps count.
    Js,
    /// `\n`, `\r\n`, `\r`: how editors and terminals count.
    Editor,
}

/// A zero-based line, and a zero-based column in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

/// The start of every line of a text, as byte offsets.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str, lines: Lines) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            // Nearly all are none of these: one comparison decides it.
            if (b'\r' + 1..0xA8).contains(byte) {
                continue;
            }
            let ends = match byte {
                b'\n' => true,
                b'\r' => lines != Lines::Lf && bytes.get(at + 1) != Some(&b'\n'),
                // The last byte of U+2028 and U+2029.
                0xA8 | 0xA9 => lines == Lines::Js && at >= 2 && bytes.get(at - 2..at) == Some(&[0xE2, 0x80]),
                _ => false,
            };
            if ends {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// How many lines the text has; at least one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: even an empty text has a line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Where a zero-based line starts, when there is one.
    pub fn start(&self, line: u32) -> Option<usize> {
        self.starts.get(line as usize).map(|start| *start as usize)
    }

    /// The zero-based line that holds a byte offset.
    pub fn line_at(&self, offset: usize) -> u32 {
        self.starts.partition_point(|start| *start as usize <= offset).saturating_sub(1) as u32
    }

    /// The line and UTF-16 column of a byte offset; an offset inside a character counts as its start.
    pub fn position(&self, text: &str, offset: usize) -> LineColumn {
        let offset = text.floor_char_boundary(offset);
        let line = self.line_at(offset);
        let start = self.start(line).unwrap_or(0);
        let before = text.get(start..offset).unwrap_or("");
        LineColumn { line, column: before.encode_utf16().count() as u32 }
    }

    /// The byte offset of a line and UTF-16 column; a column past the end counts as the end.
    pub fn offset(&self, text: &str, position: LineColumn) -> Option<usize> {
        let start = self.start(position.line)?;
        let rest = text.get(start..)?;
        let mut units = 0;
        for (at, character) in rest.char_indices() {
            if units >= position.column {
                return Some(start + at);
            }
            units += character.len_utf16() as u32;
        }
        Some(text.len())
    }
}

#[cfg(test)]
mod tests;
