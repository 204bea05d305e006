#!/bin/sh
set -eu
if [ "$(id -u)" = 0 ]; then
    ctk chown-volumes --owner=app --policy=root-mismatch /data
    exec ctk run app -- "$0" "$@"
fi
umask 077
exec "$@"
