//! The text of a function as it is shown. Pure.

/// The text of a function without what saveloop added to it: the code that runs, as a person would
/// write it.
pub fn without_probes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("$sl") {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let name_end = found.find(|sign: char| !is_name_part(sign)).unwrap_or(found.len());
        let (name, after) = found.split_at(name_end);
        rest = match probe_end(name, after, out.ends_with("if (")) {
            Some(ProbeEnd::Statement(end)) => {
                out.truncate(out.len() - "if (".len());
                let after = after.get(end..).unwrap_or_default();
                after.strip_prefix('\n').map_or(after, |next_line| next_line.trim_start_matches('\t'))
            }
            Some(ProbeEnd::Expression(end)) => after.get(end..).unwrap_or_default(),
            // An import is read as `$sl0.name`.
            None if name.ends_with(|sign: char| sign.is_ascii_digit()) && after.starts_with('.') => {
                after.get(1..).unwrap_or_default()
            }
            None => {
                out.push_str(name);
                after
            }
        };
    }
    out.push_str(rest);
    out
}

fn is_name_part(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '$' || sign == '_'
}

/// Where a probe ends, counted from the end of its first name.
enum ProbeEnd {
    /// `if ($slP && $slB[1]) $slD(1);`
    Statement(usize),
    /// `$slP && $slB[1] && $slD(1), `
    Expression(usize),
}

fn probe_end(name: &str, after: &str, is_statement: bool) -> Option<ProbeEnd> {
    name.strip_suffix('P')?;
    let call = after.find("D(")?;
    let between = after.get(..call)?;
    let is_probe = between.starts_with(" && $sl") && !between.contains([';', '{', '}', '\n']);
    let closed = call + after.get(call..)?.find(')')? + 1;
    let rest = after.get(closed..).filter(|_| is_probe)?;
    if is_statement {
        rest.strip_prefix(';').map(|_| ProbeEnd::Statement(closed + 1))
    } else {
        rest.strip_prefix(", ").map(|_| ProbeEnd::Expression(closed + 2))
    }
}

#[cfg(test)]
mod tests;
