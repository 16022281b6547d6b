//! What programs print, in the editor: where it stands, also behind a logging library, and all of it in a file.

use std::path::{Path, PathBuf};

use saveloop_tests::lsp_client::{DEADLINE, LspClient, Setup};
use serde_json::{Value, json};

fn start(client: &mut LspClient, text: &str) {
    std::fs::write(client.directory().join("main.ts"), text).expect("a file");
    client.open("main.ts", text);
    let uri = client.uri("main.ts");
    client.execute_command("saveloop.run", json!([uri])).expect("it runs");
    client.wait_settled("main.ts");
}

/// The lines that hints stand on, from 1, with their text.
fn hints(client: &LspClient) -> Vec<(u64, String)> {
    let shown = client.shown("main.ts").expect("hints");
    let hint = |it: &Value| {
        let line = it["range"]["start"]["line"].as_u64().expect("a line") + 1;
        (line, it["message"].as_str().expect("a message").to_owned())
    };
    shown.iter().map(hint).collect()
}

#[test]
fn all_that_was_printed_is_in_a_file_of_the_users_own() {
    let capabilities = json!({"window": {"showDocument": {"support": true}}, "experimental": {"saveloop": {"generation": true}}});
    let mut client = LspClient::start_with(&Setup { capabilities, ..Setup::default() }, &[]);
    start(
        &mut client,
        "for (let i = 0; i < 5_000; i++) console.log('line', i);\nprocess.stderr.write('the end');\n",
    );
    client.execute_command("saveloop.openLog", json!([client.uri("main.ts")])).expect("it is known");
    let is_show = |message: &Value| message["method"] == "window/showDocument";
    let request = client.wait_for("window/showDocument", DEADLINE, is_show);
    let uri = url::Url::parse(request["params"]["uri"].as_str().expect("an address")).expect("an address");
    let path = uri.to_file_path().expect("a file");
    let expected: String = (0..5_000).map(|index| format!("line {index}\n")).collect();
    assert!(std::fs::read_to_string(&path).expect("the file").starts_with(&expected));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
    }
    client.respond(&request, json!({"success": false}));
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let message = shown["message"].as_str().expect("a message");
    assert_eq!(message, format!("What main.ts has printed is in {}", path.display()));
}

#[test]
fn a_client_that_shows_no_files_is_told_where_it_is() {
    let mut client = LspClient::start();
    start(&mut client, "console.log('here');\n");
    client.execute_command("saveloop.openLog", json!([])).expect("it is known");
    let shown = client.wait_for_notification("window/showMessage", |_| true, DEADLINE);
    let message = shown["message"].as_str().expect("a message");
    let path = PathBuf::from(message.strip_prefix("What main.ts has printed is in ").expect("its place"));
    assert_eq!(std::fs::read_to_string(path).expect("the file"), "here\n");
}

#[test]
fn every_method_stands_where_it_is_called() {
    let mut client = LspClient::start();
    start(
        &mut client,
        "console.log('%s is %d and %i, %f, %j %o %O %%', 'a', 42, 42.9, '1.5', { j: 1 }, [1], { o: 1 });
console.log('%cstyled%c text', 'color: red', '');
console.info('info'); console.debug('debug');
console.warn('warn');
console.error(new RangeError('shown'));
console.group('group');
console.log('inside');
console.groupEnd();
console.count(); console.count();
console.table([{ a: 1 }]);
console.assert(false, 'asserted');
console.dir({ deep: { er: {} } });
console.timeLog('none');
",
    );
    let hints = hints(&client);
    let on = |line: u64| -> Vec<&str> {
        hints
            .iter()
            .filter(|(at, _)| *at == line)
            .map(|(_, text)| text.lines().next().unwrap_or_default())
            .collect()
    };
    assert_eq!(on(1), ["a is 42 and 42, 1.5, {\"j\":1} [ 1, [length]: 1 ] { o: 1 } %"]);
    assert_eq!(on(2), ["styled text"]);
    assert_eq!(on(4), ["warn"]);
    assert!(on(5)[0].starts_with("RangeError: shown"), "{hints:?}");
    assert_eq!((on(6), on(7)), (vec!["group"], vec!["  inside"]));
    assert!(on(9).concat().contains("default: 2"), "{hints:?}");
    assert_eq!(on(10), ["(index) a │ 0 1"]);
    assert_eq!((on(11), on(12)), (vec!["Assertion failed: asserted"], vec!["{ deep: { er: {} } }"]));
    assert!(on(13)[0].contains("No such label 'none'"), "{hints:?}");
}

/// The packages that `./test` installed.
fn packages() -> PathBuf {
    let given = std::env::var_os("SAVELOOP_TEST_PACKAGES").map(PathBuf::from);
    let folder =
        given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/packages"));
    folder.join("node_modules").canonicalize().expect("packages: run ./test")
}

#[cfg(unix)]
#[test]
fn what_a_logging_library_prints_stands_where_it_was_called() {
    let mut client = LspClient::start();
    std::os::unix::fs::symlink(packages(), client.directory().join("node_modules")).expect("a link");
    start(
        &mut client,
        "import pino from 'pino';
import winston from 'winston';
import debug from 'debug';
import chalk from 'chalk';
const log = pino({ base: null, timestamp: false });
const say = debug('app');
debug.enable('app');
const logger = winston.createLogger({ format: winston.format.simple(), transports: [new winston.transports.Console()] });
const wrapped = (text) => console.log(chalk.red(text));

log.info('by pino');
logger.warn('by winston');
say('by debug');
wrapped('by a wrapper');
",
    );
    let hints = hints(&client);
    let line = |text: &str| hints.iter().find(|(_, said)| said.contains(text)).map(|(line, _)| *line);
    assert_eq!(line("by pino"), Some(11), "{hints:?}");
    assert_eq!(line("by winston"), Some(12), "{hints:?}");
    assert_eq!(line("by debug"), Some(13), "{hints:?}");
    assert_eq!(line("by a wrapper"), Some(9), "{hints:?}");
}
