using System.Runtime.InteropServices;

namespace StackKit.Coordination.Sqlite;

/// <summary>A lease as the store has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Ttl">How long it lives without a renewal, in whole milliseconds.</param>
/// <param name="Renewals">How often it was renewed; that the number grows is the sign of life.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LeaseRow(string Id, TimeSpan Ttl, long Renewals);
