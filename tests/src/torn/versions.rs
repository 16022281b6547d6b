//! Versions of a program, each with all that must be shown for it, and where.

use crate::random::Random;

/// What must be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Of the version that says it.
    pub message: String,
    pub is_error: bool,
    pub line: usize,
    /// In UTF-16 units.
    pub character: usize,
    /// Shown only when the version that says it had its turn before the next one came.
    pub is_certain: bool,
}

/// How a text comes from the one before.
#[derive(Clone, Debug)]
pub enum Change {
    Whole,
    /// This line is put in front of that one.
    Line {
        line: usize,
        text: String,
    },
}

#[derive(Clone, Debug)]
pub struct Version {
    pub number: usize,
    pub text: String,
    pub change: Change,
    pub items: Vec<Item>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Throws,
    Runs,
    Timer,
    Rejection,
    /// A text that breaks an early rule.
    Refused,
    /// A mistake typed into the version before, whose reports stand and move.
    Spoilt,
}

/// Makes one version after the other; the same ones for the same seed.
pub struct Versions {
    random: Random,
    last: Version,
}

impl Versions {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let last = whole(&mut random, 0, Kind::Runs);
        Self { random, last }
    }

    pub fn first(&self) -> Version {
        self.last.clone()
    }

    pub fn next(&mut self) -> Version {
        use Kind::{Refused, Rejection, Runs, Spoilt, Throws, Timer};
        const KINDS: [Kind; 8] = [Throws, Throws, Runs, Runs, Timer, Rejection, Refused, Spoilt];
        let number = self.last.number + 1;
        let was_refused = self.last.items.iter().any(|item| item.message.starts_with("SyntaxError"));
        self.last = match KINDS[self.random.below(KINDS.len())] {
            // Of two mistakes only the newer one is known to be shown.
            Spoilt if was_refused => whole(&mut self.random, number, Throws),
            Spoilt => spoilt(&mut self.random, number, &self.last),
            kind => whole(&mut self.random, number, kind),
        };
        self.last.clone()
    }

    /// How many saves come at once.
    pub fn burst(&mut self) -> usize {
        2 + self.random.below(14)
    }
}

fn whole(random: &mut Random, number: usize, kind: Kind) -> Version {
    let mut text = String::from("interface Item { id: number; name: string }\n");
    let mut items = Vec::new();
    filler(random, &mut text, "head");
    if !matches!(kind, Kind::Refused) {
        let before = prefix(random, &mut text);
        items.push(item(&text, &before, format!("version {number} runs"), false));
        text += &format!("console.log('version {number} runs');\n");
        filler(random, &mut text, "body");
    }
    let before = prefix(random, &mut text);
    let (code, at, message) = match kind {
        Kind::Throws => {
            (format!("if (1 as number) throw new Error('version {number} throws');"), "new", "throws")
        }
        Kind::Timer => (
            format!("setTimeout((): void => {{ throw new Error('version {number} fires'); }});"),
            "new",
            "fires",
        ),
        Kind::Rejection => {
            (format!("void Promise.reject(new Error('version {number} rejects'));"), "new", "rejects")
        }
        Kind::Refused => (format!("let twice{number}: number = 1, twice{number} = 2;"), ", twice", ""),
        Kind::Runs | Kind::Spoilt => (String::new(), "", ""),
    };
    if !code.is_empty() {
        let column = code.find(at).expect("it is there") + if at == "new" { 0 } else { 2 };
        let message = match kind {
            Kind::Refused => format!("SyntaxError: Identifier `twice{number}` has already been declared"),
            _ => format!("Error: version {number} {message}"),
        };
        items.push(item(&text, &format!("{before}{}", &code[..column]), message, true));
    }
    text += &code;
    text.push('\n');
    filler(random, &mut text, "tail");
    text += "export type { Item };\n";
    Version { number, text, change: Change::Whole, items }
}

/// The version before with one more line, which is refused.
fn spoilt(random: &mut Random, number: usize, last: &Version) -> Version {
    let line = 1 + random.below(last.text.lines().count() - 1);
    let code = format!("const again{number} = 1, again{number} = 2;\n");
    let start: usize = last.text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut text = last.text.clone();
    text.insert_str(start, &code);
    let mut items = last.items.clone();
    for item in &mut items {
        item.line += usize::from(item.line >= line);
        item.is_certain = false;
    }
    let message = format!("SyntaxError: Identifier `again{number}` has already been declared");
    let character = code.rfind("again").expect("it is there");
    items.push(Item { message, is_error: true, line, character, is_certain: true });
    Version { number, text, change: Change::Line { line, text: code }, items }
}

/// Something in front of a statement, on its line.
fn prefix(random: &mut Random, text: &mut String) -> String {
    let prefix = ["", "  ", "/* é😀 */ ", "\t; "][random.below(4)];
    text.push_str(prefix);
    prefix.to_owned()
}

fn item(text: &str, before: &str, message: String, is_error: bool) -> Item {
    let line = text.matches('\n').count();
    Item { message, is_error, line, character: before.encode_utf16().count(), is_certain: true }
}

fn filler(random: &mut Random, text: &mut String, name: &str) {
    for line in 0..random.below(9) {
        *text += &match random.below(3) {
            0 => format!("const {name}{line}: Item = {{ id: {line}, name: `n${{1 + 1}}` }};\n"),
            1 => format!("// {name}: äöü 😀\nfunction {name}{line}<T>(x: T): T {{ return x; }}\n"),
            _ => format!("enum {name}{line} {{ A, B = {line} }}\n"),
        };
    }
}
