#!/usr/bin/env bash
# Leads a real Helix through a first run, in tmux, and looks at its screen. Before a release:
#   editors/helix/check.sh path/to/saveloop        with `hx` (or the one that HX names) and `tmux` installed
# Some scenes alone, by their names: editors/helix/check.sh path/to/saveloop debug attach
set -euo pipefail
# Columns are characters.
export LC_ALL=C.UTF-8

saveloop=$(realpath "${1:?path/to/saveloop}")
shift
hx=$(command -v "${HX:-hx}")
home=$(mktemp -d)
project=$home/project
screen() { tmux -L saveloop-helix -f /dev/null "$@"; }
adapter=
trap 'screen kill-server 2>/dev/null || true; if [[ -n $adapter ]]; then kill "$adapter"; fi; rm -rf "$home"' EXIT

say() { printf '%s\n' "$*"; }
shows() { screen capture-pane -p -t e; }
keys() { screen send-keys -t e "$@"; }
# A key that follows at once is read as one with Alt.
escape() { keys Escape; sleep 0.2; }
ex() { keys -l ":$1"; keys Enter; }

fail() {
  say "FAIL $1"
  shows | grep -v '^$'
  exit 1
}

# Waits until the screen shows a text, or does not any more.
sees() {
  for _ in $(seq 400); do
    if shows | grep -qF -- "$1"; then say "ok   $2"; return; fi
    sleep 0.05
  done
  fail "$2: no \"$1\" on the screen"
}
misses() {
  for _ in $(seq 400); do
    if ! shows | grep -qF -- "$1"; then say "ok   $2"; return; fi
    sleep 0.05
  done
  fail "$2: \"$1\" is still on the screen"
}

# Opens the menu of code actions, again until it has the entry: a server may not be there yet.
menu() {
  for _ in $(seq 40); do
    keys Space a
    for _ in $(seq 10); do
      if shows | grep -qF -- "$1"; then say "ok   space a offers: $1"; return; fi
      sleep 0.05
    done
    escape
  done
  fail "space a does not offer: $1"
}

