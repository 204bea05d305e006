#compdef ctk
# Completion of ctk for zsh, found in share/zsh/site-functions. The build writes it from the options of the commands.

# Set kind to what is known of a command's option or operand, see Values and ShellCases in ctk.documents.
_ctk_kind() {
  kind=
  case "$1 $2" in
    # INSERT values
  esac
  [[ -n $kind ]]
}

# Set names to those of the commands, and options to those of a command, with what each does.
_ctk_options() {
  options=()
  # INSERT zsh-options
}

_ctk_offer() {
  case ${1#\?} in
    (words *) compadd -- ${=${1#*words }} ;;
    (users) if compset -P '*:'; then _groups; else _users; fi ;;
    (programs) _command_names -e ;;
    (directories) _files -/ ;;
    (files) _files ;;
    (*) _message 'nothing more is known' ;;
  esac
}

# Offer the options of a command; those that take an argument end in =.
_ctk_offer_options() {
  local each; local -a options names flags valued
  _ctk_options "$1"
  for each in $options; do
    if _ctk_kind "$1" "${each%%:*}" && [[ $kind != \?* && $each == --* ]]; then
      valued+=("$each")
    else
      flags+=("$each")
    fi
  done
  _describe -o option valued -S = -- flags
}

_ctk() {
  local kind command=$words[2] option dashes word; local -a options names
  integer n=0 i
  if (( CURRENT == 2 )); then
    if [[ $words[2] == -* ]]; then _ctk_offer_options ''; return; fi
    _ctk_options ''
    _describe command names
    return
  fi
  _ctk_kind "$command" options || { _message 'no such command'; return }
  for (( i = 3; i < CURRENT; i++ )); do
    word=$words[i]
    if [[ -n $option ]]; then
      option=
    elif [[ $n == 0 && -z $dashes && $word == -- ]]; then
      dashes=--
    elif [[ $n == 0 && -z $dashes && $word == -* ]]; then
      _ctk_kind "$command" "$word" && [[ $kind != \?* ]] && option=$word
    elif [[ $word != -- || -n $dashes ]] || ! _ctk_kind "$command" $((n + 1)) || [[ $kind != programs ]]; then
      n=$((n + 1))
      if _ctk_kind "$command" "$dashes$n" && [[ $kind == programs ]]; then
        # from here on it is the line of another program
        shift $((i - 1)) words
        (( CURRENT -= i - 1 ))
        _normal
        return
      fi
    fi
  done
  word=$words[CURRENT]
  if [[ -n $option ]]; then
    _ctk_kind "$command" "$option"
    _ctk_offer "$kind"
  elif [[ $n == 0 && -z $dashes && $word == -*=* ]]; then
    _ctk_kind "$command" "${word%%=*}"
    compset -P 1 '*='
    _ctk_offer "$kind"
  elif [[ $n == 0 && -z $dashes && $word == -* ]]; then
    _ctk_offer_options "$command"
  else
    _ctk_kind "$command" "$dashes$((n + 1))"
    _ctk_offer "$kind"
  fi
}

_ctk "$@"
