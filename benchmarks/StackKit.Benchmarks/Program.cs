using BenchmarkDotNet.Running;
using StackKit.Benchmarks.Routing;

if (args is ["ratios", ..])
{
    RatioTable.Print(Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
