using System.CommandLine;
using StackKit.Cli.Help;

namespace StackKit.Cli.Completion;

/// <summary><c>stackkit completion</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandRunner runner)
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh or pwsh." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        HelpedCommand command = new("completion", "Prints a script that lets a shell complete commands, options, services and rollouts. dotnet-suggest works as well.")
        {
            Usage = "shell",
            Examples = ["source <(stackkit completion bash)", "source <(stackkit completion zsh)", "stackkit completion pwsh | Out-String | Invoke-Expression"],
        };
        command.Add(shell);
        command.SetAction(result => runner.Host.Out.WriteLine(CompletionScripts.For(result.GetValue(shell)!)));
        return command;
    }
}
