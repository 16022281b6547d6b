//! Values that an editor must not show: those of variables whose names say that they are secret (pure but
//! for `read_near`). What a program says is masked where it comes in, before anything is cut or written.
//!
//! Known are the value, its lines, and its form in JSON, in a printed text, in an address, in base64 and in
//! hexadecimal. A secret that is printed in pieces or reversed is not known.

mod encoded;
mod event;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::Path;

use aho_corasick::AhoCorasick;

/// Shorter values are in too many texts, and are no secrets.
const SHORTEST: usize = 6;
/// Of a value of several lines, such a line is one of its own.
const SHORTEST_LINE: usize = 12;
/// More than this is no environment that people made.
const MOST: usize = 512;
const LONGEST: usize = 64 << 10;
const MASK: &str = "•••";

/// Finds them, all at once.
#[derive(Clone, Debug, Default)]
pub struct Secrets(Option<AhoCorasick>);

/// Whether a name says that its value is secret.
pub fn is_secret(name: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "TOKEN",
        "TOKENS",
        "SECRET",
        "SECRETS",
        "PASSWORD",
        "PASSWORDS",
        "PASSWD",
        "PASSPHRASE",
        "PWD",
        "CREDENTIAL",
        "CREDENTIALS",
        "PAT",
    ];
    const JOINED: [&str; 10] = [
        "APIKEY",
        "PRIVATEKEY",
        "SECRETKEY",
        "ACCESSKEY",
        "AUTHTOKEN",
        "ACCESSTOKEN",
        "CLIENTSECRET",
        "DSN",
        "CONNECTIONSTRING",
        "DATABASEURL",
    ];
    const BEFORE_KEY: [&str; 12] = [
        "API",
        "PRIVATE",
        "ACCESS",
        "SECRET",
        "ENCRYPTION",
        "SIGNING",
        "MASTER",
        "AUTH",
        "SERVICE",
        "DEPLOY",
        "LICENSE",
        "ACCOUNT",
    ];
    // Where the shell is, and was.
    if matches!(name, "PWD" | "OLDPWD") {
        return false;
    }
    let words = words(name);
    let joined = words.concat();
    words.iter().any(|word| WHOLE.contains(&word.as_str()))
        || words.windows(2).any(|pair| pair[1] == "KEY" && BEFORE_KEY.contains(&pair[0].as_str()))
        || JOINED.iter().any(|it| joined.contains(it))
}

/// `apiKey`, `API_KEY` and `api-key` are the same words.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for char in name.chars() {
        let begins = char.is_uppercase() && was_lower;
        if !char.is_alphanumeric() || begins {
            words.push(String::new());
        }
        if char.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(char.to_uppercase());
        }
        was_lower = char.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

impl Secrets {
    /// Of these variables.
    pub fn of<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut known = std::collections::BTreeSet::new();
        for (_, value) in variables.into_iter().filter(|(name, _)| is_secret(name)).take(MOST) {
            let value = value.trim();
            if !is_hidden(value) {
                continue;
            }
            known.extend(forms(value));
            let lines = value.lines().map(str::trim).filter(|line| line.len() >= SHORTEST_LINE);
            known.extend(lines.filter(|line| *line != value).flat_map(forms));
        }
        if known.is_empty() {
            return Self(None);
        }
        let finder = AhoCorasick::new(&known);
        Self(finder.map_err(|error| tracing::error!("secrets cannot be masked: {error}")).ok())
    }

    /// Of this process, of what a program is given, and of the files of variables that programs read themselves.
    pub fn around(given: &[(String, String)], folders: &[&Path]) -> Self {
        let text = |it: std::ffi::OsString| it.to_string_lossy().into_owned();
        let own = std::env::vars_os().map(|(name, value)| (text(name), text(value)));
        let near = folders.iter().flat_map(|folder| read_near(folder));
        let all: Vec<(String, String)> = given.iter().cloned().chain(own).chain(near).collect();
        Self::of(all.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The text without them.
    pub fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some(finder) = &self.0 else { return Cow::Borrowed(text) };
        let mut found: Vec<(usize, usize)> =
            finder.find_overlapping_iter(text).map(|it| (it.start(), it.end())).collect();
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        found.sort_unstable();
        let mut masked = String::with_capacity(text.len());
        let mut hidden = 0;
        for (start, end) in found {
            if start >= hidden {
                masked.push_str(text.get(hidden..start).unwrap_or_default());
                masked.push_str(MASK);
            }
            hidden = hidden.max(end);
        }
        masked.push_str(text.get(hidden..).unwrap_or_default());
        Cow::Owned(masked)
    }
}

/// What everybody could guess protects nothing, and stands in many texts.
fn is_hidden(value: &str) -> bool {
    const GUESSED: [&str; 12] = [
        "password",
        "secret",
        "changeme",
        "change_me",
        "default",
        "development",
        "production",
        "undefined",
        "localhost",
        "postgres",
        "example",
        "username",
    ];
    let is_length = (SHORTEST..=LONGEST).contains(&value.len());
    is_length && !GUESSED.iter().any(|guessed| value.eq_ignore_ascii_case(guessed))
}

/// As it is, and as it is written in JSON, in quotes, and in an address.
fn forms(value: &str) -> Vec<String> {
    let json = serde_json::to_string(value).unwrap_or_default();
    let json = json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_owned();
    let quoted = value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
    let form: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let component = form.replace('+', "%20");
    // `encodeURIComponent` leaves these.
    let exact = [("%21", "!"), ("%27", "'"), ("%28", "("), ("%29", ")"), ("%7E", "~")];
    let exact = exact.iter().fold(component.clone(), |text, (coded, plain)| text.replace(coded, plain));
    let single = quoted.replace('\'', "\\'");
    let mut all = vec![value.to_owned(), json, quoted, single, form, component, exact];
    all.extend(encoded::forms(value));
    all.sort();
    all.dedup();
    all
}

/// What `.env` files of a folder say. One that is not there says nothing.
fn read_near(folder: &Path) -> Vec<(String, String)> {
    const FILES: [&str; 4] = [".env", ".env.local", ".env.development", ".env.development.local"];
    let read = |name: &&str| std::fs::read_to_string(folder.join(name)).ok();
    FILES.iter().filter_map(read).flat_map(|text| runtime::dotenv::parse(&text)).collect()
}
