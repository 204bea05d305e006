# What sealed and decision do: build $target.c with $sources and with the functions in $wrapped put in the place of the real ones, and run it.
cd "$(dirname "$0")/../src/test/native"
product=../../main/native
flags="-std=c11 -O1 -g -Wall -Wextra -Werror -fno-sanitize-recover=all -I. -I$product"
for name in $wrapped; do flags="$flags -Wl,--wrap=$name"; done
files=$target.c
for name in $sources; do
    [ -e "$name" ] || name=$product/$name
    files="$files $name"
done
work=$(mktemp -d)
mkdir "$work/corpus"
clang $flags -fsanitize=address,undefined -o "$work/seeds" "${target}_main.c" $files
clang $flags -fsanitize=fuzzer,address,undefined -o "$work/fuzz" $files
"$work/seeds" seeds "$work/corpus"
if ! "$work/fuzz" -max_total_time="${1:-600}" -max_len=4096 -use_value_profile=1 -artifact_prefix="$work/" "$work/corpus"; then
    echo "what violated it is in $work" >&2
    exit 1
fi
rm -r "$work"
