using Microsoft.Extensions.Configuration;

namespace StackKit.Cli.Lint;

/// <summary>A file with settings, read as an application would read it.</summary>
internal sealed class PlanFile
{
    private const int LargestFile = 1024 * 1024;
    private const int MostSettings = 5_000;
    private const string Services = "StackKit:Deploy:Services";

    private readonly JsonPositions _positions;
    private readonly string? _service;

    private PlanFile(IConfiguration configuration, JsonPositions positions, string? service)
    {
        Configuration = configuration;
        _positions = positions;
        _service = service;
    }

    public IConfiguration Configuration { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="service">The service whose settings are all that it holds; null when it is a whole configuration.</param>
    /// <exception cref="PlanFileException">It cannot be read as settings.</exception>
    public static PlanFile Read(string path, string? service)
    {
        byte[] json = ReadBytes(path);
        JsonPositions positions = JsonPositions.Read(json);
        if (positions.Count > MostSettings)
        {
            throw new PlanFileException(null, null, FormattableString.Invariant($"The file has more than {MostSettings} settings; a plan is much smaller."));
        }

        using MemoryStream stream = new(json);
        IConfiguration configuration = Parse(stream);
        if (service is not null)
        {
            configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(configuration.AsEnumerable().Where(static s => s.Value is not null).Select(s => new KeyValuePair<string, string?>($"{Services}:{service}:{s.Key}", s.Value)).DefaultIfEmpty(new($"{Services}:{service}", "")))
                .Build();
        }
        else if (!configuration.GetSection(Services).GetChildren().Any())
        {
            throw new PlanFileException(null, null, $"The section {Services} is missing or empty; write {{ \"StackKit\": {{ \"Deploy\": {{ \"Services\": {{ \"shop\": {{ … }} }} }} }} }}, or give --service NAME when the file holds the settings of one service alone.");
        }

        return new PlanFile(configuration, positions, service);
    }

    /// <summary>Finds where a setting is written; the nearest one above it when it is not written itself; null when neither is.</summary>
    public int? LineOf(string path)
    {
        string prefix = $"{Services}:{_service}";
        for (string? key = path; key is not null; key = ConfigurationPath.GetParentPath(key))
        {
            string written = _service is null ? key : key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? key[prefix.Length..].TrimStart(':') : "";
            if (_positions.LineOf(written) is int line)
            {
                return line;
            }
        }

        return null;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[LargestFile + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= LargestFile ? bytes[..length] : throw new PlanFileException(null, null, "The file is larger than 1 MiB; a plan is much smaller.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new PlanFileException(null, null, "The file cannot be read; does it exist, and may you read it?", exception);
        }
    }

    private static IConfiguration Parse(MemoryStream stream)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception exception) when (exception is FormatException or System.Text.Json.JsonException or InvalidDataException)
        {
            throw new PlanFileException(null, null, exception.Message, exception);
        }
    }
}
