using System.Diagnostics;
using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Nodes that are told of a split, in other processes: all assign the same keys to the same versions.</summary>
internal static class StickyProcesses
{
    private const int ChangesBefore = 80; // more than a history keeps without compacting itself
    private const string Figure = "assignments";
    private const string Variable = "STACKKIT_ACCEPTANCE_STICKY_NODE";

    /// <summary>Answers for a node, when this process was started as one.</summary>
    /// <returns>False when it was not.</returns>
    public static async Task<bool> TryAnswerAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            return false;
        }

        StickyNode node = StickyNode.Read(await Console.In.ReadToEndAsync(cancellationToken));
        run.Figure(Figure, node.HashAssignments());
        return true;
    }

    public static async Task TryAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        Router router = CreateRouter(run.Seed);
        string expected = StickyNode.HashAssignments(router);
        StickyNode told = StickyNode.Of(router.Split!);
        StickyNode reversed = told with { Arms = [.. told.Arms.Reverse()] };
        StickyNode compacted = told with { History = told.History!.Compact() };
        run.Check(told.History.Steps.Count > 5, "The history is too short to matter.");
        (string Name, string Actual)[] answers =
        [
            ("the same process", told.HashAssignments()),
            ("JSON", StickyNode.Read(told.Write()).HashAssignments()),
            ("another order", reversed.HashAssignments()),
            ("a compacted history", compacted.HashAssignments()),
            ("another process, in another order", await AskAsync(reversed, cancellationToken)),
            ("another process, with a compacted history", await AskAsync(compacted, cancellationToken)),
        ];
        foreach ((string name, string actual) in answers)
        {
            run.Check(actual == expected, $"{name}: {actual} instead of {expected}.");
        }

        string without = (told with { History = null }).HashAssignments();
        string salted = (told with { Salt = "another" }).HashAssignments();
        run.Figure("nodes-that-agree", $"{answers.Count(answer => answer.Actual == expected)}/{answers.Length}");
        run.Check(without != expected && salted != expected, "The control is no control: without the history, or with another salt, the keys are assigned alike.");
    }

    private static Router CreateRouter(int seed)
    {
        Random random = new(seed);
        Router router = new("sticky");
        for (int step = 0; step < ChangesBefore; step++)
        {
            Arm[] arms = [.. Enumerable.Range(1, 4).Select(i => new Arm($"version-{i}", step < 3 && i > 2 ? 0 : random.NextDouble()))];
            router.SetSplit(new Split { Mode = SplitMode.Sticky, Salt = $"salt {seed} ü", Arms = arms });
        }

        return router;
    }

    private static async Task<string> AskAsync(StickyNode node, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", [typeof(StickyProcesses).Assembly.Location, StickyScenario.Name])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = "1";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The node did not start.");
        await process.StandardInput.WriteAsync(node.Write().AsMemory(), cancellationToken);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        string? word = Array.Find(output.Split(), word => word.StartsWith(Figure + "=", StringComparison.Ordinal));
        return word?[(Figure.Length + 1)..] ?? $"no answer: {output}";
    }
}
