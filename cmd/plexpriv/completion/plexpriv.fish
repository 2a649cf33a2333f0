# fish completion for plexpriv: plexpriv completion fish | source
complete -c plexpriv -f{{range .Commands}}
complete -c plexpriv -n __fish_use_subcommand -a {{.Name}} -d '{{.Usage}}'{{$name := .Name}}{{range .Flags}}
complete -c plexpriv -n '__fish_seen_subcommand_from {{$name}}' -a {{.}}{{end}}{{end}}
complete -c plexpriv -n '__fish_prev_arg_in --level' -a '{{join .Levels " "}}'
complete -c plexpriv -n '__fish_prev_arg_in --page' -a '{{join .Pages " "}}'
complete -c plexpriv -n '__fish_prev_arg_in --only --skip --set explain' -a '{{join .Settings " "}}'
complete -c plexpriv -n '__fish_prev_arg_in --browser' -F
complete -c plexpriv -n '__fish_seen_subcommand_from settings' -a explain
complete -c plexpriv -n '__fish_seen_subcommand_from history' -a '{{join .Settings " "}}'
complete -c plexpriv -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
complete -c plexpriv -n '__fish_seen_subcommand_from help' -a '{{join .Topics " "}}'
