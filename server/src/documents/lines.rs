//! Which lines of a text are still in another one, and where (pure).
//!
//! Lines are compared without the space around them, so that code that was indented anew stays
//! where it is.

use std::ops::Range;
use std::sync::Arc;

use runtime::position::{LineIndex, Lines};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Where the lines of one text went in another.
#[derive(Debug)]
pub struct LineMap {
    from: Arc<str>,
    to: Arc<str>,
    from_lines: LineIndex,
    to_lines: LineIndex,
    steps: Vec<DiffOp>,
}

/// A range in the other text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// All its lines are there.
    Kept(Range<usize>),
    /// They are not; this is the line that stands in their place.
    Gone(Range<usize>),
}

impl LineMap {
    pub fn between(from: &Arc<str>, to: &Arc<str>) -> Self {
        let from_lines = LineIndex::new(from, Lines::Editor);
        let to_lines = LineIndex::new(to, Lines::Editor);
        let old = texts(from, &from_lines);
        let new = texts(to, &to_lines);
        let steps = capture_diff_slices(Algorithm::Histogram, &old, &new);
        Self { from: Arc::clone(from), to: Arc::clone(to), from_lines, to_lines, steps }
    }

    /// Whether it leads from the one to the other; told by identity, since it is asked often.
    pub fn leads(&self, from: &Arc<str>, to: &Arc<str>) -> bool {
        Arc::ptr_eq(&self.from, from) && Arc::ptr_eq(&self.to, to)
    }

    pub fn to(&self) -> &Arc<str> {
        &self.to
    }

    pub fn carry(&self, range: &Range<usize>) -> Carried {
        let line = |at: usize| self.from_lines.line_at(at.min(self.from.len())) as usize;
        let (first, last) = (line(range.start), line(range.end.max(range.start)));
        let kept = self.kept(first).zip(self.kept(last));
        match kept.filter(|(start, end)| end - start == last - first && self.is_whole(first..last)) {
            Some((start, end)) => {
                Carried::Kept(self.moved(range.start, first, start)..self.moved(range.end, last, end))
            }
            None => Carried::Gone(self.in_place_of(first)),
        }
    }

    /// Whether the lines stand together as they did.
    fn is_whole(&self, lines: Range<usize>) -> bool {
        lines.into_iter().all(|line| self.kept(line).is_some())
    }

    fn step_of(&self, line: usize) -> Option<&DiffOp> {
        let after = self.steps.partition_point(|step| step.old_range().start <= line);
        // Insertions have no lines of the old text: the step is the last that has.
        self.steps.get(..after)?.iter().rev().find(|step| !step.old_range().is_empty())
    }

    fn kept(&self, line: usize) -> Option<usize> {
        match self.step_of(line)? {
            DiffOp::Equal { old_index, new_index, .. } => Some(line - old_index + new_index),
            _ => None,
        }
    }

    /// The line that stands where a line stood that is gone.
    fn in_place_of(&self, line: usize) -> Range<usize> {
        let near = match self.step_of(line) {
            Some(DiffOp::Replace { old_index, new_index, new_len, .. }) => {
                new_index + (line - old_index).min(new_len.saturating_sub(1))
            }
            Some(DiffOp::Equal { old_index, new_index, .. }) => line - old_index + new_index,
            Some(step) => step.new_range().start,
            None => 0,
        };
        let near = near.min(self.to_lines.len() - 1);
        let start = self.to_lines.start(near as u32).unwrap_or(0);
        let text = line_text(&self.to, &self.to_lines, near);
        let indent = indent(text);
        start + indent..start + indent + text.trim().len()
    }

    /// The same place of a line that may be indented in another way.
    fn moved(&self, offset: usize, line: usize, now: usize) -> usize {
        let old = line_text(&self.from, &self.from_lines, line);
        let new = line_text(&self.to, &self.to_lines, now);
        let start = |lines: &LineIndex, line: usize| lines.start(line as u32).unwrap_or(0);
        let column = offset.saturating_sub(start(&self.from_lines, line)).saturating_sub(indent(old));
        start(&self.to_lines, now) + (indent(new) + column).min(new.len())
    }
}

fn texts<'t>(text: &'t str, lines: &LineIndex) -> Vec<&'t str> {
    (0..lines.len()).map(|line| line_text(text, lines, line).trim()).collect()
}

/// A line without its break.
pub fn line_text<'t>(text: &'t str, lines: &LineIndex, line: usize) -> &'t str {
    let start = lines.start(line as u32).unwrap_or(text.len());
    let end = lines.start(line as u32 + 1).unwrap_or(text.len());
    text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests;
