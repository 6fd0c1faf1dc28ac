using BenchmarkDotNet.Running;
using StackKit.Benchmarks;
using StackKit.Benchmarks.Plots;
using StackKit.Benchmarks.Ratios;

return args switch
{
    [] or ["--help" or "-h" or "-?", ..] => Usage.Print(Console.Out),
    ["ratios"] => RatioTable.Print(Console.Out),
    ["plots"] => PlotCommand.Run(Console.Out, PlotCommand.DefaultFolder),
    ["plots", string folder] => PlotCommand.Run(Console.Out, folder),
    _ => RunBenchmarkDotNet(args),
};

static int RunBenchmarkDotNet(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(Usage).Assembly).Run(arguments);
    return 0;
}
