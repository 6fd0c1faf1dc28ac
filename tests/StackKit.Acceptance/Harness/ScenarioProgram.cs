using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;

namespace StackKit.Acceptance.Harness;

/// <summary>The command line: <c>list</c>, <c>all</c>, <c>quick</c>, or ids.</summary>
internal static class ScenarioProgram
{
    public static Task<int> RunAsync(string[] args)
    {
        Argument<string[]> which = new("scenarios") { Description = "list, all, quick, or ids such as P-C4; a prefix such as K- takes all that begin with it.", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = new("--json") { Description = "Print one JSON object a line." };
        Option<int> seed = new("--seed") { Description = "Where all randomness starts from.", DefaultValueFactory = _ => 1 };
        Option<int> repeat = new("--repeat") { Description = "How often to run each scenario; the seed grows by one each time.", DefaultValueFactory = _ => 1 };
        RootCommand command = new("Runs StackKit's acceptance scenarios and prints a line for each: ID PASS|FAIL figures.") { which, json, seed, repeat };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(which)!, result.GetValue(json), result.GetValue(seed), result.GetValue(repeat), cancellationToken));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(string[] which, bool json, int seed, int repeat, CancellationToken cancellationToken)
    {
        IScenario[] all = Discover();
        if (which is ["list"])
        {
            foreach (IScenario scenario in all)
            {
                Console.WriteLine($"{scenario.Id,-12} {(scenario.Quick ? "quick" : "full "),-6} {scenario.Statement}");
            }

            return 0;
        }

        List<IScenario> selected = [];
        foreach (string word in which)
        {
            IScenario[] matches = word switch
            {
                "all" => all,
                "quick" => [.. all.Where(s => s.Quick)],
                _ => [.. all.Where(s => s.Id.Equals(word, StringComparison.OrdinalIgnoreCase) || (word.EndsWith('-') && s.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase)))],
            };
            if (matches.Length == 0)
            {
                await Console.Error.WriteLineAsync($"There is no scenario '{word}'. 'list' prints them all.").ConfigureAwait(false);
                return 2;
            }

            selected.AddRange(matches.Except(selected));
        }

        int failed = 0;
        foreach (IScenario scenario in selected)
        {
            for (int i = 0; i < repeat; i++)
            {
                failed += await RunOneAsync(scenario, seed + i, json, cancellationToken).ConfigureAwait(false) ? 0 : 1;
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task<bool> RunOneAsync(IScenario scenario, int seed, bool json, CancellationToken cancellationToken)
    {
        ScenarioRun run = new(scenario.Id, seed);
        long started = Stopwatch.GetTimestamp();
        try
        {
            await scenario.RunAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            run.Check(false, exception.ToString());
        }

        TimeSpan took = Stopwatch.GetElapsedTime(started);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { id = scenario.Id, passed = run.Passed, seed, seconds = took.TotalSeconds, figures = run.Figures.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal), failures = run.Failures }));
        }
        else
        {
            string figures = string.Join(' ', run.Figures.Select(f => $"{f.Key}={f.Value}"));
            Console.WriteLine($"{scenario.Id} {(run.Passed ? "PASS" : "FAIL")} {figures} seed={seed} took={took.TotalSeconds:0.0}s");
        }

        foreach (string failure in run.Failures)
        {
            run.Note($"FAILED: {failure}");
        }

        return run.Passed;
    }

    private static IScenario[] Discover() =>
    [
        .. typeof(ScenarioProgram).Assembly.GetTypes()
            .Where(t => t.IsClass && !t.IsAbstract && t.IsAssignableTo(typeof(IScenario)))
            .Select(t => (IScenario)Activator.CreateInstance(t)!)
            .OrderBy(s => s.Id, ScenarioIdComparer.Instance),
    ];
}
