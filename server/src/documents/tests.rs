//! Documents against a plain string edited the naive way, and the odd things clients do.

use runtime::sources::Sources;

use super::edit::{Anchor, Move};
use super::*;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// A small generator with a fixed seed: failures repeat.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    fn text(&mut self, pieces: usize) -> String {
        const PIECES: [&str; 16] = [
            "a",
            "bc",
            "é",
            "漢",
            "😀",
            "👩‍👩‍👧",
            "\n",
            "\r\n",
            "\r",
            "\u{2028}",
            "\t",
            " ",
            "\u{85}",
            "\u{b}",
            "x\ny",
            "𝒳",
        ];
        (0..self.below(pieces)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    fn position(&mut self, text: &str) -> Position {
        let lines = text.matches(['\n', '\r']).count();
        let wild = [u32::MAX, 1 << 31, 1000];
        let line = if self.below(50) == 0 { wild[self.below(3)] } else { self.below(lines + 2) as u32 };
        let character = if self.below(20) == 0 { wild[self.below(3)] } else { self.below(12) as u32 };
        Position { line, character }
    }
}

/// The protocol's definition, spelled out over a string.
fn reference_byte(text: &str, encoding: Encoding, position: Position) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        let Some(end) = text[start..].find(['\n', '\r']) else {
            return text.len();
        };
        let width = if text[start + end..].starts_with("\r\n") { 2 } else { 1 };
        start += end + width;
    }
    let end = text[start..].find(['\n', '\r']).map_or(text.len(), |end| start + end);
    let mut units = 0;
    for (at, char) in text[start..end].char_indices() {
        units += match encoding {
            Encoding::Utf8 => char.len_utf8(),
            Encoding::Utf16 => char.len_utf16(),
            Encoding::Utf32 => 1,
        };
        if units > position.character as usize {
            return start + at;
        }
    }
    end
}

fn opened(encoding: Encoding, text: &str) -> (Documents, DocumentName) {
    let mut documents = Documents::new(encoding);
    let name = DocumentName("file:///a.ts".into());
    let file = FilePaths { named: "/a.ts".into(), real: "/real/a.ts".into() };
    documents.open(name.clone(), Some(file), Version(1), text);
    (documents, name)
}

fn text(documents: &Documents, name: &DocumentName) -> String {
    String::from(documents.get(name).unwrap().rope())
}

fn replace(start: (u32, u32), end: (u32, u32), text: &str) -> Change {
    let position = |(line, character)| Position { line, character };
    Change { range: Some((position(start), position(end))), text: text.into() }
}

#[test]
fn a_hundred_thousand_random_edits_equal_a_plain_string_in_each_encoding() {
    for encoding in ENCODINGS {
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let mut reference = random.text(60);
        let (mut documents, name) = opened(encoding, &reference);
        for step in 0..100_000 {
            let (start, end) = (random.position(&reference), random.position(&reference));
            let pieces = if reference.len() > 400 { 2 } else { 8 };
            let change = Change { range: Some((start, end)), text: random.text(pieces) };
            let (start, end) = (start.min(end), start.max(end));
            let range =
                reference_byte(&reference, encoding, start)..reference_byte(&reference, encoding, end);
            reference.replace_range(range, &change.text);
            documents.change(&name, Version(step + 2), std::slice::from_ref(&change));
            if reference.is_empty() {
                reference = random.text(200);
                let whole = Change { range: None, text: reference.clone() };
                documents.change(&name, Version(step + 2), &[whole]);
            }
            let document = documents.get(&name).unwrap();
            assert_eq!(*document.rope(), *reference, "step {step} of {encoding:?}: {change:?}");
        }
    }
}

#[test]
fn positions_survive_the_way_there_and_back() {
    for encoding in ENCODINGS {
        let mut random = Random(7);
        for _ in 0..2_000 {
            let rope = Rope::from_str(&random.text(40));
            let byte = rope.floor_char_boundary(random.below(rope.len() + 1));
            let position = position::from_byte(&rope, encoding, byte);
            let back = position::to_byte(&rope, encoding, position);
            let in_break = rope.get_byte(byte) == Some(b'\n') && back + 1 == byte;
            assert!(back == byte || in_break, "{byte} {back} in {rope:?}");
            let text = String::from(&rope);
            assert_eq!(position::from_byte_in(&text, encoding, byte), position, "{byte} in {text:?}");
        }
    }
}

#[test]
fn edits_since_the_save_lead_from_the_saved_text_to_the_text() {
    let mut random = Random(42);
    for _ in 0..300 {
        let saved = random.text(30);
        let (mut documents, name) = opened(Encoding::Utf16, &saved);
        for step in 0..random.below(30) {
            let now = text(&documents, &name);
            let change =
                Change { range: Some((random.position(&now), random.position(&now))), text: random.text(5) };
            documents.change(&name, Version(step as i32 + 2), &[change]);
        }
        let now = text(&documents, &name);
        let saved: Arc<str> = saved.into();
        let edits = documents.since(Path::new("/a.ts"), &saved, None).typed;
        let length = edits.iter().fold(saved.len(), |length, edit| {
            assert!(edit.old_end() <= length, "{edit:?} in {length}");
            length - edit.old_len + edit.new_len
        });
        assert_eq!(length, now.len());
    }
}

