"""A program in tmux, its screen as SVG: one picture, or the frames of a recording."""

import html
import os
import pathlib
import re
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MEDIA = ROOT / "media"
# What the pictures show: the second station has no readings.
PROGRAM = """\
type Station = { name: string; readings?: number[] };

const stations: Station[] = [
  { name: "Oslo", readings: [3, 5, 4] },
  { name: "Longyearbyen" },
];

for (const { name, readings } of stations) {
  console.log(name, Math.max(...readings!));
}
"""
SAVELOOP = pathlib.Path(os.environ.get("SAVELOOP", ROOT / "target/release/saveloop")).resolve()
CELL_WIDTH, CELL_HEIGHT, MARGIN, CAPTION = 8.4, 19, 12, 34
FOREGROUND, BACKGROUND = "#e0e2ea", "#14161b"
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
LEVELS = (0, 95, 135, 175, 215, 255)


class Terminal:
    """A program in a tmux of its own, in an empty home with `saveloop` on the PATH."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.folder = tempfile.TemporaryDirectory()
        self.home = pathlib.Path(self.folder.name)
        self.project = self.home / "weather"
        self.project.mkdir()
        self.places = {f"XDG_{name}_HOME": str(self.home / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        self.places |= {
            "HOME": str(self.home),
            "PATH": f"{SAVELOOP.parent}:{os.environ['PATH']}",
            "SAVELOOP_TRUST": str(ROOT / "tests/tools/trusted.json"),
            "TERM": "tmux-256color",
            "COLORTERM": "truecolor",
        }
        self.frames, self.clock, self.caption = [], 0.0, ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["tmux", "-L", "saveloop-media", "kill-server"], capture_output=True)
        self.folder.cleanup()

    def tmux(self, *arguments):
        command = ["tmux", "-L", "saveloop-media", "-f", "/dev/null", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def setup(self, editor):
        """What `saveloop init` prints."""
        command = [SAVELOOP, "init", editor]
        return subprocess.run(command, check=True, env=os.environ | self.places, capture_output=True, text=True).stdout

    def start(self, *command):
        environment = [f"{name}={value}" for name, value in self.places.items()]
        size = ["-x", str(self.columns), "-y", str(self.rows)]
        # With underlines in colour and in waves.
        features = ["set", "-s", "terminal-features", ",*:usstyle:RGB", ";"]
        self.tmux("start-server", ";", *features, "new-session", "-d", "-s", "e", *size, "-c", str(self.project), "env", *environment, *command)

    def keys(self, *keys):
        self.tmux("send-keys", "-t", "e", *keys)

    def screen(self):
        return self.tmux("capture-pane", "-e", "-p", "-N", "-t", "e")

    def wait(self, text, gone=False):
        """Waits until a text is there, or is gone; yields the screen."""
        for _ in range(400):
            plain = self.tmux("capture-pane", "-p", "-t", "e")
            if (text in plain) != gone:
                return self.screen()
            time.sleep(0.05)
        raise SystemExit(f"{text!r} was {'still' if gone else 'not'} seen in\n{plain}")

    # The recording: frames and how long each is shown. Waiting takes no time in it.

    def say(self, caption):
        self.caption = caption

    def show(self, seconds):
        self.frames.append((self.clock, self.screen(), self.caption))
        self.clock += seconds

    def type(self, text, seconds=0.06):
        """Key by key, as a person does."""
        seen = ""
        for key in text:
            self.keys("-l", key)
            seen += key
            time.sleep(0.05)
            self.show(seconds)


def colour(parts):
    """Of 38, 48 and 58: the 256 colours, or red, green and blue."""
    if parts[1] == 2:
        return "#%02x%02x%02x" % tuple(parts[-3:])
    index = parts[2]
    if index < 16:
        base = 255 if index >= 8 else 170
        return "#%02x%02x%02x" % tuple(base if index >> bit & 1 else 0 for bit in range(3))
    if index >= 232:
        return "#%02x%02x%02x" % ((8 + 10 * (index - 232),) * 3)
    index -= 16
    return "#%02x%02x%02x" % (LEVELS[index // 36], LEVELS[index // 6 % 6], LEVELS[index % 6])


def graphic_renditions(sequence):
    """The parts of an SGR sequence, each a list of numbers."""
    numbers = [[int(part or 0) for part in code.split(":") if part != "" or ":" not in code] for code in sequence.split(";")]
    at = 0
    while at < len(numbers):
        parts = numbers[at]
        if parts[0] in (38, 48, 58) and len(parts) == 1:
            length = 5 if numbers[at + 1][0] == 2 else 3
            parts = [number[0] for number in numbers[at : at + length]]
            at += length - 1
        yield parts or [0]
        at += 1


def spans(line):
    """(text, style) runs of a line with SGR sequences."""
    plain = {"fill": FOREGROUND, "back": None, "bold": False, "italic": False, "under": 0, "reverse": False}
    style, under_colour = dict(plain), None
    for text, sequence in re.findall(r"([^\x1b]*)(?:\x1b\[([0-9;:]*)m)?", line):
        if text:
            drawn = dict(style)
            drawn["under_fill"] = under_colour or drawn["fill"]
            if drawn["reverse"]:
                drawn["fill"], drawn["back"] = drawn["back"] or BACKGROUND, drawn["fill"]
            yield text, drawn
        for parts in graphic_renditions(sequence):
            code = parts[0]
            if code == 0:
                style, under_colour = dict(plain), None
            elif code == 38:
                style["fill"] = colour(parts)
            elif code == 48:
                style["back"] = colour(parts)
            elif code == 58:
                under_colour = colour(parts)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                style["fill"] = colour([38, 5, code - 30 if code < 90 else code - 82])
            elif 40 <= code <= 47 or 100 <= code <= 107:
                style["back"] = colour([48, 5, code - 40 if code < 100 else code - 92])
            elif code == 4:
                style["under"] = parts[1] if len(parts) > 1 else 1
            else:
                flags = {1: ("bold", True), 22: ("bold", False), 3: ("italic", True), 23: ("italic", False)}
                flags |= {7: ("reverse", True), 27: ("reverse", False), 24: ("under", 0), 39: ("fill", FOREGROUND), 49: ("back", None)}
                name, value = flags.get(code, (None, None))
                if name:
                    style[name] = value


def whole_lines(screen):
    """Its lines, each behind what the one before has left on: tmux writes only what changes."""
    left = ""
    for line in screen.split("\n"):
        yield left + line
        for sequence in re.findall(r"\x1b\[[0-9;:]*m", line):
            begins_anew = re.match(r"\x1b\[0?[m;]", sequence)
            left = sequence if begins_anew else left + sequence


def draw_line(line):
    """The SVG of one line, at the origin."""
    column, out = 0, []
    for text, style in spans(line):
        x, width = MARGIN + column * CELL_WIDTH, len(text) * CELL_WIDTH
        if style["back"]:
            out.append(f'<rect x="{x:.1f}" width="{width:.1f}" height="{CELL_HEIGHT}" fill="{style["back"]}" shape-rendering="crispEdges"/>')
        weight = ' font-weight="bold"' if style["bold"] else ""
        slant = ' font-style="italic"' if style["italic"] else ""
        # Not all that draw SVG keep more than one space.
        for words in re.finditer(r"[^ ]+(?: [^ ]+)*", text):
            at, shown = x + words.start() * CELL_WIDTH, words.group()
            out.append(
                f'<text x="{at:.1f}" y="14" fill="{style["fill"]}"{weight}{slant} '
                f'textLength="{len(shown) * CELL_WIDTH:.1f}">{html.escape(shown)}</text>'
            )
        if style["under"]:
            draw = wave if style["under"] == 3 else rule
            out.append(draw(x, width, style["under_fill"]))
        column += len(text)
    return "".join(out)


def rule(x, width, fill):
    return f'<path d="M{x:.1f},17h{width:.1f}" stroke="{fill}" stroke-width="1"/>'


def wave(x, width, fill):
    steps = "".join(f"q1.05,{'-' if step % 2 else ''}2.4 2.1,0" for step in range(round(width / 2.1)))
    return f'<path d="M{x:.1f},17{steps}" fill="none" stroke="{fill}" stroke-width="1"/>'


def head(width, height, background=BACKGROUND):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" font-size="14" '
        f'font-family="{FONT}"><rect width="100%" height="100%" rx="8" fill="{background}"/>'
    )


def size(columns, rows, caption=0):
    return columns * CELL_WIDTH + 2 * MARGIN, rows * CELL_HEIGHT + 2 * MARGIN + caption


def picture(screen, columns, rows, background=BACKGROUND):
    out = [head(*size(columns, rows), background)]
    for row, line in enumerate(list(whole_lines(screen))[:rows]):
        out.append(f'<g transform="translate(0,{MARGIN + row * CELL_HEIGHT})">{draw_line(line)}</g>')
    return "\n".join([*out, "</svg>", ""])


def recording(terminal, last):
    """An SVG that plays by itself: a strip of all frames that jumps. Lines that are alike are written once."""
    width, height = size(terminal.columns, terminal.rows, CAPTION)
    frames = [frame for at, frame in enumerate(terminal.frames) if at == 0 or frame[1:] != terminal.frames[at - 1][1:]]
    total = terminal.clock + last
    lines, body = {}, []
    for number, (_, screen, caption) in enumerate(frames):
        out = [f'<g transform="translate({number * width:.0f},0)">']
        for row, line in enumerate(list(whole_lines(screen))[: terminal.rows]):
            drawn = draw_line(line)
            if drawn:
                name = lines.setdefault(drawn, f"l{len(lines)}")
                out.append(f'<use href="#{name}" y="{MARGIN + row * CELL_HEIGHT}"/>')
        top = height - CAPTION
        out.append(f'<rect y="{top}" width="{width:.0f}" height="{CAPTION}" fill="#2a2d38"/>')
        out.append(f'<text x="{width / 2:.0f}" y="{top + 22}" fill="#ffffff" text-anchor="middle">{html.escape(caption)}</text></g>')
        body.append("".join(out))
    steps = "".join(
        f"{100 * at / total:.2f}%{{transform:translateX({-number * width:.0f}px)}}" for number, (at, _, _) in enumerate(frames)
    )
    defined = "".join(f'<g id="{name}">{drawn}</g>' for drawn, name in lines.items())
    style = f"<style>@keyframes play{{{steps}}} .strip{{animation:play {total:.1f}s steps(1,end) infinite}}</style>"
    return "\n".join([head(width, height), style, f"<defs>{defined}</defs>", '<g class="strip">', *body, "</g></svg>", ""])
