//! Applications made with what people use: a broken save leaves the last good handler where it is.

use std::path::PathBuf;

use runtime::message::Outcome;
use saveloop_tests::http::Callers;
use saveloop_tests::served::Served;

/// The packages that `./test` installed.
fn packages() -> PathBuf {
    let given = std::env::var_os("SAVELOOP_TEST_PACKAGES").map(PathBuf::from);
    let folder =
        given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/tools/packages"));
    let modules = folder.join("node_modules");
    assert!(modules.is_dir(), "no packages in {}: run ./test", folder.display());
    modules.canonicalize().expect("its path")
}

/// Fifty saves, every fifth of them broken: it does not parse, or it throws.
fn fifty_saves(app: impl Fn(usize) -> String) {
    let mut served = Served::start_beside(&app(1), |root| {
        std::os::unix::fs::symlink(packages(), root.join("node_modules")).expect("a link");
    });
    let callers = Callers::start(served.port, 2, &served.versions);
    let mut last = 1;
    for version in 2..=50 {
        match version % 10 {
            0 => assert_eq!(served.save(&format!("{}const = ;\n", app(version))), None),
            5 => assert_eq!(
                served.save(&format!("{}throw new Error('no');\n", app(version))),
                Some(Outcome::Failed)
            ),
            _ => {
                served.good(version, &app(version));
                last = version;
            }
        }
        assert_eq!(served.get("/"), format!("version {last}"));
    }
    let answers = callers.end();
    assert!(answers.iter().all(|count| *count > 0), "{answers:?}");
}

#[test]
fn a_hono_app_answers_over_fifty_saves() {
    fifty_saves(|version| {
        format!(
            "import {{ Hono }} from 'hono';
import {{ logger }} from 'hono/logger';
const app = new Hono();
app.use(logger(() => {{}}));
app.get('/', (c) => c.text('version {version}'));
export default {{ port: 0, fetch: app.fetch }};
"
        )
    });
}

#[test]
fn an_express_app_answers_over_fifty_saves() {
    fifty_saves(|version| {
        format!(
            "import express from 'express';
const app = express();
app.use(express.json());
app.get('/', (_, response) => {{ response.send('version {version}'); }});
const server = app.listen(0, () => console.log('port', server.address().port));
"
        )
    });
}

#[test]
fn a_fastify_app_answers_over_fifty_saves() {
    fifty_saves(|version| {
        format!(
            "import Fastify from 'fastify';
const app = Fastify();
app.get('/', async () => 'version {version}');
await app.listen({{ port: 0, host: '127.0.0.1' }});
console.log('port', app.server.address().port);
"
        )
    });
}

#[test]
fn honos_server_for_node_answers_over_fifty_saves() {
    fifty_saves(|version| {
        format!(
            "import {{ Hono }} from 'hono';
import {{ serve }} from '@hono/node-server';
const app = new Hono();
app.get('/', (c) => c.text('version {version}'));
serve({{ fetch: app.fetch, port: 0 }}, (info) => console.log('port', info.port));
"
        )
    });
}
