//! No page leads nowhere: files, pictures and headings that pages name are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

/// The pages of a folder and of those in it.
fn pages_in(folder: &Path, pages: &mut Vec<PathBuf>) {
    let skipped = ["target", "node_modules", "corpus"];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("text").to_owned();
        if path.is_dir() && !path.is_symlink() && !name.starts_with('.') && !skipped.contains(&name.as_str())
        {
            pages_in(&path, pages);
        } else if name.ends_with(".md") {
            pages.push(path);
        }
    }
}

/// What stands in fences is shown, not linked.
fn prose(page: &str) -> String {
    page.split("```").step_by(2).collect()
}

fn targets(page: &str) -> Vec<String> {
    let page = prose(page);
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target.to_owned()).filter(|it| !it.contains(char::is_whitespace)).collect()
}

/// The names that headings have in an address.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let text = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        text.chars().filter(|it| it.is_alphanumeric() || "-_".contains(*it)).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_of_the_pages_leads_to_something() {
    let mut pages = Vec::new();
    pages_in(&root(), &mut pages);
    assert!(pages.len() >= 60, "{}", pages.len());
    let (mut broken, mut seen) = (Vec::new(), 0);
    for page in &pages {
        let text = std::fs::read_to_string(page).expect("a page");
        for target in targets(&text).iter().filter(|it| !it.starts_with("http")) {
            seen += 1;
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path =
                if file.is_empty() { page.clone() } else { page.parent().expect("a folder").join(file) };
            let has_anchor = || {
                let there = std::fs::read_to_string(&path).unwrap_or_default();
                anchor.is_empty() || anchors(&there).contains(anchor)
            };
            if !path.exists() || !has_anchor() {
                broken.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(seen >= 150, "{seen}");
    assert_eq!(broken, [""; 0]);
}

/// Addresses of the project's own pages are links too, in other clothes: of diagnostics, settings and packages.
#[test]
fn every_page_that_the_packages_of_editors_name_is_there() {
    let manifest = std::fs::read_to_string(root().join("editors/vscode/package.json")).expect("a manifest");
    let named: BTreeSet<&str> = manifest
        .split("/saveloop/blob/main/")
        .skip(1)
        .filter_map(|rest| rest.split([')', '"', '#']).next())
        .collect();
    assert!(named.len() >= 20, "{named:?}");
    for page in named {
        assert!(root().join(page).is_file(), "{page}");
    }
}
