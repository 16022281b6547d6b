#!/usr/bin/env bash
# Leads a real Helix through a first run, in tmux, and looks at its screen. Before a release:
#   editors/helix/check.sh path/to/saveloop        with `hx` (or the one that HX names) and `tmux` installed
set -euo pipefail

saveloop=$(realpath "${1:?path/to/saveloop}")
hx=$(command -v "${HX:-hx}")
home=$(mktemp -d)
screen() { tmux -L saveloop-helix -f /dev/null "$@"; }
trap 'screen kill-server 2>/dev/null || true; rm -rf "$home"' EXIT

say() { printf '%s\n' "$*"; }

# Waits until the screen shows a text, or does not any more.
sees() {
  local tries
  for tries in $(seq 200); do
    if screen capture-pane -p -t e | grep -qF -- "$1"; then
      say "ok   $2"
      return
    fi
    sleep 0.1
  done
  say "FAIL $2: no \"$1\" on the screen"
  screen capture-pane -p -t e
  exit 1
}
misses() {
  local tries
  for tries in $(seq 200); do
    if ! screen capture-pane -p -t e | grep -qF -- "$1"; then
      say "ok   $2"
      return
    fi
    sleep 0.1
  done
  say "FAIL $2: \"$1\" is still on the screen"
  screen capture-pane -p -t e
  exit 1
}
keys() { screen send-keys -t e "$@"; }

line_of() { screen capture-pane -p -t e | grep -nE -- "$1" | head -n 1 | cut -d: -f1; }

# The menu of code actions opens with its first entry chosen.
choose() {
  keys Space a
  sees "$1" "space a offers: $1"
  local first entry at
  first=$(line_of '(Run|Stop|Trust|Keep|Attach|Restart) .*main\.ts')
  entry=$(line_of "$1")
  for ((at = first; at < entry; at++)); do keys Down; done
  keys Enter
}

# The whole text, typed and saved.
rewrite() {
  keys -l '%c'
  keys -l "$1"
  keys Escape
  keys -l ':w'
  keys Enter
}

mkdir -p "$home/config/helix" "$home/project/.git" "$home/bin"
ln -s "$saveloop" "$home/bin/saveloop"
"$saveloop" init helix >>"$home/config/helix/languages.toml"
cat >"$home/config/helix/config.toml" <<'EOF'
[editor]
auto-pairs = false
end-of-line-diagnostics = "hint"
[editor.inline-diagnostics]
cursor-line = "hint"
other-lines = "error"
EOF
cat >"$home/project/main.ts" <<'EOF'
const readings: number[] | undefined = [3, 5, 4];
console.log("highest", Math.max(...readings));
setInterval(() => {}, 1000);
EOF

screen new-session -d -s e -x 110 -y 30 -c "$home/project" env \
  PATH="$home/bin:$PATH" HOME="$home" XDG_CONFIG_HOME="$home/config" SAVELOOP_TRUST="$home/trusted.json" \
  "$hx" -v --log "$home/hx.log" main.ts
screen set -sg escape-time 0
sees "Math.max" "the file is open"

choose "Run main.ts on save"
if screen capture-pane -p -t e | grep -qF "Trust folder and run"; then
  keys Enter
else
  sees "is not trusted" "it says that it cannot ask"
  choose "Run main.ts this session"
fi
sees "highest 5" "what it prints stands at the end of its line"

rewrite 'console.log("highest", undefined.length);'
sees "TypeError" "a save is the reload: the error stands at its line"
rewrite 'setInterval(() => {}, 1000); console.log("highest", 9);'
misses "TypeError" "repaired, it is gone"
sees "highest 9" "and what it prints now is there"

choose "Attach debugger to main.ts"
sees "debuggers can attach" "the address is said"
choose "Stop main.ts"
keys Space a
sees "Run main.ts on save" "stopped, it can be run again"
keys Escape
say "ok   the check ends; look at the screen yourself once, for the colours"
