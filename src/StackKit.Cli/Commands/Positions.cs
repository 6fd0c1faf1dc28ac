using System.CommandLine;
using StackKit.Cli.Completion;

namespace StackKit.Cli.Commands;

/// <summary>Arguments that stand in a place: the service comes first, and may be left out when the server has only one.</summary>
internal sealed class Positions(Suggestions suggestions)
{
    public Argument<string?> Service()
    {
        Argument<string?> service = new("service") { Description = "The service; may be left out when the server has only one.", HelpName = "[service]", Arity = ArgumentArity.ZeroOrOne };
        service.CompletionSources.Add(suggestions.Services);
        return service;
    }

    /// <summary>Makes one argument for a service that may be left out and something that may not.</summary>
    public Argument<string[]> ServiceAnd(string name, string description)
    {
        Argument<string[]> both = new($"service-and-{name}") { Description = $"The service, which may be left out when the server has only one; then {description}", HelpName = $"[service] {name}", Arity = new ArgumentArity(1, 2) };
        both.CompletionSources.Add(suggestions.Services);
        return both;
    }

    public static (string? Service, string Other) Split(string[] words) => words is [string service, string other] ? (service, other) : (null, words[0]);
}
