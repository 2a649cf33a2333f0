# bash completion for plexpriv: source <(plexpriv completion bash)
#
# What fits is asked of plexpriv itself: it answers with a word on the first line
# (plain, open, files or directories), and then one candidate per line, with a tab
# and its meaning behind it.
_plexpriv() {
  local IFS=$'\n' words=() word glued= i line kind cur
  # bash takes --set ID=VALUE apart at = and :, and gives back only the last piece.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ ${#words[@]} -gt 0 && ( $glued || $word == [=:]* ) ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    glued=
    [[ $word == *[=:] ]] && glued=yes
  done
  cur=${words[${#words[@]}-1]}
  unset 'words[${#words[@]}-1]'
  COMPREPLY=()
  {
    read -r kind
    while read -r line; do
      printf -v line %q "${line%%$'\t'*}"
      COMPREPLY+=("$line")
    done
  } < <("${COMP_WORDS[0]/#~\//$HOME/}" __complete "=$cur" ${words[@]+"${words[@]}"} 2>/dev/null)
  case $kind in
    files) COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]#=}")); compopt -o filenames 2>/dev/null ;;
    directories) COMPREPLY=($(compgen -d -- "${COMP_WORDS[COMP_CWORD]#=}")); compopt -o filenames 2>/dev/null ;;
    open) compopt -o nospace 2>/dev/null ;;
  esac
  if [[ $cur == *[=:]* && $kind != files && $kind != directories ]]; then
    local before=${cur%"${cur##*[=:]}"}
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
  fi
}
complete -F _plexpriv plexpriv
