//! What the table of permissions says of calls on files is what they ask for.

use std::collections::BTreeSet;

use super::{Call, Files};
use crate::permissions::natives::FILES;
use crate::permissions::{Kind, Wanted};

fn call(name: &str, file: i32) -> Call {
    // As a mode of `access` and as flags of `open`: to read and to write.
    let numbers = vec![f64::from(file), 2.0, 0.0];
    let texts = vec!["/nowhere/a".to_owned(), "/nowhere/b".to_owned()];
    Call { name: name.to_owned(), texts, numbers, bytes: Vec::new(), is_guarded: false }
}

#[test]
fn each_call_asks_for_what_the_table_says() {
    let files = Files::default();
    let directory = tempfile::tempdir().expect("a directory");
    let open = std::fs::File::create(directory.path().join("open")).expect("a file");
    files.table().insert(2, std::sync::Arc::new(open.into()));
    for (name, kinds) in FILES.needs {
        let wanted = call(name, 2).guarded(&files).expect("it is known");
        let asked: BTreeSet<Kind> = wanted.iter().map(Wanted::kind).collect();
        assert_eq!(asked, kinds.iter().copied().collect(), "{name}");
    }
    for name in FILES.free {
        assert_eq!(call(name, 2).guarded(&files), Some(Vec::new()), "{name}");
    }
    assert_eq!(call("a new one", 2).guarded(&files), None, "what nobody named is not made");
}
