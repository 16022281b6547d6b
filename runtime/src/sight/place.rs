//! Where a place of a text as it is now stood in the text that ran. Pure.

/// `None`: its line was edited since, or cannot be told from others.
pub fn place_in(ran: &str, now: &str, offset: usize) -> Option<usize> {
    if ran == now {
        return Some(offset);
    }
    let before = now.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let line = now.get(before..)?.split_inclusive('\n').next().unwrap_or("");
    let same = |a: &[u8], b: &[u8]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    if before + line.len() <= same(ran.as_bytes(), now.as_bytes()) {
        return Some(offset);
    }
    let reversed = ran.bytes().rev().zip(now.bytes().rev()).take_while(|(a, b)| a == b).count();
    if now.len() - before <= reversed {
        return Some(ran.len() - (now.len() - offset));
    }
    // Between two edits: a line that there is only once in each is the same one.
    let only = |text: &str| {
        let mut at = 0;
        let mut found = None;
        for other in text.split_inclusive('\n') {
            if other.trim_end() == line.trim_end() && found.replace(at).is_some() {
                return None;
            }
            at += other.len();
        }
        found
    };
    only(now)?;
    Some(only(ran)? + (offset - before).min(line.len()))
}
