//! Files of environment variables (`.env`), as Node reads them. Pure.

/// Names and values in the order of the file; of one that is said twice the last value counts.
pub fn parse(text: &str) -> Vec<(String, String)> {
    let text = text.replace("\r\n", "\n");
    let mut rest = text.trim();
    let mut found: Vec<(String, String)> = Vec::new();
    while !rest.is_empty() {
        // An empty line, or a remark.
        if rest.starts_with('\n') || rest.starts_with('#') {
            rest = after_line(rest);
            continue;
        }
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let Some(equals) = rest.find('=').filter(|equals| *equals < line_end) else {
            rest = after_line(rest);
            continue;
        };
        let (name, tail) = rest.split_at(equals);
        let name = name.trim();
        let name = name.strip_prefix("export ").unwrap_or(name);
        let tail = tail.get(1..).unwrap_or_default();
        if name.is_empty() {
            rest = after_line(tail);
            continue;
        }
        let (value, next) = value(tail);
        rest = next.trim_start_matches([' ', '\t']);
        match found.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => found.push((name.to_owned(), value)),
        }
    }
    found
}

fn after_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest.trim_start())
}

/// A value, and what follows it.
fn value(tail: &str) -> (String, &str) {
    let start = tail.trim_start_matches([' ', '\t']);
    let quote = start.chars().next().filter(|first| matches!(first, '"' | '\'' | '`'));
    if let Some(quote) = quote
        && let Some((inner, next)) = start.get(1..).and_then(|inner| inner.split_once(quote))
    {
        let inner = if quote == '"' { inner.replace("\\n", "\n") } else { inner.to_owned() };
        return (inner, after_line(next));
    }
    let (line, next) = start.split_once('\n').unwrap_or((start, ""));
    let line = line.split_once('#').map_or(line, |(value, _)| value);
    (line.trim().to_owned(), next.trim_start())
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn pairs(text: &str) -> String {
        parse(text).into_iter().map(|(name, value)| format!("{name}={value:?};")).collect()
    }

    #[test]
    fn values_are_bare_or_quoted() {
        assert_eq!(pairs("A=1\nB = two words # a remark\nC='x # y'"), r#"A="1";B="two words";C="x # y";"#);
        assert_eq!(pairs("A=\"1\\n2\"\nB='1\\n2'\nC=`\"`"), r#"A="1\n2";B="1\\n2";C="\"";"#);
        assert_eq!(pairs("A=\"first\nsecond\"\nB=3"), r#"A="first\nsecond";B="3";"#);
    }

    #[test]
    fn what_is_no_variable_is_passed_over() {
        assert_eq!(pairs("# remark\n\nnothing\nexport A=1\n=x\nA=2\nB=\n"), r#"A="2";B="";"#);
    }
}
