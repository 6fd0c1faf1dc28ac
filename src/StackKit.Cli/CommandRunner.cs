using System.CommandLine;
using System.Text.Json;
using StackKit.Cli.Output;

namespace StackKit.Cli;

/// <summary>Runs a command within its time, and turns every way to fail into an exit code and a message.</summary>
internal sealed class CommandRunner(CliHost host, CliOptions options)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    public CliHost Host => host;

    public CliOptions Options => options;

    public void SetAction(Command command, Func<CommandContext, CancellationToken, Task<int>> run) => SetAction(command, s_timeout, run);

    public void SetAction(Command command, TimeSpan timeout, Func<CommandContext, CancellationToken, Task<int>> run) =>
        command.SetAction((result, cancellationToken) => RunAsync(result, timeout, run, cancellationToken));

    public int Report(CliException exception, bool json)
    {
        if (json)
        {
            JsonOutput.Write(host.Error, writer => Write(writer, exception));
            return exception.ExitCode;
        }

        host.Error.WriteLine($"error: {TerminalText.Clean(exception.Message)}");
        foreach ((string field, string[] errors) in exception.Fields)
        {
            foreach (string error in errors)
            {
                host.Error.WriteLine($"  {TerminalText.Clean(field)}: {TerminalText.Clean(error)}");
            }
        }

        return exception.ExitCode;
    }

    private async Task<int> RunAsync(ParseResult result, TimeSpan timeout, Func<CommandContext, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        using CommandContext context = new(host, options, result);
        try
        {
            TimeSpan limit = context.TimeoutOr(timeout);
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using CancellationTokenSource clock = new(limit, host.Time);
            using CancellationTokenRegistration ring = clock.Token.Register(static state => ((CancellationTokenSource)state!).Cancel(), stop);
            try
            {
                return await run(context, stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsStop(exception) && clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new CliException(ExitCodes.NotReachable, "timeout", $"The time is up ({limit}); --timeout gives more of it.", exception);
            }
            catch (Exception exception) when (IsStop(exception) && cancellationToken.IsCancellationRequested)
            {
                throw new CliException(ExitCodes.Interrupted, "interrupted", "Interrupted. What the server was told to do goes on.", exception);
            }
        }
        catch (CliException exception)
        {
            return Report(exception, context.Json);
        }
        catch (Exception exception)
        {
            // The last resort: a message instead of a stack trace. Nothing that was sent to the server is in it.
            return Report(new CliException(ExitCodes.Unexpected, "unexpected", $"Something unexpected went wrong ({exception.GetType().Name}): {exception.Message}", exception), context.Json);
        }
    }

    private static bool IsStop(Exception exception) => exception is OperationCanceledException or CliException { ExitCode: ExitCodes.NotReachable };

    private static void Write(Utf8JsonWriter writer, CliException exception)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteNumber("exitCode", exception.ExitCode);
        writer.WriteString("code", exception.Code);
        writer.WriteString("message", exception.Message);
        if (exception.Status is int status)
        {
            writer.WriteNumber("status", status);
        }

        if (exception.Fields.Count > 0)
        {
            writer.WriteStartObject("errors");
            foreach ((string field, string[] errors) in exception.Fields)
            {
                writer.WriteStartArray(field);
                foreach (string error in errors)
                {
                    writer.WriteStringValue(error);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
