#compdef plexpriv
# zsh completion for plexpriv: source <(plexpriv completion zsh)
#
# What fits is asked of plexpriv itself: it answers with a word on the first line
# (plain, open, files or directories), and then one candidate per line, with a tab
# and its meaning behind it.
_plexpriv() {
  local -a answer candidates end
  local kind line word=${(Q)words[CURRENT]}
  answer=("${(@f)$("${(Q)words[1]/#\~\//$HOME/}" __complete "=$word" "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)}")
  kind=$answer[1]
  # The file of --flag=FILE begins behind the sign.
  [[ $kind == (files|directories) && $word == --*=* ]] && compset -P '*='
  case $kind in
    files) _files; return ;;
    directories) _files -/; return ;;
    open) end=(-S '') ;;
  esac
  for line in "${(@)answer[2,-1]}"; do
    candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  _describe plexpriv candidates "${(@)end}"
}
# As a file in $fpath this is called to complete; elsewhere it registers itself.
if [[ ${funcstack[1]} == _plexpriv ]]; then
  _plexpriv "$@"
else
  compdef _plexpriv plexpriv
fi
