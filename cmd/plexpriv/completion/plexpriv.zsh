#compdef plexpriv
# zsh completion for plexpriv: source <(plexpriv completion zsh)
_plexpriv() {
  local -a words_here
  case $words[CURRENT-1] in
    --level) compadd -- {{join .Levels " "}}; return ;;
    --page) compadd -- {{join .Pages " "}}; return ;;
    --only|--skip|--set|explain) compadd -- {{join .Settings " "}}; return ;;
    --profile|--expect-account|--timeout|--jobs|--run) return ;;
    --browser) _files; return ;;
  esac
  if ((CURRENT == 2)); then
    compadd -- {{range .Commands}}{{.Name}} {{end}}
    return
  fi
  case $words[2] in{{range .Commands}}
    {{.Name}}) compadd -- {{join .Flags " "}} ;;{{end}}
  esac
  case $words[2] in
    settings) compadd explain ;;
    history) compadd -- {{join .Settings " "}} ;;
    completion) compadd bash zsh fish ;;
    help) compadd -- {{range .Commands}}{{.Name}} {{end}}{{join .Topics " "}} ;;
  esac
}
compdef _plexpriv plexpriv
