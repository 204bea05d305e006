#!/bin/sh
# base.sh NAME ROOT JDK: make what stands for a base image of the examples, from this machine's own files, since no registry is asked.
set -eu
name=$1 root=$2
here=$(dirname "$0")

program() {
    for directory in /usr/local/bin /usr/bin /usr/sbin /bin /sbin; do
        [ ! -x "$directory/$1" ] || { echo "$directory/$1" && return; }
    done
    echo "base.sh: there is no $1" >&2
    exit 1
}

# The system's libraries that a program or library needs.
libraries() {
    for each in $(ldd "$1" 2>/dev/null | grep -o '/lib[^ :]*'); do
        [ ! -e "$root$each" ] || continue
        mkdir -p "$root$(dirname "$each")"
        cp -L "$each" "$root$each"
    done
}

# Programs, at the places where they are here, with their libraries.
add() {
    for each_program; do
        file=$(program "$each_program")
        mkdir -p "$root$(dirname "$file")"
        cp -L "$file" "$root$file"
        libraries "$file"
    done
}

busybox() {
    cp "$(program busybox)" "$root/bin/busybox"
    for each in $("$root/bin/busybox" --list); do
        [ -e "$root/bin/$each" ] || ln -s busybox "$root/bin/$each"
    done
}

user() { # NAME ID HOME
    echo "$1:x:$2:$2::$3:/usr/sbin/nologin" >>"$root/etc/passwd"
    echo "$1:x:$2:" >>"$root/etc/group"
}

redis() {
    add redis-server redis-cli
    user redis 999 /data
}

mkdir -p "$root/etc" "$root/usr" "$root/root"
mkdir -p -m 1777 "$root/tmp"
for each in bin sbin lib lib64; do
    mkdir -p "$root/usr/$each"
    ln -s "usr/$each" "$root/$each"
done
mkdir -p "$root/usr/local/bin"
echo root:x:0:0:root:/root:/bin/sh >"$root/etc/passwd"
echo root:x:0: >"$root/etc/group"
user nobody 65534 /nonexistent

case $name in
debian:*)
    add bash sh id cat ls ln rm mkdir env true grep stat chown chmod sleep touch
    cp "$here/apt-get" "$root/usr/bin/apt-get"
    redis # as apt-get install does
    ;;
redis:*)
    add sh id cat ls ln find chown true env stat gosu
    redis
    mkdir "$root/data"
    cp "$here/docker-entrypoint.sh" "$root/usr/local/bin/docker-entrypoint.sh"
    ;;
alpine:*)
    busybox
    cp "$here/adduser" "$root/usr/sbin/adduser"
    cp -L /lib/ld-musl-*.so.1 "$root/lib/"
    printf 'int puts(const char *);\nint main(void) { return puts("of musl") < 0; }\n' >"$root/say.c"
    musl-gcc -o "$root/usr/bin/say" "$root/say.c"
    rm "$root/say.c"
    ;;
*distroless*)
    user nonroot 65532 /home/nonroot
    libraries "$3/lib/server/libjvm.so"
    ;;
eclipse-temurin:*)
    add sh
    mkdir -p "$root/opt/java"
    cp -rL "$3" "$root/opt/java/openjdk"
    rm -f "$root/opt/java/openjdk/lib/src.zip" "$root"/opt/java/openjdk/lib/server/*.jsa
    ln -s ../../opt/java/openjdk/bin/javac ../../opt/java/openjdk/bin/jlink "$root/usr/bin/"
    libraries "$3/lib/server/libjvm.so"
    ;;
esac