# An entry of the menu of code actions, which opens with its first one chosen: they are in one column.
choose() {
  local lines row column before
  menu "$1"
  mapfile -t lines < <(shows)
  for row in "${!lines[@]}"; do
    if [[ ${lines[row]} == *"$1"* ]]; then break; fi
  done
  before=${lines[row]%%"$1"*}
  column=${#before}
  while ((row > 0)) && [[ ${lines[row - 1]:column} =~ ^(Run|Do|Stop|Trust|Keep|Attach|Restart|Open|Allow|Debug)\  ]]; do
    keys Down
    row=$((row - 1))
  done
  keys Enter
}

# The whole text, pasted and saved.
rewrite() {
  keys -l '%c'
  screen load-buffer - <<<"$1"
  screen paste-buffer -p -t e
  escape
  ex w
}

# The cursor on a line and a column, from 1.
go() {
  ex "$1"
  keys -l 'gh'
  local right
  for ((right = 1; right < $2; right++)); do keys l; done
}

mkdir -p "$home/config/helix" "$project/.git" "$home/bin"
ln -s "$saveloop" "$home/bin/saveloop"
"$saveloop" init helix >>"$home/config/helix/languages.toml"
cat >"$home/config/helix/config.toml" <<'CONFIG'
[editor]
auto-pairs = false
end-of-line-diagnostics = "hint"
[editor.inline-diagnostics]
cursor-line = "hint"
other-lines = "error"
CONFIG

# A Helix with one file.
open() {
  screen kill-server 2>/dev/null || true
  rm -f "$home/trusted.json"
  printf '%s\n' "$1" >"$project/main.ts"
  screen new-session -d -s e -x 110 -y 30 -c "$project" env \
    PATH="$home/bin:$PATH" HOME="$home" XDG_CONFIG_HOME="$home/config" SAVELOOP_TRUST="$home/trusted.json" \
    "$hx" -v --log "$home/hx.log" main.ts
  screen set -sg escape-time 0
  sees "$2" "the file is open"
}

# A Helix that shows questions asks; one that does not says so, and the answer is a code action.
run() {
  choose "Run main.ts on save"
  for _ in $(seq 400); do
    if shows | grep -qF "Trust folder and run"; then
      keys Enter
      say "ok   it asks"
      return
    elif shows | grep -qF "is not trusted"; then
      say "ok   it says that it cannot ask"
      choose "Run main.ts this session"
      return
    fi
    sleep 0.05
  done
  fail "it neither asks nor says why it does not run"
}

scene_run() {
  open 'const readings: number[] | undefined = [3, 5, 4];
console.log("highest", Math.max(...readings));
setInterval(() => {}, 1000);' "Math.max"
  run
  sees "highest 5" "what it prints stands at the end of its line"
  rewrite 'console.log("highest", undefined.length);'
  sees "TypeError" "a save is the reload: the error stands at its line"
  rewrite 'setInterval(() => {}, 1000); console.log("highest", 9);'
  misses "TypeError" "repaired, it is gone"
  sees "highest 9" "and what it prints now is there"
  choose "Stop main.ts"
  menu "Run main.ts on save"
}

# Who saves and has run nothing is told within two seconds how to begin.
scene_first() {
  open 'console.log("waiting");' "waiting"
  menu "Run main.ts on save"
  escape
  ex w
  sees "and no program runs" "the first save says why nothing happens"
}

scene_look() {
  open 'const list = [3, 5, 4];
for (const reading of list) reading * 2; //?
setInterval(() => {}, 1000);' "reading"
  run
  sees "8 (x3)" "a value that was asked for by //? stands at its line"
  go 2 1
  keys Space k
  sees "3 values in generation" "a hover has the first and the last ones"
  escape
  go 1 7
  keys Space k
  sees "list = [ 3, 5, 4 ]" "a hover on a variable tells its value"
  escape
}

# A save that does not parse.
scene_mistake() {
  open 'let ticks = 0;
setInterval(() => console.log("tick", ++ticks), 100);' "ticks"
  run
  sees "tick 2" "a program runs on"
  ex 1
  keys -l 'Oconst = 1'
  escape
  ex w
  sees "SyntaxError" "the mistake is shown"
  local before
  before=$(shows | grep -oE 'tick [0-9]+' | head -n 1)
  [[ -n $before ]] || fail "what the good program printed is gone"
  misses "$before " "and the good program runs on"
  keys u
  ex w
  misses "SyntaxError" "taken back, it is gone"
}

scene_loop() {
  open 'setInterval(() => {}, 1000);' "setInterval"
  run
  rewrite 'console.log("in");
for (;;) {}'
  sees "without a pause" "a loop is shown on its line"
  ex 2
  choose "Attach debugger to main.ts"
  sees "debuggers can attach" "the address is said"
  ex "debug-start attach main.ts"
  sees "Debugged application started" "a debugger attaches while it is busy"
  keys Space G h
  sees "stopped because of pause" "and stops it"
  sees "▶   2" "on the line of the loop"
  keys t
  sees "Terminated debugging session" "space G t ends it"
  escape
  menu "Run main.ts on save"
  escape
}

# What a program may not do.
scene_denied() {
  open 'import { readFileSync } from "node:fs";
console.log("hosts", readFileSync("/etc/hosts").length > 0);
setInterval(() => {}, 1000);' "readFileSync"
  run
  for _ in $(seq 400); do
    if shows | grep -qF "Do not allow"; then
      keys Down Down Enter
      break
    elif shows | grep -qF "to allow it"; then
      break
    fi
    sleep 0.05
  done
  sees "to allow it: the quick fix here" "a refusal stands at the call"
  ex 2
  choose "Allow programs in project to read files"
  misses "to allow it" "allowed, the refusal goes"
  choose "Restart main.ts"
  sees "hosts true" "and the program may"
}

scene_tests() {
  open 'import { test } from "node:test";
import assert from "node:assert";
test("adds", () => { assert.strictEqual(1 + 1, 2); });
test("fails", () => {
  assert.strictEqual(1 + 1, 3);
});' "strictEqual"
  run
  sees "✓ adds" "a test that is passed says so"
  sees 'test "fails" failed' "one that fails says why, where it does"
  ex 3
  choose 'Debug test "adds"'
  sees ":debug-start attach main.ts" "and how Helix attaches"
  ex "debug-start attach main.ts"
  sees "▶   3" "the debugger stands at the test"
  keys Space G c
  escape
  misses "▶   3" "which goes on"
  choose "Open log of main.ts"
  sees "pass 1" "the log is opened"
}

# Helix' own debugger, with what `saveloop init helix` has written.
scene_debug() {
  open 'let total = 0;
function add(step: number) {
  total += step;
  return total;
}
setInterval(() => add(2), 50);' "add(2)"
  printf '// Nobody imports it.\nconsole.log("never");\n' >"$project/never.ts"
  ex "open never.ts"
  ex 2
  keys Space G b
  escape
  ex "open main.ts"
  ex 3
  keys Space G b
  sees "◯   3" "space G b sets a breakpoint"
  escape
  ex 1
  keys Space G l
  sees "> run" "space G l offers to run"
  keys Enter
  sees "file:" "and asks for the file"
  keys -l 'main.ts'
  keys Enter
  sees "▶   3" "it stops there"
  sees " 3:3" "and the cursor goes there"
  keys v
  sees "step: number = 2" "space G v shows the variables"
  escape
  keys n
  sees "▶   4" "space G n steps"
  escape
  ex "debug-eval 'total * 10'"
  sees "20" "an expression is evaluated"
  rewrite 'let total = 0;
function add(step: number) {
  total += step;
  return total;
}
setInterval(() => add(40), 50);'
  sees "it is applied when the debugger lets the program go on" "a save waits for the pause"
  keys Space G c
  sees "▶   3" "the breakpoint hits again"
  escape
  ex "debug-eval step"
  sees "40" "in the new text"
  ex "open never.ts"
  sees "◯   2" "a breakpoint in a file that does not run stays on its line"
  ex "open main.ts"
  keys Space G t
  sees "Terminated debugging session" "space G t ends it"
  escape
}

# ... and on the editor's own program.
scene_attach() {
  open 'let total = 0;
setInterval(() => {
  total += 1;
}, 50);' "total"
  run
  sees "main.ts" "it runs"
  ex 3
  keys Space G b
  escape
  ex "debug-start attach main.ts"
  sees "▶   3" "attached, it stops at the breakpoint"
  choose "Stop main.ts"
  sees "Terminated debugging session" "when the program is stopped the debugger is done"
  ex "debug-start run main.ts"
  sees "▶   3" "and can be started again"
  keys Space G t
  sees "Terminated debugging session" "until it is ended"
  escape
}

# An adapter that listens.
scene_remote() {
  local told
  "$saveloop" dap --listen 127.0.0.1:0 >"$home/adapter.log" 2>&1 &
  adapter=$!
  open 'let total = 0;
setInterval(() => {
  total += 1;
}, 50);' "total"
  for _ in $(seq 400); do
    told=$(grep -oE '127\.0\.0\.1:[0-9]+' "$home/adapter.log" || true)
    [[ -n $told ]] && break
    sleep 0.05
  done
  ex 3
  keys Space G b
  escape
  ex "debug-remote $told run main.ts"
  sees "▶   3" "over TCP it stops at the breakpoint"
  keys Space G t
  sees "Terminated debugging session" "and is ended"
  escape
  kill "$adapter"
  adapter=
}

scenes=("$@")
if ((${#scenes[@]} == 0)); then scenes=(first run look mistake loop denied tests debug attach remote); fi
for scene in "${scenes[@]}"; do
  say "== $scene"
  "scene_$scene"
done
say "ok   the check ends; look at the screen yourself once, for the colours"
