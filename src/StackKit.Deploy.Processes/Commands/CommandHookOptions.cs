namespace StackKit.Deploy.Processes;

/// <summary>Options of a hook made of a command, section <c>StackKit:Deploy:CommandHooks:{name}</c>.</summary>
public sealed class CommandHookOptions : CommandOptions;
