# Completion of ctk for fish 3.4 or later, found in share/fish/vendor_completions.d. The build writes it from the options of the
# commands.

# Print where the cursor is, one line each: the command, the number of the operand (-- before it if that ended the options; empty
# where the argument of an option is expected), whether options may stand there, and where the line of another program begins.
function __ctk_place
    set -l tokens (commandline -opc)
    set -l command ''
    set -l dashes ''
    set -l option ''
    set -l n 0
    set -l program ''
    set -l i 2
    if test (count $tokens) -ge 2
        set command $tokens[2]
        set i 3
    end
    while test $i -le (count $tokens)
        set -l word $tokens[$i]
        if test -n "$option"
            set option ''
        else if test $n = 0 -a -z "$dashes" -a "x$word" = x--
            set dashes --
        else if test $n = 0 -a -z "$dashes"; and string match -q -- '-*' $word
            __ctk_needs "$command $word"; and set option $word
        else if test "x$word" != x-- -o -n "$dashes"; or not __ctk_is_program "$command "(math $n + 1)
            set n (math $n + 1)
            if test -z "$program"; and __ctk_is_program "$command $dashes$n"
                set program $i
            end
        end
        set i (math $i + 1)
    end
    printf "%s\n" "$command"
    if test -n "$option"
        echo
    else
        printf "%s\n" $dashes(math $n + 1)
    end
    if test $n = 0 -a -z "$dashes"
        echo yes
    else
        echo no
    end
    printf "%s\n" "$program"
end

# Tell whether an option takes its argument from the next word.
function __ctk_needs
    switch $argv
        # INSERT fish-needing
            return 0
    end
    return 1
end

# Tell whether an operand is a program, which takes all that follows.
function __ctk_is_program
    switch $argv
        # INSERT fish-programs
            return 0
    end
    return 1
end

# Tell whether an operand of a command is expected; with 'more' as the third argument, that one or one behind it.
function __ctk_at
    set -l place (__ctk_place)
    test "x$place[1]" = "x$argv[1]"; or return 1
    test "x$place[2]" = "x$argv[2]"; and return 0
    test "$argv[3]" = more -a -n "$place[2]"; or return 1
    string match -q -- '--*' $argv[2]; and not string match -q -- '--*' $place[2]; and return 1
    not string match -q -- '--*' $argv[2]; and string match -q -- '--*' $place[2]; and return 1
    test (string replace -- -- '' $place[2]) -gt (string replace -- -- '' $argv[2])
end

# Tell whether options of a command may stand here.
function __ctk_options
    set -l place (__ctk_place)
    test "x$place[1]" = "x$argv[1]" -a $place[3] = yes
end

function __ctk_users
    set -l user (string match -r -- '^(?:--[a-z-]+=)?([^:]*):' (commandline -ct))
    if test (count $user) -eq 2
        __fish_complete_groups | string replace -r -- '^' "$user[2]:"
    else
        __fish_complete_users
    end
end

function __ctk_programs
    __fish_complete_command
end

function __ctk_directories
    __fish_complete_directories
end

function __ctk_rest
    set -l tokens (commandline -opc) (commandline -ct)
    set -l program (__ctk_place)[4]
    test -n "$program"; and complete -C (string join ' ' -- (string escape -- $tokens[$program..-2]) $tokens[-1])
end

complete -c ctk -f
# INSERT fish
