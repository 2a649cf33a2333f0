# fish completion for plexpriv: plexpriv completion fish | source
#
# What fits is asked of plexpriv itself: it answers with a word on the first line
# (plain, open, files or directories), and then one candidate per line, with a tab
# and its meaning behind it.
function __plexpriv_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l answer ($words[1] __complete "=$word" $words[2..-1] 2>/dev/null)
    # The file of --flag=FILE begins behind the sign.
    set -l path (string replace -r '^--[^=]*=' '' -- $word)
    set -l before (string sub -l (math (string length -- "$word") - (string length -- "$path")) -- "$word")
    switch "$answer[1]"
        case files
            for file in (__fish_complete_path "$path")
                echo -- "$before$file"
            end
        case directories
            for file in (__fish_complete_directories "$path")
                echo -- "$before$file"
            end
        case '*'
            if set -q answer[2]
                string join \n -- $answer[2..-1]
            end
    end
end
complete -c plexpriv -f -k -a '(__plexpriv_complete)'
