using System.Text;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>Reads the end of what a program wrote.</summary>
internal static class LogTail
{
    /// <summary>How much is read, in bytes: with what is said around it, it fits into the 4,096 characters that a rollout keeps.</summary>
    public const int MaximumBytes = 3_500;

    /// <summary>Gets the last whole lines, without control characters.</summary>
    public static string Read(string path) => Read(path, MaximumBytes);

    /// <inheritdoc cref="Read(string)"/>
    public static string Read(string path, int maximumBytes)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bool whole = stream.Length <= maximumBytes;
            stream.Position = whole ? 0 : stream.Length - maximumBytes;
            byte[] bytes = new byte[(int)Math.Min(stream.Length, maximumBytes)];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            string text = Encoding.UTF8.GetString(bytes, 0, length);
            int line = whole ? -1 : text.IndexOf('\n', StringComparison.Ordinal);
            return string.Concat(text[(line + 1)..].Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c)).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
