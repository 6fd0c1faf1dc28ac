using StackKit.AotSmoke;

using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(5), TimeProvider.System);
Report report = new();
RoutingTrial.Run(report);
await CoordinationTrial.RunInMemoryAsync(report, deadline.Token);
await CoordinationTrial.RunInFileAsync(report, deadline.Token);
await WebhookTrial.RunAsync(report, deadline.Token);
await RolloutTrial.RunAsync(report, candidateErrorRate: 0, "Succeeded", deadline.Token);
await RolloutTrial.RunAsync(report, candidateErrorRate: 0.2, "RolledBack", deadline.Token);
await ApiTrial.RunAsync(report, deadline.Token);
return report.Print() ? 0 : 1;
