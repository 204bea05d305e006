#!/bin/bash
# Makes the directories of a node and owns them, if it is root, and then runs the command as NODE_UID:NODE_GID.
set -e
: "${NODE_UID:=10001}" "${NODE_GID:=10001}"

create_owned_directory() {
    [ -n "$1" ] || return 0
    mkdir -p "$1"
    chown -R "$NODE_UID:$NODE_GID" "$1"
    local parent
    parent=$(dirname "$1")
    if [ "$parent" != / ] && [ "$parent" != "$HOME" ]; then
        chown "$NODE_UID:$NODE_GID" "$parent"
    fi
}

create_owned_directory "$CACHE_DIR"
create_owned_directory "$COOKIE_DIR"
create_owned_directory "$LOG_DIR"
if [ "$(id -u)" = 0 ]; then
    exec gosu "$NODE_UID:$NODE_GID" "$@"
fi
exec "$@"
