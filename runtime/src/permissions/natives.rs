//! Every native that the library calls, and what of the outside it reaches (pure). A native that is not named
//! here fails the build's tests: whoever adds one says what it needs.

use super::Kind;
use Kind::{Env, Net, Read, Run, Write};

/// Areas that only compute: no native of theirs has anything to reach the outside with.
pub const COMPUTE: &[&str] = &[
    "compression",
    "crypto",
    "encoding",
    "http",
    "intl",
    "permissions",
    "random",
    "realms",
    "url",
    "urlpattern",
];

/// Of another area: the natives that reach nothing, and those that need permissions.
pub struct Area {
    pub name: &'static str,
    pub free: &'static [&'static str],
    pub needs: &'static [(&'static str, &'static [Kind])],
}

pub const AREAS: &[Area] = &[
    Area {
        name: "datagrams",
        // Of a socket that is bound.
        free: &["disconnect", "ends", "member", "multicastInterface", "option"],
        needs: &[("bind", &[Net]), ("connect", &[Net]), ("send", &[Net])],
    },
    Area { name: "dns", free: &[], needs: &[("ask", &[Net]), ("lookup", &[Net]), ("service", &[Net])] },
    // Which call on files needs what stands in `FILES`.
    Area {
        name: "files",
        free: &[],
        needs: &[("later", &[Read, Write]), ("now", &[Read, Write]), ("watch", &[Read])],
    },
    // What a program says to its own debugger runs in it, with its permissions.
    Area {
        name: "inspector",
        free: &["close", "door", "join", "leave", "listen", "next", "post", "tell", "wait"],
        needs: &[("open", &[Net])],
    },
    Area {
        name: "net",
        // Of a socket that is open.
        free: &["adopt", "keepAlive", "noDelay", "read", "reset", "secure", "shut", "write"],
        needs: &[
            ("connectTcp", &[Net]),
            ("connectUnix", &[Net]),
            ("listenTcp", &[Net]),
            ("listenUnix", &[Net, Write]),
        ],
    },
    Area {
        name: "processes",
        // Whoever started this process has opened the channel that is joined.
        free: &["fence", "join"],
        needs: &[("kill", &[Run]), ("run", &[Run]), ("spawn", &[Run])],
    },
    Area { name: "signals", free: &["listen"], needs: &[("askForDoor", &[Run])] },
    // Standard input is the program's own.
    Area { name: "stdio", free: &["hasStdin", "isTerminal", "readLater", "readNow", "size"], needs: &[] },
    Area {
        name: "system",
        // What the machine is, and this process, and variables that are allowed anyway.
        free: &[
            "arch",
            "cwd",
            "die",
            "endianness",
            "endsWith",
            "env",
            "executable",
            "exit",
            "groups",
            "hasChannel",
            "hiddenEnv",
            "ids",
            "interfaces",
            "memory",
            "moreAuthorities",
            "parallelism",
            "parentPid",
            "parseEnv",
            "pid",
            "platform",
            "priority",
            "umask",
            "uname",
            "usage",
            "watchEnd",
        ],
        needs: &[
            ("allowedEnv", &[Env]),
            ("chdir", &[Read]),
            ("envOf", &[Env]),
            ("file", &[Read]),
            ("setPriority", &[Run]),
        ],
    },
    Area { name: "websocket", free: &["close", "read", "sendBytes", "sendText"], needs: &[("open", &[Net])] },
];

/// The calls on files, by name; those of an open file reach nothing that was not looked at when it was opened.
pub const FILES: Area = Area {
    name: "files",
    free: &["close", "fstat", "fsync", "ftruncate", "read", "write"],
    needs: &[
        ("access", &[Read, Write]),
        ("chmod", &[Write]),
        ("chown", &[Write]),
        ("fchmod", &[Write]),
        ("fchown", &[Write]),
        ("futimes", &[Write]),
        ("lchown", &[Write]),
        ("link", &[Read, Write]),
        ("lstat", &[Read]),
        ("lutimes", &[Write]),
        ("mkdir", &[Write]),
        ("mkdtemp", &[Write]),
        ("open", &[Read, Write]),
        ("readdir", &[Read]),
        ("readlink", &[Read]),
        ("realpath", &[Read]),
        ("rename", &[Read, Write]),
        ("rmdir", &[Write]),
        ("stat", &[Read]),
        ("statfs", &[Read]),
        ("symlink", &[Read, Write]),
        ("unlink", &[Write]),
        ("utimes", &[Write]),
    ],
};
