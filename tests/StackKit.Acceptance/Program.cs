using StackKit.Acceptance.Gateways.Child;
using StackKit.Acceptance.Harness;

return await GatewayProgram.TryRunAsync() ?? await ScenarioProgram.RunAsync(args);
