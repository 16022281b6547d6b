#!/usr/bin/env python3
"""Makes helix.svg: a real Helix in a terminal, with the setup that `saveloop init helix` prints.

    SAVELOOP=target/release/saveloop HX=path/to/hx python3 media/helix.py
"""

import os
import time

from terminal import MEDIA, PROGRAM, Terminal, picture

HX = os.environ.get("HX", "hx")
# What editors/helix/README.md advises, and whole colours.
CONFIG = """\
[editor]
true-color = true
undercurl = true
end-of-line-diagnostics = "hint"
[editor.inline-diagnostics]
cursor-line = "hint"
other-lines = "error"
"""
# Of its own colours.
BACKGROUND = "#3b224c"


def run(terminal):
    """The server may not be there yet, and then the menu does not come."""
    for _ in range(40):
        terminal.keys("Space", "a")
        time.sleep(0.5)
        if "Run stations.ts on save" in terminal.screen():
            return terminal.keys("Enter")
        terminal.keys("Escape")
        time.sleep(0.2)
    raise SystemExit("the menu of code actions does not come")


with Terminal(96, 14) as terminal:
    config = terminal.home / "CONFIG/helix"
    config.mkdir(parents=True)
    (config / "languages.toml").write_text(terminal.setup("helix"))
    (config / "config.toml").write_text(CONFIG)
    (terminal.project / "stations.ts").write_text(PROGRAM)
    (terminal.project / ".git").mkdir()
    terminal.start(HX, "stations.ts")
    terminal.wait("Longyearbyen")
    run(terminal)
    terminal.wait("TypeError")
    shown = picture(terminal.screen(), terminal.columns, terminal.rows, BACKGROUND)
    (MEDIA / "helix.svg").write_text(shown)
