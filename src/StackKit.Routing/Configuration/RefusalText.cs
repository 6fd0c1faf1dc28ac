using System.Globalization;
using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>The text of a refusal, put together only when something is refused: a split may have a hundred thousand fields.</summary>
[InterpolatedStringHandler]
internal ref struct RefusalText
{
    private DefaultInterpolatedStringHandler _text;
    private readonly string? _constant;

    public RefusalText(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        if (isNeeded)
        {
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);
        }
    }

    private RefusalText(string constant) => _constant = constant;

    public static implicit operator RefusalText(string constant) => new(constant);

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string Take() => _constant ?? _text.ToStringAndClear();
}
