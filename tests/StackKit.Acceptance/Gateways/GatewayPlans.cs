using StackKit.Acceptance.Canary;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.Acceptance.Gateways;

/// <summary>How gateways release the shop: by name, as a plan cannot be passed to another process.</summary>
internal static class GatewayPlans
{
    public const string Ramp = "ramp";
    public const string Judge = "judge";
    public const string Budget = "budget";
    public const string Converge = "converge";
    public const string Everything = "everything";
    public const string InPlace = "in-place";
    public const string Traffic = "traffic";
    public const string Short = "short";

    /// <summary>The failed requests that <see cref="Budget"/> allows.</summary>
    public const int HarmBudget = 8;

    /// <summary>How long <see cref="Converge"/> waits at its last weight.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public static void Apply(string plan, ServiceOptions service)
    {
        service.BakeTime = TimeSpan.Zero;
        service.DrainTimeout = TimeSpan.FromSeconds(5);
        service.Analysis.LatencyRollback = false;
        switch (plan)
        {
            case Ramp:
                service.Mode = SplitMode.Sticky;
                SiteScenario.HoldAt(service, 10, 25, 50);
                break;
            case Judge:
                SiteScenario.JudgeAt(service, 10, _ => { });
                break;
            case Budget:
                service.HarmBudget = HarmBudget;
                SiteScenario.JudgeAt(service, 50, _ => { });
                break;
            case Converge:
                SiteScenario.HoldAt(service, 10);
                service.Canary.Steps.AddRange([new StepOptions { Weight = 30 }, new StepOptions { Pause = Pause }, new StepOptions { Weight = 50 }, new StepOptions { Pause = Pause }]);
                break;
            case Everything:
                service.Instances = 2;
                service.Verify.Add(GatewayServices.Hook);
                service.BakeTime = TimeSpan.FromMilliseconds(100);
                service.Canary.Steps.AddRange([new StepOptions { Weight = 20 }, new StepOptions { Hook = GatewayServices.Hook }, new StepOptions { Gate = new GateOptions { Name = "go" } }, new StepOptions { Weight = 50 }]);
                break;
            case InPlace:
                service.Instances = 2;
                service.Shape = RolloutShape.InPlace;
                service.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Gate = new GateOptions { Name = "go" } }]);
                break;
            case Short:
                service.Canary.Steps.AddRange([new StepOptions { Weight = 20 }, new StepOptions { Pause = TimeSpan.FromMilliseconds(500) }, new StepOptions { Hook = GatewayServices.Hook }, new StepOptions { Weight = 60 }, new StepOptions { Pause = TimeSpan.FromMilliseconds(500) }]);
                break;
            case Traffic:
                service.StableVersion = "1";
                service.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Gate = new GateOptions { Name = "go" } }]);
                break;
            default:
                throw new ArgumentException($"There is no plan '{plan}'.", nameof(plan));
        }
    }
}
