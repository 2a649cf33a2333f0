# bash completion for plexpriv: source <(plexpriv completion bash)
_plexpriv() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
  case $prev in
    --level) words='{{join .Levels " "}}' ;;
    --page) words='{{join .Pages " "}}' ;;
    --only|--skip|--set|explain) words='{{join .Settings " "}}' ;;
    --profile|--expect-account|--timeout|--jobs|--run) return ;;
    --browser) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    *)
      if ((COMP_CWORD == 1)); then
        words='{{range .Commands}}{{.Name}} {{end}}'
      else
        case ${COMP_WORDS[1]} in{{range .Commands}}
          {{.Name}}) words='{{join .Flags " "}}' ;;{{end}}
        esac
        case ${COMP_WORDS[1]} in
          settings) words="$words explain" ;;
          history) words="$words {{join .Settings " "}}" ;;
          completion) words="$words bash zsh fish" ;;
          help) words="$words {{range .Commands}}{{.Name}} {{end}}{{join .Topics " "}}" ;;
        esac
      fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _plexpriv plexpriv
