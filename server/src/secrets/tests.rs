//! Which names, which values, which forms; and that nothing leaves, whatever the text.

use super::{MASK, Secrets, is_secret};

#[test]
fn names_say_what_is_secret() {
    let secret = [
        "TOKEN",
        "GITHUB_TOKEN",
        "NPM_TOKEN",
        "githubToken",
        "npm_config__authToken",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "CLIENT_SECRET",
        "DB_PASSWORD",
        "PGPASSWORD_PASSWD",
        "MYSQL_PWD",
        "API_KEY",
        "OPENAI_API_KEY",
        "apiKey",
        "APIKEY",
        "STRIPE-API-KEY",
        "PRIVATE_KEY",
        "SSH_PASSPHRASE",
        "CREDENTIALS",
        "GOOGLE_CREDENTIAL",
        "DATABASE_URL",
        "SENTRY_DSN",
        "ENCRYPTION_KEY",
        "GH_PAT",
    ];
    let plain = [
        "PATH",
        "HOME",
        "PWD",
        "OLDPWD",
        "TOKENIZERS_PARALLELISM",
        "SSH_AUTH_SOCK",
        "KEYBOARD",
        "MONKEY",
        "PATTERN",
        "COMPAT",
        "SECRETARY",
        "NODE_ENV",
        "KEY",
        "PRIMARY_KEY",
        "",
    ];
    assert!(secret.iter().all(|name| is_secret(name)), "{:?}", secret.iter().find(|it| !is_secret(it)));
    assert!(!plain.iter().any(|name| is_secret(name)), "{:?}", plain.iter().find(|it| is_secret(it)));
}

#[test]
fn a_value_is_masked_wherever_it_stands_and_in_each_of_its_forms() {
    let secrets = Secrets::of([("TOKEN", "p@ss \"wörd'\\1"), ("HOME", "/home/me"), ("PAT", "short")]);
    for text in [
        "p@ss \"wörd'\\1",
        r#"{"a":"p@ss \"wörd'\\1"}"#,
        r#"'p@ss "wörd\'\\1'"#,
        "http://me:p%40ss%20%22w%C3%B6rd'%5C1@host",
        "q=p%40ss+%22w%C3%B6rd%27%5C1",
    ] {
        let masked = secrets.mask(text);
        assert!(masked.contains(MASK), "{masked}");
    }
    assert_eq!(secrets.mask("a p@ss \"wörd'\\1 b"), format!("a {MASK} b"));
    assert_eq!(secrets.mask("/home/me is short"), "/home/me is short");
}

#[test]
fn the_lines_of_a_key_are_secret_each() {
    let key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\nshort\n-----END KEY-----";
    let secrets = Secrets::of([("PRIVATE_KEY", key)]);
    assert_eq!(secrets.mask("'MIIEvQIBADANBgkqhkiG\\n' +"), format!("'{MASK}\\n' +"));
    assert_eq!(secrets.mask(&key.replace('\n', "\\n")), MASK);
    assert_eq!(secrets.mask("short"), "short");
}

#[test]
fn what_everybody_guesses_is_left_and_so_is_everything_without_secrets() {
    let secrets = Secrets::of([("PASSWORD", "password"), ("TOKEN", ""), ("SECRET", "  12345  ")]);
    assert_eq!(secrets.mask("the password is 12345"), "the password is 12345");
    assert_eq!(Secrets::default().mask("anything"), "anything");
}

#[test]
fn secrets_that_overlap_leave_nothing_of_either() {
    let secrets = Secrets::of([("A_TOKEN", "abcdefgh"), ("B_TOKEN", "efghijkl"), ("C_TOKEN", "cdefgh")]);
    assert_eq!(secrets.mask("xabcdefghijkly"), format!("x{MASK}y"));
    assert_eq!(secrets.mask("abcdefghabcdefgh"), format!("{MASK}{MASK}"));
    assert_eq!(secrets.mask("öcdefghö"), format!("ö{MASK}ö"));
}

#[test]
fn whatever_the_text_no_secret_leaves_and_nothing_else_is_lost() {
    let mut seed: u64 = 11;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    const LETTERS: [char; 8] = ['a', 'b', 'ö', '"', '\\', ' ', '%', '\''];
    for _ in 0..500 {
        let mut word = |least: usize, most: usize| -> String {
            (0..least + next(most)).map(|_| LETTERS[next(LETTERS.len())]).collect()
        };
        let values: Vec<String> = (0..3).map(|_| word(6, 4).trim().to_owned()).collect();
        let plain = word(0, 12);
        let secrets = Secrets::of(values.iter().map(|value| ("TOKEN", value.as_str())));
        let hidden: Vec<&String> = values.iter().filter(|value| value.len() >= 6).collect();
        let mut text = plain.clone();
        for value in &values {
            let json = serde_json::to_string(value).unwrap_or_default();
            text = format!("{text}{value}{}{json}", word(0, 5));
        }
        let masked = secrets.mask(&text);
        for value in &hidden {
            assert!(!masked.contains(value.as_str()), "{value:?} in {masked:?} of {text:?}");
        }
        if !hidden.iter().any(|value| text.contains(value.as_str())) {
            assert!(masked.matches(MASK).count() <= text.len());
        }
        let alone = Secrets::of([("TOKEN", "zzzzzzzz")]);
        assert_eq!(alone.mask(&text), text);
    }
}
