using System.Security.Cryptography;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>Finds the file that a plan runs and takes its checksum.</summary>
internal static class ArtifactFinder
{
    /// <summary>Identifies what is run: the first argument that is a file, as in <c>dotnet Shop.dll</c>, or else the program.</summary>
    /// <returns>Null when neither is there.</returns>
    public static async Task<VersionArtifact?> IdentifyAsync(LaunchPlan plan, CancellationToken cancellationToken)
    {
        string? path = plan.Arguments.Where(static a => a.Length > 0 && !a.StartsWith('-')).Select(a => Path.GetFullPath(a, plan.WorkingDirectory)).FirstOrDefault(File.Exists) ?? FindProgram(plan.FileName);
        if (path is null)
        {
            return null;
        }

        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81920, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            byte[] hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
            return new VersionArtifact { Uri = path, Checksum = $"sha256:{Convert.ToHexStringLower(hash)}" };
        }
    }

    private static string? FindProgram(string fileName)
    {
        if (Path.IsPathRooted(fileName))
        {
            return File.Exists(fileName) ? fileName : null;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(f => Path.Combine(f, fileName)).FirstOrDefault(File.Exists);
    }
}
