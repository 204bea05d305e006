#!/bin/bash
# Runs the command as the user whose ids USER_ID and GROUP_ID are, made here; without them, as who it is.
set -e
if [ -n "$USER_ID" ]; then
    groupadd --gid "${GROUP_ID:-$USER_ID}" app
    useradd --uid "$USER_ID" --gid app --create-home --key HOME_MODE=0700 --shell /bin/sh app
    exec gosu app "$@"
fi
exec "$@"
