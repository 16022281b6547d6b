#!/usr/bin/env python3
"""Makes neovim.svg and recording.svg: a real Neovim, led by a script, drawn as it stands on the screen.

    SAVELOOP=target/release/saveloop NVIM=path/to/nvim python3 media/neovim.py
"""

import os
import time

from terminal import MEDIA, PROGRAM, Terminal, picture, recording

NVIM = os.environ.get("NVIM", "nvim")
INIT = """\
vim.o.termguicolors = true
vim.o.number = true
vim.o.laststatus = 3
vim.opt.fillchars = { eob = ' ' }
vim.o.shortmess = vim.o.shortmess .. 'F'
vim.o.statusline = " %f %m%=%{v:lua.require'saveloop'.status()} "
"""


def open_program(terminal):
    terminal.setup("neovim")
    (terminal.project / "stations.ts").write_text(PROGRAM)
    (terminal.home / "init.lua").write_text(INIT)
    terminal.start(NVIM, "-u", str(terminal.home / "init.lua"), "stations.ts")
    terminal.wait("Longyearbyen")


def run(terminal):
    terminal.keys("gra")
    terminal.wait("Run stations.ts on save")


def still():
    with Terminal(96, 13) as terminal:
        open_program(terminal)
        run(terminal)
        terminal.keys("1", "Enter")
        terminal.wait("▸ TypeError")
        terminal.keys("Escape", "C-l")
        terminal.wait("failed")
        (MEDIA / "neovim.svg").write_text(picture(terminal.screen(), terminal.columns, terminal.rows))


def film():
    with Terminal(96, 14) as terminal:
        open_program(terminal)
        terminal.say("A program in Neovim. Nothing runs because a file was opened.")
        terminal.show(2)
        run(terminal)
        terminal.say("gra, the code actions: run it on every save")
        terminal.show(1.6)
        terminal.type("1", 0.5)
        terminal.keys("Enter")
        terminal.wait("▸ TypeError")
        terminal.keys("Escape", "C-l")
        terminal.wait("failed")
        terminal.say("It fails: the error stands on the expression that failed")
        terminal.show(3)
        terminal.say("Repair it ...")
        terminal.keys("-l", "9G0f!")
        terminal.show(0.6)
        terminal.type("s", 0.2)
        terminal.type(" ?? [0]")
        terminal.keys("Escape")
        time.sleep(0.1)
        terminal.show(0.4)
        terminal.type(":w", 0.15)
        terminal.keys("Enter")
        terminal.wait("gen 2")
        terminal.wait("▸ Longyearbyen 0")
        terminal.keys("C-l")
        terminal.say("... and save, which is the reload: what it prints stands beside the call")
        terminal.wait("▸ TypeError", gone=True)
        terminal.show(2.6)
        terminal.say("Ask for a value: //? at the end of a line")
        terminal.keys("G", "o")
        terminal.show(0.3)
        terminal.type("const highest = Math.max(...stations[0].readings!); //?", 0.04)
        terminal.keys("Escape")
        time.sleep(0.1)
        terminal.type(":w", 0.15)
        terminal.keys("Enter")
        terminal.wait("▸ 5")
        terminal.wait("gen 3")
        terminal.keys("C-l")
        time.sleep(0.2)
        terminal.show(2.2)
        terminal.say("Every save shows what is true now")
        terminal.keys("-l", "4G0f4")
        terminal.show(0.5)
        terminal.type("r9", 0.25)
        terminal.type(":w", 0.15)
        terminal.keys("Enter")
        terminal.wait("▸ 9")
        terminal.wait("gen 4")
        terminal.keys("C-l")
        time.sleep(0.2)
        terminal.show(0.1)
        (MEDIA / "recording.svg").write_text(recording(terminal, 2.6))
        print(f"{terminal.clock + 2.6:.1f} s, {len(terminal.frames)} frames")


still()
film()
