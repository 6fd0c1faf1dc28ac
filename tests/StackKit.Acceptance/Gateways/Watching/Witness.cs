using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>Writes down what a process did and when, in a file that outlives it. Thread-safe.</summary>
/// <remarks>Times are those of <see cref="Stopwatch"/>, which on Linux is one clock for all processes.</remarks>
internal sealed class Witness : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file;

    public Witness(string path) => _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Write(string what, params ReadOnlySpan<object> values)
    {
        lock (_lock)
        {
            // The time is read under the lock, so that the lines of a file are in its order.
            StringBuilder line = new(what);
            line.Append(CultureInfo.InvariantCulture, $"\t{Stopwatch.GetTimestamp()}");
            foreach (object value in values)
            {
                line.Append(CultureInfo.InvariantCulture, $"\t{value}");
            }

            _file.Write(Encoding.UTF8.GetBytes(line.Append('\n').ToString()));
        }
    }

    public void Dispose() => _file.Dispose();
}
