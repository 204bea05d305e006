#!/bin/bash
# Makes the data directory of a database, takes its secrets from files, runs the programs of /docker-entrypoint-initdb.d,
# then the command; all but the first as the user db.
set -e

file_env() {
    local file="${1}_FILE"
    if [ "${!1}" ] && [ "${!file}" ]; then
        echo >&2 "error: both $1 and $file are set (but are exclusive)"
        exit 1
    fi
    if [ "${!file}" ]; then
        export "$1"="$(< "${!file}")"
    fi
    unset "$file"
}

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$DB_DATA"
    find "$DB_DATA" \! -user db -exec chown db:db '{}' +
    chmod 0700 "$DB_DATA"
    exec gosu db "$0" "$@"
fi
file_env DB_USER
file_env DB_PASSWORD
for program in /docker-entrypoint-initdb.d/*; do
    if [ -x "$program" ]; then
        "$program"
    fi
done
exec "$@"
