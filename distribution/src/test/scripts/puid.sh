#!/bin/bash
# Gives the user abc of the image the ids PUID and PGID, and it /config; runs the command as abc with UMASK.
set -e
groupmod --non-unique --gid "${PGID:-911}" abc > /dev/null
usermod --non-unique --uid "${PUID:-911}" abc > /dev/null
chown -R abc:abc /config
umask "${UMASK:-022}"
exec gosu abc "$@"
