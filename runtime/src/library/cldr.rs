//! The data of locales, from the CLDR: parts that are unpacked when they are asked for. Pure.
//!
//! `cldr/pack.mjs` makes the file: a line with the name and the size of each part, an empty line, the parts.

use std::io::Read;

static PACKED: &[u8] = include_bytes!("../../cldr/cldr.bin");

/// The JSON of a part; `None`: there is none of that name.
pub fn part(name: &str) -> std::io::Result<Option<String>> {
    let end = PACKED.windows(2).position(|pair| pair == b"\n\n").unwrap_or(0);
    let (head, body) = PACKED.split_at(end);
    let mut at = 2;
    for line in String::from_utf8_lossy(head).lines() {
        let (known, size) = line.split_once(' ').unwrap_or((line, "0"));
        let size: usize = size.parse().unwrap_or(0);
        if known == name {
            let mut text = String::new();
            let bytes = body.get(at..at + size).unwrap_or_default();
            brotli::Decompressor::new(bytes, 4096).read_to_string(&mut text)?;
            return Ok(Some(text));
        }
        at += size;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_unpacks_to_json_and_none_is_left_over() {
        let head = PACKED.windows(2).position(|pair| pair == b"\n\n").expect("a head");
        let head = std::str::from_utf8(&PACKED[..head]).expect("text");
        let mut size = head.len() + 2;
        for line in head.lines() {
            let (name, bytes) = line.split_once(' ').expect("a name and a size");
            size += bytes.parse::<usize>().expect("a size");
            let text = part(name).expect("unpacked").expect("there");
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{name}");
        }
        assert_eq!(size, PACKED.len());
        assert!(part("dates/nowhere").expect("no error").is_none());
    }
}
