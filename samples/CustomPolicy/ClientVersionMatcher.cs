using System.Globalization;
using StackKit.Routing;

namespace CustomPolicy;

/// <summary>Matches clients from a version on, as their header <c>X-Client-Version</c> says: the value of the rule is the least version, such as <c>4.2</c>.</summary>
public sealed class ClientVersionMatcher : IRuleMatcher
{
    public string Name => "client-version";

    public IRuleCondition Compile(string value) =>
        ClientVersion.TryParse(value, out ClientVersion least) ? new AtLeast(least) : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{value}' is no version: write two numbers, such as 4.2."));

    private sealed class AtLeast(ClientVersion least) : IRuleCondition
    {
        public bool Matches(in RouteContext context) =>
            context is { Reader: { } reader, Request: { } request }
            && ClientVersion.TryParse(reader.GetHeader(request, "X-Client-Version"), out ClientVersion version)
            && version >= least;
    }
}
