using StackKit.Cli;

return await CliApplication.RunAsync(args, CliHost.OfThisProcess(), CancellationToken.None).ConfigureAwait(false);
