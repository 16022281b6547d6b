#!/usr/bin/env python3
"""Makes neovim.svg: a real Neovim, driven in tmux, drawn as it stands on the screen.

    SAVELOOP=target/release/saveloop NVIM=path/to/nvim python3 media/neovim.py
"""

import html
import os
import pathlib
import re
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAVELOOP = pathlib.Path(os.environ.get("SAVELOOP", ROOT / "target/release/saveloop")).resolve()
NVIM = os.environ.get("NVIM", "nvim")
TRUSTED = ROOT / "tests/tools/trusted.json"
COLUMNS, ROWS = 128, 13
CELL_WIDTH, CELL_HEIGHT = 8.4, 19
FOREGROUND, BACKGROUND = "#e0e2ea", "#14161b"
PROGRAM = """\
type Station = { name: string; readings?: number[] };

const stations: Station[] = [
  { name: "Oslo", readings: [3, 5, 4] },
  { name: "Longyearbyen" },
];

for (const station of stations) {
  console.log(station.name, Math.max(...station.readings!));
}
"""


def tmux(*arguments):
    command = ["tmux", "-L", "saveloop-media", "-f", "/dev/null", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def wait_for(text):
    for _ in range(200):
        if text in tmux("capture-pane", "-p", "-t", "e"):
            return
        time.sleep(0.05)
    raise SystemExit(f"{text!r} was not seen in\n" + tmux("capture-pane", "-p", "-t", "e"))


def colour(codes, at):
    """One colour of an SGR sequence: the 256 colours and true colour as Neovim writes them."""
    if codes[at + 1] == 2:
        return "#%02x%02x%02x" % tuple(codes[at + 2 : at + 5]), at + 5
    index = codes[at + 2]
    if index < 16:
        base = 255 if index >= 8 else 170
        return "#%02x%02x%02x" % tuple(base if index >> bit & 1 else 0 for bit in range(3)), at + 3
    if index >= 232:
        return "#%02x%02x%02x" % ((8 + 10 * (index - 232),) * 3), at + 3
    parts = (index - 16) // 36, (index - 16) // 6 % 6, (index - 16) % 6
    return "#%02x%02x%02x" % tuple(0 if part == 0 else 55 + 40 * part for part in parts), at + 3


def spans(line):
    """(text, foreground, background, bold) runs of a line with SGR sequences."""
    foreground, background, bold = FOREGROUND, None, False
    for text, sequence in re.findall(r"([^\x1b]*)(?:\x1b\[([0-9;:]*)m)?", line):
        if text:
            yield text, foreground, background, bold
        codes = [int(code or 0) for code in re.split("[;:]", sequence)] if sequence else [0]
        at = 0
        while at < len(codes):
            code = codes[at]
            if code == 38:
                foreground, at = colour(codes, at)
                continue
            if code == 48:
                background, at = colour(codes, at)
                continue
            if code == 0:
                foreground, background, bold = FOREGROUND, None, False
            elif code == 1:
                bold = True
            elif code == 39:
                foreground = FOREGROUND
            elif code == 49:
                background = None
            at += 1


def draw(screen):
    width, height = COLUMNS * CELL_WIDTH + 24, ROWS * CELL_HEIGHT + 24
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" font-size="14" '
        'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace">',
        f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>',
    ]
    for row, line in enumerate(screen.split("\n")[:ROWS]):
        column = 0
        for text, foreground, background, bold in spans(line):
            x, y = 12 + column * CELL_WIDTH, 12 + row * CELL_HEIGHT
            if background:
                out.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{len(text) * CELL_WIDTH:.1f}" height="{CELL_HEIGHT}" fill="{background}"/>'
                )
            weight = ' font-weight="bold"' if bold else ""
            out.append(
                f'<text x="{x:.1f}" y="{y + 14}" fill="{foreground}"{weight} xml:space="preserve" '
                f'textLength="{len(text) * CELL_WIDTH:.1f}">{html.escape(text)}</text>'
            )
            column += len(text)
    return "\n".join([*out, "</svg>", ""])


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "stations.ts").write_text(PROGRAM)
        places = {f"XDG_{name}_HOME": str(folder / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        subprocess.run([SAVELOOP, "init", "neovim"], check=True, env=os.environ | places)
        (folder / "init.lua").write_text("vim.o.termguicolors = true\nvim.o.number = true\n")
        places = " ".join(f"{name}={value}" for name, value in places.items())
        path = f"{SAVELOOP.parent}:{os.environ['PATH']}"
        start = f"env {places} SAVELOOP_TRUST={TRUSTED} PATH={path} TERM=xterm-256color COLORTERM=truecolor {NVIM} -u init.lua stations.ts"
        tmux("new-session", "-d", "-s", "e", "-x", str(COLUMNS), "-y", str(ROWS), "-c", str(folder), start)
        try:
            wait_for("Longyearbyen")
            tmux("send-keys", "-t", "e", "gra")
            wait_for("Run stations.ts on save")
            tmux("send-keys", "-t", "e", "1", "Enter")
            wait_for("▸ TypeError")
            tmux("send-keys", "-t", "e", "Escape", ":", "Enter")
            screen = tmux("capture-pane", "-e", "-p", "-t", "e")
        finally:
            tmux("kill-server")
    (ROOT / "media/neovim.svg").write_text(draw(screen))


main()
