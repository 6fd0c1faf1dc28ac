using System.Text.Json;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>The members of a JSON object that came from outside: each is known, there once, and of its type, or is refused by name.</summary>
internal sealed class JsonMembers
{
    private const int MaximumShownLength = 40;

    private readonly string _path;
    private readonly Dictionary<string, JsonElement> _members;

    private JsonMembers(string path, Dictionary<string, JsonElement> members)
    {
        _path = path;
        _members = members;
    }

    /// <summary>Reads an object.</summary>
    /// <param name="element">What should be one.</param>
    /// <param name="path">What to call it in errors; empty for the body itself.</param>
    /// <param name="known">The members it may have.</param>
    /// <exception cref="ProblemException">It is no object, or has a member that is unknown or there twice.</exception>
    public static JsonMembers Of(JsonElement element, string path, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(path.Length == 0 ? "body" : path, "must be a JSON object.");
        }

        Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = NameOf(property);
            if (!known.Contains(name))
            {
                throw Invalid(Join(path, Show(name)), $"is not known here; {(known.Length == 0 ? "nothing" : string.Join(", ", known!))} can be written.");
            }

            if (!members.TryAdd(name, property.Value))
            {
                throw Invalid(Join(path, name), "is there twice.");
            }
        }

        return new JsonMembers(path, members);
    }

    /// <summary>Gets an object inside; null when it is left out or null.</summary>
    public JsonElement? Find(string name) =>
        _members.TryGetValue(name, out JsonElement element) && element.ValueKind != JsonValueKind.Null ? element : null;

    /// <summary>Gets a line of text; null when it is left out, null or blank.</summary>
    /// <exception cref="ProblemException">It is no text, too long, or has control characters.</exception>
    public string? FindLine(string name, int maximumLength)
    {
        if (Find(name) is not JsonElement element)
        {
            return null;
        }

        string field = Join(_path, name);
        if (element.ValueKind != JsonValueKind.String)
        {
            throw Invalid(field, "must be a string.");
        }

        string text;
        try
        {
            text = element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid(field, "must be valid Unicode."); // half of a surrogate pair, written as an escape
        }

        if (text.Length > maximumLength)
        {
            throw Invalid(field, FormattableString.Invariant($"must have at most {maximumLength} characters."));
        }

        return PlainLine.FindFault(text) is string fault ? throw Invalid(field, fault) : string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>Gets a line of text that must say something.</summary>
    public string RequireLine(string name, int maximumLength) => FindLine(name, maximumLength) ?? throw Invalid(Join(_path, name), "is missing; it must say something.");

    /// <summary>Gets a name; null when it is left out or null.</summary>
    public string? FindName(string name) => FindLine(name, int.MaxValue) is string text ? Names.Require(Join(_path, name), text) : null;

    /// <summary>Gets a name that must be there.</summary>
    public string RequireName(string name) => Names.Require(Join(_path, name), RequireLine(name, int.MaxValue));

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("body", "has a member whose name is not valid Unicode.");
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    // It is repeated so that a slip of the pen is found; what is not plain text is not repeated.
    private static string Show(string name)
    {
        string start = name.Length > MaximumShownLength ? name[..MaximumShownLength] : name;
        return string.Concat(start.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '?'));
    }

    private static ProblemException Invalid(string field, string error) => new(Refusals.Invalid(field, error));
}
