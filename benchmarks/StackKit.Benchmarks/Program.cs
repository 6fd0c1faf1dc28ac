using BenchmarkDotNet.Running;
using StackKit.Benchmarks.Ratios;

return args switch
{
    ["ratios"] => RatioTable.Print(Console.Out),
    _ => RunBenchmarkDotNet(args),
};

static int RunBenchmarkDotNet(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(RatioTable).Assembly).Run(arguments);
    return 0;
}
