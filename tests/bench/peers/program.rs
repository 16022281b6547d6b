//! The program that is saved, in four pieces that are dangerous to read without the rest.

use std::ops::Range;

/// The language a tool is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    TypeScript,
    /// The same lines without types.
    JavaScript,
}

impl Language {
    pub fn file(self) -> &'static str {
        match self {
            Self::TypeScript => "main.ts",
            Self::JavaScript => "main.mjs",
        }
    }
}

pub struct Program {
    pub language: Language,
    pub version: usize,
    /// What is there after 1: a program that fails, 2: not a program, 3: a program that fails again,
    /// 4: the whole.
    pub pieces: [String; 4],
    /// Counted from 1.
    pub line: usize,
    /// The statement that throws, in columns counted from 1.
    pub columns: Range<usize>,
}

/// How many lines of no interest each piece has.
const FILLERS: usize = 13;

impl Program {
    pub fn new(language: Language) -> Self {
        let mut program = Self { language, version: 0, pieces: Default::default(), line: 0, columns: 0..0 };
        program.next(0);
        program
    }

    pub fn text(&self) -> String {
        self.pieces.concat()
    }

    /// The next version; the line that throws moves.
    pub fn next(&mut self, version: usize) {
        let is_typed = self.language == Language::TypeScript;
        let typed = |text: &'static str| if is_typed { text } else { "" };
        let head = if is_typed { "interface Item { id: number; name: string }" } else { "// No types here." };
        let kind = if is_typed { "enum Kind { A, B }" } else { "const Kind = { A: 0, B: 1 };" };
        let (number, item, void) = (typed(": number"), typed(": Item"), typed(": void"));
        let words = "lorem ipsum dolor sit amet ".repeat(4);
        let filler = |piece: usize, lines: Range<usize>| -> String {
            let line = |line| {
                format!("const item{piece}x{line}{item} = {{ id: {line} + Kind.B, name: \"{words}\" }};\n")
            };
            lines.map(line).collect()
        };
        // `later` is declared at the end and hoisted: no beginning has it.
        let first = format!(
            "{head}\n{kind}\nconst VERSION{number} = {version};\n{}later(0);\n",
            filler(0, 0..FILLERS)
        );
        let second = format!("later(VERSION);\n{}const table{item} = {{\n", filler(1, 0..FILLERS));
        let third = format!("  id: 1,\n  name: \"table\",\n}};\n{}", filler(2, 0..FILLERS));
        let place = version % FILLERS;
        let above = format!("function later(x{number}){void} {{ void x; }}\n{}", filler(3, 0..place));
        let guard = "  if (n >= 0) ";
        let statement = "throw new Error([\"version\", n, \"fails\"].join(\" \"));";
        let fail = format!("function fail(n{number}){void} {{\n{guard}{statement}\n}}\n");
        let below = format!("{}void table;\nfail(VERSION);\n", filler(3, place..FILLERS));
        let lines_above =
            [&first, &second, &third, &above].map(|text| text.lines().count()).iter().sum::<usize>();
        self.version = version;
        self.line = lines_above + 2;
        self.columns = guard.len() + 1..guard.len() + statement.len() + 1;
        self.pieces = [first, second, third, above + &fail + &below];
    }
}

pub fn lines() -> usize {
    Program::new(Language::TypeScript).text().lines().count()
}

pub fn kilobytes() -> usize {
    Program::new(Language::TypeScript).text().len() / 1000
}
