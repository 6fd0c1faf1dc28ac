namespace StackKit.Benchmarks.Harness;

/// <summary>Says on the error stream what is being measured, so that the output stays a clean table.</summary>
internal static class Progress
{
    public static void Say(string what) => Console.Error.WriteLine($"... {what}");
}
