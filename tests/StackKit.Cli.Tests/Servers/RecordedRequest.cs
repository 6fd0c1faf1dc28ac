namespace StackKit.Cli.Tests.Servers;

/// <summary>A request as the server got it.</summary>
internal sealed record RecordedRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);
