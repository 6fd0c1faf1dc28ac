using System.Globalization;

namespace StackKit.Deploy.Analysis;

/// <summary>Evidence that cannot be true, such as a counter that went backwards. The analysis it was meant for was not changed.</summary>
internal sealed class InvalidEvidenceException : Exception
{
    public InvalidEvidenceException(string field, double value, string rule)
        : base(string.Create(CultureInfo.InvariantCulture, $"{field} is {value}, but {rule}."))
    {
        Field = field;
    }

    /// <summary>Gets the name of the member of <see cref="EvidenceDelta"/> that is wrong.</summary>
    public string Field { get; }
}