#[test]
fn positions_inside_a_character_are_its_beginning() {
    let (mut documents, name) = opened(Encoding::Utf16, "😀x");
    documents.change(&name, Version(2), &[replace((0, 1), (0, 1), "-")]);
    assert_eq!(text(&documents, &name), "-😀x");
    let (mut documents, name) = opened(Encoding::Utf8, "é!");
    documents.change(&name, Version(2), &[replace((0, 1), (0, 2), "")]);
    assert_eq!(text(&documents, &name), "!");
}

#[test]
fn a_position_behind_the_line_stays_in_front_of_its_break() {
    let (mut documents, name) = opened(Encoding::Utf16, "ab\r\ncd");
    documents.change(&name, Version(2), &[replace((0, 99), (0, 99), "!")]);
    assert_eq!(text(&documents, &name), "ab!\r\ncd");
    documents.change(&name, Version(3), &[replace((9, 0), (9, 9), "?")]);
    assert_eq!(text(&documents, &name), "ab!\r\ncd?");
}

#[test]
fn an_inverted_range_is_read_the_other_way_round() {
    let (mut documents, name) = opened(Encoding::Utf16, "abcdef");
    documents.change(&name, Version(2), &[replace((0, 4), (0, 1), "_")]);
    assert_eq!(text(&documents, &name), "a_ef");
}

#[test]
fn versions_out_of_order_still_apply_and_warn_once() {
    let (mut documents, name) = opened(Encoding::Utf16, "");
    let change = |documents: &mut Documents, version| {
        documents.change(&name, Version(version), &[replace((0, 0), (0, 0), "x")]).1
    };
    assert_eq!(change(&mut documents, 2), None);
    assert_eq!(
        change(&mut documents, 9),
        Some(Oddity::VersionOutOfOrder { before: Version(2), now: Version(9) })
    );
    assert_eq!(change(&mut documents, 3), None, "warned already");
    assert_eq!(text(&documents, &name), "xxx");
}

#[test]
fn opening_twice_replaces_and_changing_the_unopened_is_refused() {
    let (mut documents, name) = opened(Encoding::Utf16, "old");
    assert_eq!(documents.open(name.clone(), None, Version(1), "new"), Some(Oddity::OpenedTwice));
    assert_eq!(text(&documents, &name), "new");
    let other = DocumentName("file:///b.ts".into());
    assert_eq!(documents.change(&other, Version(1), &[]).1, Some(Oddity::NotOpen));
    assert_eq!(documents.save(&other, None), Some(Oddity::NotOpen));
    assert_eq!(documents.close(&other), Some(Oddity::NotOpen));
}

#[test]
fn sessions_see_the_saved_text_and_never_the_typed_one() {
    let (mut documents, name) = opened(Encoding::Utf16, "saved");
    let overlay = documents.overlay();
    let seen = |path: &str| overlay.open_document(Path::new(path)).map(|text| text.to_string());
    documents.change(&name, Version(2), &[replace((0, 0), (0, 5), "typed")]);
    assert_eq!(seen("/a.ts").as_deref(), Some("saved"));
    documents.save(&name, None);
    assert_eq!(seen("/real/a.ts").as_deref(), Some("typed"));
    documents.save(&name, Some("included"));
    assert_eq!(seen("/a.ts").as_deref(), Some("included"));
    documents.close(&name);
    assert_eq!(seen("/a.ts"), None);
    assert_eq!(seen("/real/a.ts"), None);
}

/// Where `mark` stands after `old` became `new`, or `None` when its line was touched.
fn moved(old: &str, mark: &str, new: &str) -> Option<String> {
    let at = old.find(mark).unwrap();
    let mut anchor = Anchor::of(old, &(at..at + mark.len()));
    for edit in Edits::between(old, new).into_vec() {
        if anchor.apply(&edit) == Move::Touched {
            return None;
        }
    }
    assert_eq!(&new[anchor.lines.clone()], new[anchor.lines].trim_matches(['\n', '\r']));
    Some(new[anchor.range].to_owned())
}

#[test]
fn a_place_moves_with_edits_around_its_line_and_goes_with_edits_in_it() {
    let cases = [
        ("a line inserted in front", "a\nBAD x\n", "new\na\nBAD x\n", true),
        ("a line inserted right in front", "a\nBAD x\n", "a\nnew\nBAD x\n", true),
        ("enter at the end of the line before", "a\nBAD x\n", "a\n\nBAD x\n", true),
        ("text at the end of the line before", "a\nBAD x\n", "ab\nBAD x\n", true),
        ("the line before removed", "a\nBAD x\n", "BAD x\n", true),
        ("the line breaks joined", "a\nBAD x\n", "aBAD x\n", false),
        ("indented", "a\nBAD x\n", "a\n  BAD x\n", false),
        ("typing behind it in its line", "a\nBAD x\n", "a\nBAD xy\n", false),
        ("enter at the end of its line", "a\nBAD x\nc", "a\nBAD x\n\nc", true),
        ("the next line edited", "a\nBAD x\nc", "a\nBAD x\ncd", true),
        ("the next line joined", "a\nBAD x\nc", "a\nBAD xc", false),
        ("the first line pushed down", "BAD x\n", "new\nBAD x\n", true),
        ("text behind the last line", "BAD x", "BAD x\nmore", true),
        ("CRLF in front", "a\r\nBAD x\r\n", "a\r\nb\r\nBAD x\r\n", true),
    ];
    for (name, old, new, stays) in cases {
        assert_eq!(moved(old, "BAD", new).as_deref(), stays.then_some("BAD"), "{name}");
    }
}
