using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackKit.Deploy;
using StackKit.Deploy.Processes;

namespace StackKit.PackageTests.Snippets;

public sealed class ProcessesSnippets
{
    [Fact]
    public void Processes_OneService_IsATargetThatStartsIt()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        // <snippet deploy-processes>
        builder.Services.AddStackKit().AddProcesses(processes => processes.Service("shop", shop =>
        {
            shop.FileName = "releases/{version}/Shop";
            shop.Arguments.AddRange(["--urls", "{url}", "--version", "{version}"]);
        }));
        // </snippet>

        using IHost host = builder.Build();
        ProcessServiceOptions shop = host.Services.GetRequiredService<IOptions<ProcessTargetOptions>>().Value.Services["shop"];

        Assert.Equal("processes", host.Services.GetRequiredService<IDeploymentTarget>().Name);
        Assert.Equal("releases/{version}/Shop", shop.FileName);
        Assert.Equal(["--urls", "{url}", "--version", "{version}"], shop.Arguments, StringComparer.Ordinal);
    }
}
