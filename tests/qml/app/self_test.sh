#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# self_test.sh BIN: a server with the starter data, and the app's self-test on it.
set -euo pipefail
bin=$1
data=$(mktemp -d)
server=
finish() {
    local status=$?
    trap - EXIT
    if [[ -n $server ]] && kill -TERM "$server" 2>/dev/null; then
        wait "$server" || true
    fi
    rm -rf "$data"
    exit "$status"
}
trap finish EXIT

export XDG_RUNTIME_DIR=$data/runtime
mkdir -m 700 "$XDG_RUNTIME_DIR"
"$bin/qoloner-admin" init --data "$data/server"
"$bin/qoloner-admin" import --data "$data/server"
mkfifo "$data/said"
"$bin/qoloner-server" --data "$data/server" --listen 127.0.0.1:0 >"$data/said" 2>&1 &
server=$!
exec 3<"$data/said"
address=
while [[ -z $address ]]; do
    IFS= read -r -t 60 line <&3 || { echo "the server did not start" >&2; exit 1; }
    [[ $line =~ listening\ on\ (127\.0\.0\.1:[0-9]+) ]] && address=${BASH_REMATCH[1]}
done
cat <&3 >"$data/server.log" &

# Empty first, as after installing and without a network; then with data.
"$bin/qoloner" --data "$data/empty" --offline --self-test --size 390x844
"$bin/qoloner" --data "$data/app" --server "http://$address" --self-test
