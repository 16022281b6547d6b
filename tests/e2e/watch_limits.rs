//! When the system has no watch, or no watcher, left to give: said once, healed by looking, and tried again.
//! The limits are really lowered, in a user namespace of the run.

use std::fs;
use std::path::Path;
use std::process::Command;

use saveloop_tests::hot_run::Hot;
use saveloop_tests::lsp_client::{LspClient, Setup};
use saveloop_tests::{binary, memory};
use serde_json::json;

/// Whether limits can be lowered here without being root.
fn can_lower() -> bool {
    let script = "echo 1 > /proc/sys/user/max_inotify_watches";
    let status = Command::new("unshare").args(["-Ur", "sh", "-c", script]).output();
    status.is_ok_and(|output| output.status.success())
}

/// A run under a limit, which is raised when somebody writes to the pipe `raise`.
fn limited(directory: &Path, limit: &str, to: u32) -> Hot {
    let raise = directory.join("raise");
    let made = Command::new("mkfifo").arg(&raise).status().expect("mkfifo is there");
    assert!(made.success());
    let file = format!("/proc/sys/user/{limit}");
    let script = format!(
        "echo {to} > {file} && (cat raise > /dev/null; echo 100000 > {file}) & \
         until [ \"$(cat {file})\" = {to} ]; do :; done; exec \"$0\" run --hot main.ts"
    );
    let mut command = Command::new("unshare");
    command.current_dir(directory).args(["-Ur", "sh", "-c", &script]).arg(binary::saveloop());
    Hot::of(command)
}

fn project(directory: &Path, modules: usize) {
    let mut main = String::new();
    for n in 0..modules {
        main += &format!("import {{ value as v{n} }} from './d{n}/value';\n");
        fs::create_dir_all(directory.join(format!("d{n}"))).expect("a directory");
        fs::write(directory.join(format!("d{n}/value.ts")), "export const value = 0;\n").expect("a file");
    }
    let names: Vec<String> = (0..modules).map(|n| format!("v{n}")).collect();
    main += &format!("console.log(`sum ${{{}}}.`);\nsetInterval(() => {{}}, 1000);\n", names.join(" + "));
    fs::write(directory.join("main.ts"), main).expect("a file");
}

fn exhausted_and_healed(limit: &str, to: u32, remedy: &str) {
    if !can_lower() {
        assert!(std::env::var_os("CI").is_none(), "user namespaces are needed");
        return;
    }
    let directory = tempfile::tempdir().expect("a directory");
    project(directory.path(), 12);
    let run = limited(directory.path(), limit, to);
    let mut said = run.until_all(&["sum 0.", remedy]);
    for n in 0..12 {
        fs::write(directory.path().join(format!("d{n}/value.ts")), "export const value = 1;\n")
            .expect("a file");
        said += &run.until(&format!("sum {}.", n + 1));
    }
    fs::write(directory.path().join("raise"), "now").expect("it is heard");
    said += &run.until("all files are watched again");
    assert_eq!(said.matches(remedy).count(), 1, "{said}");
    let watches = memory::watches(run.process_id());
    assert!(watches.iter().sum::<usize>() > 12, "{watches:?}");
    for n in 0..12 {
        fs::write(directory.path().join(format!("d{n}/value.ts")), "export const value = 2;\n")
            .expect("a file");
        run.until(&format!("sum {}.", 12 + n + 1));
    }
}

#[test]
fn a_system_without_watches_is_named_polled_and_tried_again() {
    exhausted_and_healed("max_inotify_watches", 4, "sysctl fs.inotify.max_user_watches");
}

#[test]
fn a_system_without_watchers_is_named_polled_and_tried_again() {
    exhausted_and_healed("max_inotify_instances", 0, "sysctl fs.inotify.max_user_instances");
}

#[test]
fn a_thousand_holds_leave_nothing_open() {
    let mut client =
        LspClient::start_with(&Setup::default(), &[("main.ts", "import './other';\n"), ("other.ts", "")]);
    client.run("main.ts");
    let process = client.process_id();
    let hold = |client: &mut LspClient| {
        for command in ["saveloop.suspend", "saveloop.release"] {
            client.execute_command(command, json!([{"holder": "codegen"}])).expect("it is answered");
            if command == "saveloop.suspend" {
                assert_eq!(memory::watches(process), [0; 0]);
            }
        }
    };
    hold(&mut client);
    let (watches, files) = (memory::watches(process), memory::open_files(process));
    assert_eq!(watches.len(), 1);
    for _ in 0..1000 {
        hold(&mut client);
        assert_eq!(memory::watches(process), watches);
    }
    // One is this look's own, of another process now and then.
    assert!(memory::open_files(process) <= files + 1);
    client.take_unread();
}
