namespace StackKit.Cli.Completion;

/// <summary>Scripts that make a shell ask the tool what comes next.</summary>
internal static class CompletionScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "pwsh"];

    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Pwsh,
    };

    private const string Bash = """
        # Completion of stackkit for bash. Put it into ~/.bashrc:  source <(stackkit completion bash)
        _stackkit_complete() {
          local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" item
          COMPREPLY=()
          while IFS= read -r item; do
            if [[ $item == "$word"* ]]; then COMPREPLY+=("$item"); fi
          done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _stackkit_complete stackkit
        """;

    private const string Zsh = """
        # Completion of stackkit for zsh. Put it into ~/.zshrc, after compinit:  source <(stackkit completion zsh)
        _stackkit_complete() {
          local line="${BUFFER[1,$CURSOR]}"
          local -a items
          items=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          if (( ${#items} )) && [[ -n ${items[1]} ]]; then compadd -- "${items[@]}"; else _files; fi
        }
        compdef _stackkit_complete stackkit
        """;

    private const string Pwsh = """
        # Completion of stackkit for PowerShell. Put it into $PROFILE:  stackkit completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName stackkit -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $line = $commandAst.ToString()
          if ($line.Length -lt $cursorPosition) { $line = $line.PadRight($cursorPosition) }
          stackkit "[suggest:$cursorPosition]" "$line" 2>$null | Where-Object { $_ -like "$wordToComplete*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;
}
