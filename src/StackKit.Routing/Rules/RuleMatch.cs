using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>What the rules say about one request.</summary>
/// <param name="Denied">The denied arms, as bits by index.</param>
/// <param name="Deny">The first Deny rule that matched; -1 when none did.</param>
/// <param name="Allow">The Allow rule that chose; -1 when none did.</param>
/// <param name="AllowedArm">The index of the arm that it chose.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RuleMatch(ushort Denied, int Deny, int Allow, int AllowedArm);
