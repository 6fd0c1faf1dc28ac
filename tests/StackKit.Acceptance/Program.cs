using StackKit.Acceptance.Harness;

return await ScenarioProgram.RunAsync(args);
