//! Tables, and random rules.

use super::resources::{names_host, names_variable, shown};
use super::{Kind, Level, Permissions, Rule, Wanted, in_workspace};

fn rule(level: Level, allowed: &[&str], only: Option<&[&str]>) -> Rule {
    let own = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    Rule { level, allowed: own(allowed), only: only.map(own) }
}

#[test]
fn a_folder_names_what_lies_in_it_and_not_what_only_begins_like_it() {
    let read = rule(Level::Ask, &["/home/me/work"], None);
    let rules = Permissions { read, ..Permissions::all(Level::Deny) };
    let of = |path: &str| rules.decide(&Wanted::read(path));
    assert_eq!(of("/home/me/work"), Level::Allow);
    assert_eq!(of("/home/me/work/a/b"), Level::Allow);
    assert_eq!(of("/home/me/workshop"), Level::Ask);
    assert_eq!(of("/home/me"), Level::Ask);
    assert_eq!(rules.decide(&Wanted::write("/home/me/work/a")), Level::Deny);
}

#[test]
fn what_a_process_may_do_is_not_given_away_as_a_file() {
    let rules =
        Permissions { env: Rule::of(Level::Deny), run: Rule::of(Level::Ask), ..Permissions::default() };
    assert_eq!(rules.decide(&Wanted::read("/proc/1/environ")), Level::Deny);
    assert_eq!(rules.decide(&Wanted::write("/proc/1/mem")), Level::Ask);
    assert_eq!(rules.decide(&Wanted::read("/proc/1/status")), Level::Allow);
    let listed = rule(Level::Allow, &["PATH"], None);
    let some = Permissions { env: Rule { level: Level::Ask, ..listed }, ..Permissions::default() };
    assert_eq!(some.decide(&Wanted::read("/proc/self/environ")), Level::Ask, "a list of names is not all");
}

#[test]
fn whoever_may_write_everything_cannot_write_what_is_granted() {
    let sealed = vec!["/home/me/.config/saveloop".to_owned()];
    let mut rules = Permissions { run: Rule::of(Level::Ask), sealed, ..Permissions::default() };
    let of = |rules: &Permissions, path: &str| rules.decide(&Wanted::write(path));
    let home = "/home/me/.config";
    for path in [&format!("{home}/saveloop/trusted.json"), &format!("{home}/saveloop"), home, "/home/me"] {
        assert_eq!(of(&rules, path), Level::Deny, "{path}");
    }
    assert_eq!(of(&rules, "/home/me/.config/other"), Level::Allow);
    assert_eq!(of(&rules, "/home/me/.config/saveloop2"), Level::Allow);
    assert_eq!(rules.decide(&Wanted::read("/home/me/.config/saveloop/trusted.json")), Level::Allow);
    rules.run = Rule::default();
    assert_eq!(of(&rules, home), Level::Allow, "who starts programs does as it likes");
}

#[test]
fn what_a_program_names_cannot_rewrite_the_question() {
    assert_eq!(shown("/etc/hosts"), "/etc/hosts");
    assert_eq!(
        shown("a\n\nThis is safe\u{202e}x\u{1b}[2J"),
        "a\u{fffd}\u{fffd}This is safe\u{fffd}x\u{fffd}[2J"
    );
    assert_eq!(shown(&"ä".repeat(1_000_000)).chars().count(), 161);
}

#[test]
fn hosts_are_named_by_name_address_domain_and_port() {
    let table = [
        ("example.com", "example.com", 443, true),
        ("example.com", "EXAMPLE.com.", 80, true),
        ("example.com:443", "example.com", 443, true),
        ("example.com:443", "example.com", 80, false),
        ("example.com:443", "example.com", 0, true),
        ("*.example.com", "api.example.com", 1, true),
        ("*.example.com", "example.com", 1, false),
        ("*.example.com", "badexample.com", 1, false),
        ("example.com", "example.com.evil.net", 1, false),
        ("127.0.0.1", "127.0.0.1", 1, true),
        ("127.0.0.1", "::ffff:127.0.0.1", 1, true),
        ("[::1]:80", "::1", 80, true),
        ("[::1]:80", "::1", 81, false),
        ("::1", "::1", 81, true),
        ("localhost", "127.0.0.1", 80, true),
        ("localhost:80", "::1", 80, true),
        ("localhost", "10.0.0.1", 80, false),
        ("10.0.0.1", "localhost", 80, false),
        ("/run/docker.sock", "/run/docker.sock", 0, true),
        ("*.é.com", "é", 1, false),
    ];
    for (named, host, port, expected) in table {
        assert_eq!(names_host(named, host, port), expected, "{named} names {host}:{port}");
    }
}

#[test]
fn variables_are_named_as_a_whole_or_by_their_beginning() {
    assert!(names_variable("AWS_*", "AWS_SECRET"));
    assert!(!names_variable("AWS", "AWS_SECRET"));
    assert!(names_variable("*", "ANY"));
    let ask = Permissions::all(Level::Ask);
    let of = |rules: &Permissions, name: &str| rules.decide(&Wanted::Env { name: name.into() });
    assert_eq!(of(&ask, "NODE_ENV"), Level::Allow, "nobody is asked about what says nothing of them");
    assert_eq!(of(&ask, "LC_ALL"), Level::Allow);
    assert_eq!(of(&ask, "HOME"), Level::Ask);
    assert_eq!(of(&Permissions::all(Level::Deny), "NODE_ENV"), Level::Deny);
}

#[test]
fn a_setting_that_takes_away_goes_before_all_that_was_granted() {
    let net = rule(Level::Allow, &["evil.net"], Some(&["example.com"]));
    let rules = Permissions { net, ..Permissions::default() };
    assert_eq!(rules.decide(&Wanted::host("example.com", 1)), Level::Allow);
    assert_eq!(rules.decide(&Wanted::host("evil.net", 1)), Level::Deny);
    assert!(!rules.is_open());
    assert!(Permissions::default().is_open());
}

#[test]
fn whatever_the_rules_nothing_is_allowed_that_they_do_not_name() {
    let mut seed: u64 = 7;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    const NAMES: [&str; 6] = ["/a", "/a/b", "/c", "/a/bc", "/", "/c/d/e"];
    const LEVELS: [Level; 3] = [Level::Deny, Level::Ask, Level::Allow];
    for _ in 0..20_000 {
        let mut list = |most: usize| (0..next(most)).map(|_| NAMES[next(6)].to_owned()).collect::<Vec<_>>();
        let (allowed, only) = (list(3), list(4));
        let only = (only.len() != 3).then_some(only);
        let level = LEVELS[next(3)];
        let rules = Permissions { read: Rule { level, allowed, only }, ..Permissions::default() };
        let path = NAMES[next(6)];
        let said = rules.decide(&Wanted::read(path));
        let by_hand = |list: &[String]| {
            list.iter().any(|it| it == "/" || path == it || path.starts_with(&format!("{it}/")))
        };
        let expected = match &rules.read.only {
            Some(only) if !by_hand(only) => Level::Deny,
            _ if by_hand(&rules.read.allowed) => Level::Allow,
            _ => level,
        };
        assert_eq!(said, expected, "{rules:?} of {path}");
    }
}

#[test]
fn a_program_reads_in_the_folders_that_are_open_and_in_its_own() {
    let entry = std::path::Path::new("/w/p/main.ts");
    assert_eq!(in_workspace(&["/w".into()], entry), ["/w"]);
    assert_eq!(in_workspace(&["/v".into()], entry), ["/v", "/w/p"]);
    assert_eq!(Kind::named("net"), Some(Kind::Net));
}
