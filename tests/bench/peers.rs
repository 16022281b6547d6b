//! saveloop beside the watchers of others, on files that are written as a whole or in pieces.

mod program;
mod tally;
mod tools;
mod writing;

use saveloop_tests::npm;

use crate::report::Page;
use program::Program;
use tally::Tally;
use tools::Tool;
use writing::Way;

const ROUNDS: usize = 30;
/// After so many lost saves a tool is not asked again in this way.
const MOST_LOST: usize = 4;

/// Each of these is saved to in turns, in each way.
struct Contestant {
    tool: Box<dyn Tool>,
    program: Program,
    tallies: Vec<Tally>,
}

pub fn measure(page: &mut Page) {
    let (mut contestants, missing) = contestants();
    let mut round = 0;
    for way in Way::ALL {
        println!("{}", way.name());
        for contestant in &mut contestants {
            contestant.begin();
        }
        for _ in 0..ROUNDS {
            round += 1;
            for contestant in &mut contestants {
                contestant.save(round, way);
            }
        }
    }
    let mut rows = Vec::new();
    for contestant in &mut contestants {
        contestant.end();
        for (way, tally) in Way::ALL.iter().zip(&contestant.tallies) {
            let mut row = vec![contestant.tool.name(), way.name()];
            row.extend(tally.cells());
            rows.push(row);
        }
    }
    let heads = ["", "written", "median", "p95", "wrong", "lost", "spurious", "doubled", "saves"];
    page.table("Beside others, while files are written", &explanation(&missing), &heads, &rows);
}

impl Contestant {
    /// In a new way; who does not hear any more what happens to its file begins anew.
    fn begin(&mut self) {
        self.tool.rest(&self.program, self.tallies.last_mut());
        if self.tallies.last().is_some_and(|tally| tally.lost > 0) {
            self.tool.restart(&self.program);
        }
        self.tallies.push(Tally::default());
    }

    fn save(&mut self, round: usize, way: Way) {
        // What came since its last turn belongs to the save before.
        self.tool.rest(&self.program, self.tallies.iter_mut().rev().find(|tally| tally.has_saves()));
        let Some(tally) = self.tallies.last_mut().filter(|tally| tally.lost < MOST_LOST) else { return };
        self.program.next(round);
        tally.begin();
        self.tool.save(&self.program, way, tally);
    }

    fn end(&mut self) {
        self.tool.rest(&self.program, self.tallies.last_mut());
    }
}

fn contestants() -> (Vec<Contestant>, Vec<&'static str>) {
    let mut missing = Vec::new();
    let mut found = Vec::new();
    for (package, tool) in tools::all() {
        match tool {
            Some((tool, program)) => found.push(Contestant { tool, program, tallies: Vec::new() }),
            None => missing.push(package),
        }
    }
    (found, missing)
}

fn explanation(missing: &[&str]) -> String {
    let mut text = format!(
        "Each version of a program of {} lines and {} KB throws at another line, with its number in the message. Tools take \
         turns, {ROUNDS} saves each. *Renamed over*: written beside, then renamed. *In 4 pieces*: the file is truncated and \
         written in four pieces, with a pause before each one; the file stays open. *Reopened*: it is closed after each \
         piece and opened again to append. The beginnings of the program are of each dangerous kind: empty; another program \
         that parses and fails (a function declared further down is missing); not a program.\n\n\
         The time runs from the end of the writing to the right report; for the language server from `didSave`, which is \
         sent when the writing begins. A report is an error's headline and its first frame in the program's file, as \
         printed. *Wrong*: saves that led to an error of another version, or of theirs but not on the line and in the \
         statement that threw. *Lost*: no right report within {} s ({MOST_LOST} of them end the row, and the tool is \
         started again for the next one). *Spurious*: saves \
         that led to any other error, which can only come of a file that was half written. *Doubled*: saves reported more \
         than once. A frame in the source is a right place whether it was remapped or never moved. node {} runs no \
         TypeScript here: it has the same program without types, as `.mjs`. The program fails at its top level, which \
         `deno --watch-hmr` answers by starting again, as `--watch` does: `--watch` is the fairer comparison.\n\n\
         `saveloop run --hot` reads the disk as the others do. While a writer keeps the file open it waits for the end, \
         up to half a second after each piece. A writer that closes the file after each piece cannot be told from one \
         that is done, once it pauses for longer than 20 ms: then beginnings are run.",
        program::lines(),
        program::kilobytes(),
        tally::PATIENCE.as_secs(),
        tools::node_version(),
    );
    for package in missing {
        let install = npm::install("target/tools/npm", package);
        text += &format!("\n\nNot measured: {package}, which `{install}` installs.");
    }
    text
}
