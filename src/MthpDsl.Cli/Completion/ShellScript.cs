namespace MthpDsl.Cli.Completion;

/// <summary>A shell's script: it asks <c>mthp complete</c> for what may stand at the cursor, so it knows all that the tool knows.</summary>
/// <param name="Shell">The shell's name.</param>
/// <param name="Installation">The line that loads it.</param>
/// <param name="Script">The script below its first lines.</param>
internal sealed record ShellScript(string Shell, string Installation, string Script)
{
    private const string Bash =
        """
        _mthp_complete() {
            local line="${COMP_LINE:0:COMP_POINT}" word name meaning before=""
            local -a words=()
            read -ra words <<<"$line"
            [[ "$line" == *[[:space:]] ]] && words+=("")
            word="${words[${#words[@]} - 1]}"
            # Bash cuts words at = and :, so what stands before the last of these is already typed.
            [[ "$word" == *[=:]* ]] && before="${word%"${word##*[=:]}"}"
            COMPREPLY=()
            while IFS=$'\t' read -r name meaning; do
                if [[ "$name" == ":files" ]]; then
                    compopt -o filenames 2>/dev/null
                    while IFS= read -r name; do
                        COMPREPLY+=("$name")
                    done < <(compgen -d -- "$word"; compgen -f -X '!*.mthp' -- "$word")
                else
                    [[ "$name" == *= ]] && compopt -o nospace 2>/dev/null
                    COMPREPLY+=("${name#"$before"}")
                fi
            done < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
        }
        complete -F _mthp_complete mthp

        """;

    private const string Zsh =
        """
        _mthp() {
            local -a typed candidates assignments
            local name meaning
            typed=("${(@)words[2,CURRENT - 1]}" "${words[CURRENT]}")
            while IFS=$'\t' read -r name meaning; do
                if [[ $name == ':files' ]]; then
                    _files -g '*.mthp'
                elif [[ $name == *= ]]; then
                    assignments+=("${name//:/\\:}:$meaning")
                else
                    candidates+=("${name//:/\\:}:$meaning")
                fi
            done < <("${words[1]}" complete -- "${typed[@]}" 2>/dev/null)
            (( $#candidates )) && _describe 'mthp' candidates
            (( $#assignments )) && _describe 'mthp' assignments -S ''
            return 0
        }
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
            _mthp "$@"
        else
            compdef _mthp mthp
        fi

        """;

    private const string Fish =
        """
        function __mthp_complete
            set -l typed (commandline -opc) (commandline -ct)
            for line in ($typed[1] complete -- $typed[2..] 2>/dev/null)
                if test "$line" = ':files'
                    __fish_complete_suffix .mthp
                else
                    echo $line
                end
            end
        end
        complete -c mthp -f -a '(__mthp_complete)'

        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName mthp -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
                Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
            $answer = @(& $commandAst.CommandElements[0].ToString() complete -- @typed "$wordToComplete" 2>$null)
            foreach ($line in $answer) {
                $name, $meaning = $line -split "`t", 2
                if ($name -ne ':files') {
                    if (-not $meaning) { $meaning = $name }
                    [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $meaning)
                }
            }
        }

        """;

    /// <summary>The shells.</summary>
    public static ShellScript[] All { get; } =
    [
        new("bash", "source <(mthp completion bash)", Bash),
        new("zsh", "source <(mthp completion zsh)", Zsh),
        new("fish", "mthp completion fish | source", Fish),
        new("pwsh", "mthp completion pwsh | Out-String | Invoke-Expression", PowerShell),
    ];

    /// <summary>The whole script.</summary>
    public string Text
    {
        get
        {
            string head = Shell == "zsh" ? "#compdef mthp\n" : "";
            return $"{head}# Completes mthp in {Shell}. For this session, or in the shell's start-up file:  {Installation}\n{Script.ReplaceLineEndings("\n")}";
        }
    }
}
