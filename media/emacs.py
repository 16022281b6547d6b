#!/usr/bin/env python3
"""Makes emacs.svg: a real Emacs in a terminal, with the setup that `saveloop init emacs` prints.

    SAVELOOP=target/release/saveloop EMACS=path/to/emacs python3 media/emacs.py
"""

import os

from terminal import MEDIA, PROGRAM, Terminal, picture

EMACS = os.environ.get("EMACS", "emacs")
# What is not of saveloop: where Eglot is, a screen without menus, in the colours of the other pictures.
LOOKS = """
(require (quote eglot)) ; before Emacs 29 it is a package, which this one is not told of
(menu-bar-mode -1)
(setq inhibit-startup-screen t make-backup-files nil auto-save-default nil
      eldoc-idle-delay 0.1 eldoc-echo-area-use-multiline-p nil)
"""


def ask(terminal, command, said):
    terminal.keys("M-x")
    terminal.wait("M-x")
    terminal.keys("-l", command)
    terminal.keys("Enter")
    return terminal.wait(said)


with Terminal(96, 25) as terminal:
    (terminal.home / ".emacs.d").mkdir()
    (terminal.home / ".emacs.d/init.el").write_text(terminal.setup("emacs") + LOOKS)
    (terminal.project / "stations.ts").write_text(PROGRAM)
    (terminal.project / ".git").mkdir()
    terminal.start(EMACS, "-nw", "stations.ts")
    terminal.wait("Longyearbyen")
    ask(terminal, "eglot", "[eglot:")
    ask(terminal, "saveloop-run", "[eglot:")
    ask(terminal, "flymake-show-buffer-diagnostics", "TypeError")
    (MEDIA / "emacs.svg").write_text(picture(terminal.screen(), terminal.columns, terminal.rows))
