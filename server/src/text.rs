//! Cutting text of programs to what a line of a message can hold (pure).

/// A program's own words may be a whole file.
const MOST_CHARACTERS: usize = 200;

/// The first line, cut when it is long.
pub fn first_line(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or("");
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
        None => line.to_owned(),
    }
}
