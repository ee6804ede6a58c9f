# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shared by setup, run and test in this folder; sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
me=${0##*/}

note() { printf '%s: %s\n' "$me" "$*" >&2; }
die() {
    note "$*"
    exit 1
}

# The text after the shebang and licence lines of a script: its help.
show_help() { sed -n '3,/^[^#]/{s/^# \{0,1\}//;t p;b;:p;p}' "$0"; }

# Configures and builds: build_preset PRESET FOLDER [-DOPTION=...] [-- TARGET...]
build_preset() {
    local preset=$1 folder=$2 options=() targets=()
    shift 2
    while (($#)) && [[ $1 != -- ]]; do
        options+=("$1")
        shift
    done
    (($#)) && shift
    for target in "$@"; do targets+=(--target "$target"); done
    (cd "$root" && cmake --preset "$preset" -B "$folder" "${options[@]}") >"$root/build/$preset-configure.log" 2>&1 ||
        { tail -n 40 "$root/build/$preset-configure.log" >&2; die "could not configure ($preset)"; }
    cmake --build "$folder" "${targets[@]}" || die "the build failed ($preset)"
}

# Runs a command with a display: the real one, or a virtual one made for it.
with_display() {
    if has_display; then
        "$@"
    else
        xvfb-run -a -s '-screen 0 1600x1200x24' "$@"
    fi
}

has_display() { [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; }

# Qt asks for a private folder for sockets; containers seldom have one.
ensure_runtime_dir() {
    if [[ -z ${XDG_RUNTIME_DIR:-} || ! -d ${XDG_RUNTIME_DIR:-} ]]; then
        XDG_RUNTIME_DIR=$(mktemp -d "${TMPDIR:-/tmp}/qoloner-runtime.XXXXXX")
        export XDG_RUNTIME_DIR
        own_runtime_dir=$XDG_RUNTIME_DIR
    fi
}

drop_runtime_dir() { [[ -z ${own_runtime_dir:-} ]] || rm -rf "$own_runtime_dir"; }
