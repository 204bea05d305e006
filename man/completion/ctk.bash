# Completion of ctk for bash 4.4 or later: found by bash-completion in share/bash-completion/completions, or sourced.
# The build writes it from the options of the commands.

# Set kind to what is known of a command's option or operand, see Values and ShellCases in ctk.documents.
_ctk_kind() {
    kind=
    case "$1 $2" in
        # INSERT values
    esac
    [[ -n $kind ]]
}

# Set words to the words up to the cursor, which readline breaks at = and :, and at to where each begins in COMP_WORDS.
_ctk_words() {
    local line=${COMP_LINE:0:COMP_POINT} word i
    words=() at=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i > 0)) && [[ $line != [[:space:]]* ]]; then
            ((i == COMP_CWORD)) && word=$line
            words[-1]+=$word
        else
            line=${line#"${line%%[![:space:]]*}"}
            ((i == COMP_CWORD)) && word=$line
            words+=("$word") at+=("$i")
        fi
        line=${line#"$word"}
    done
}

# Offer what begins with value, by what is to be there.
_ctk_offer() {
    local kind=${1#\?}
    compopt +o default
    case $kind in
        words\ *) mapfile -t COMPREPLY < <(compgen -W "${kind#words }" -- "$value") ;;
        users)
            if [[ $value == *:* ]]; then
                mapfile -t COMPREPLY < <(compgen -g -P "${value%%:*}:" -- "${value#*:}")
            else
                mapfile -t COMPREPLY < <(compgen -u -- "$value")
            fi ;;
        programs) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -c -- "$value" | sort -u) ;;
        directories) compopt -o dirnames ;;
        files) compopt -o default ;;
    esac
}

# Replies are put behind what readline takes for words before this one: leave that out of them. They lack the prefix $1 of cur.
_ctk_trim() {
    local head=$cur i
    while [[ $head == *[!=:] || -n $head && $COMP_WORDBREAKS != *"${head: -1}"* ]]; do
        head=${head%?}
    done
    for i in "${!COMPREPLY[@]}"; do
        COMPREPLY[i]=$1${COMPREPLY[i]}
        COMPREPLY[i]=${COMPREPLY[i]#"$head"}
    done
}

_ctk() {
    local words at kind option value cur command dashes= n=0 i
    COMPREPLY=()
    _ctk_words
    cur=${words[-1]} command=${words[1]} option=
    if ((${#words[@]} == 2)); then
        command= i=1
    else
        _ctk_kind "$command" options || { compopt +o default; return; }
        i=2
    fi
    for (( ; i < ${#words[@]} - 1; i++)); do
        if [[ -n $option ]]; then
            option=
        elif [[ $n == 0 && -z $dashes && ${words[i]} == -- ]]; then
            dashes=--
        elif [[ $n == 0 && -z $dashes && ${words[i]} == -* ]]; then
            _ctk_kind "$command" "${words[i]}" && [[ $kind != \?* ]] && option=${words[i]}
        elif [[ ${words[i]} != -- || -n $dashes ]] || ! _ctk_kind "$command" $((n + 1)) || [[ $kind != programs ]]; then
            n=$((n + 1))
            if _ctk_kind "$command" "$dashes$n" && [[ $kind == programs ]]; then
                # from here on it is the line of another program
                declare -F _command_offset > /dev/null && _command_offset "${at[i]}"
                return
            fi
        fi
    done
    value=$cur
    if [[ -n $option ]]; then
        _ctk_kind "$command" "$option"
    elif [[ $n == 0 && -z $dashes && $cur == -*=* ]]; then
        value=${cur#*=}
        _ctk_kind "$command" "${cur%%=*}" || kind=nothing
        _ctk_offer "$kind"
        _ctk_trim "${cur%%=*}="
        return
    elif [[ $n == 0 && -z $dashes && $cur == -* ]]; then
        _ctk_kind "$command" options
    else
        _ctk_kind "$command" "$dashes$((n + 1))"
    fi
    _ctk_offer "$kind"
    _ctk_trim ''
    [[ ${COMPREPLY[0]-} == --*= ]] && compopt -o nospace
    return 0
}
complete -o default -F _ctk ctk
