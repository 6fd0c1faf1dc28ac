using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Webhooks.Tests.Running;

/// <summary>Hears the counters of the package.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<(string Name, long Value, string[] Tags)> _values = new();
    private readonly MeterListener _listener = new();

    /// <param name="host">The application to listen to; others in this process count for themselves. What the platform measures is of all of them.</param>
    public Measurements(HookHost host)
    {
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters || instrument.Meter.Name == "System.Net.Http")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
        _listener.Start();
    }

    /// <summary>Gets everything as text.</summary>
    public IReadOnlyList<string> Lines => [.. _values.Select(static value => $"{value.Name} {string.Join(' ', value.Tags)}")];

    public long Sum(string name, string tag) => _values.Where(value => value.Name == name && value.Tags.Contains(tag, StringComparer.Ordinal)).Sum(static value => value.Value);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string[] texts = new string[tags.Length];
        for (int i = 0; i < tags.Length; i++)
        {
            texts[i] = $"{tags[i].Value}";
        }

        _values.Enqueue((instrument.Name, value, texts));
    }
}
