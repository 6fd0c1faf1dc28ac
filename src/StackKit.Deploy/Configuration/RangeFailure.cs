namespace StackKit.Deploy;

/// <summary>Turns what generated validators say about a member into a sentence about a setting.</summary>
internal static class RangeFailure
{
    private const string Field = "The field ";
    private const string Property = "Property ";

    /// <summary>Reads "Member: The field Type.Part.Member must be …" or "Property Member: …".</summary>
    public static PlanProblem Parse(string section, string failure)
    {
        int field = failure.IndexOf(Field, StringComparison.Ordinal);
        if (field >= 0)
        {
            string rest = failure[(field + Field.Length)..];
            int end = rest.IndexOf(' ', StringComparison.Ordinal);
            int type = rest.IndexOf('.', StringComparison.Ordinal);
            if (type >= 0 && end > type)
            {
                string path = $"{section}:{rest[(type + 1)..end].Replace('.', ':')}";
                return new PlanProblem(path, path + rest[end..], IsNote: false);
            }
        }

        int colon = failure.IndexOf(": ", StringComparison.Ordinal);
        if (failure.StartsWith(Property, StringComparison.Ordinal) && colon > 0)
        {
            // Only the analysis has rules of its own beside ranges.
            string path = $"{section}:{nameof(ServiceOptions.Analysis)}:{failure[Property.Length..colon]}";
            return new PlanProblem(path, path + failure[colon..], IsNote: false);
        }

        return new PlanProblem(section, $"{section}: {failure}", IsNote: false);
    }
}
