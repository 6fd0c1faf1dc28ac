namespace StackKit.Routing.Tests.Rules;

/// <summary>Reads requests that are dictionaries.</summary>
internal sealed class DictionaryReader : IRequestReader
{
    public static object Request(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.OrdinalIgnoreCase);

    public ReadOnlySpan<char> GetHeader(object request, string name) => ((Dictionary<string, string>)request).GetValueOrDefault("header:" + name);

    public ReadOnlySpan<char> GetCookie(object request, string name) => ((Dictionary<string, string>)request).GetValueOrDefault("cookie:" + name);
}
