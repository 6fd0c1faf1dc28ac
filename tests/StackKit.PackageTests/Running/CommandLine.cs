using System.Collections;
using System.Diagnostics;
using System.Text;

namespace StackKit.PackageTests.Running;

/// <summary>Runs a program to its end; one that takes too long is killed with everything it started.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet</c>.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is what it printed.</exception>
    public static async Task<string> DotnetAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process process = new() { StartInfo = Describe("dotnet", folder, environment, arguments) };
        StringBuilder output = new();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = new(s_limit, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} took longer than {s_limit}.\n{output}", exception);
        }

        return process.ExitCode == 0 ? output.ToString() : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed.\n{output}");
    }

    /// <summary>Describes a process that inherits nothing of the build or the test run that this one may be part of.</summary>
    public static ProcessStartInfo Describe(string program, string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => (string)entry.Key))
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase))
            {
                start.Environment.Remove(name);
            }
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
