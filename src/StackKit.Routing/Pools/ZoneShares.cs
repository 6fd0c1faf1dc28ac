namespace StackKit.Routing;

/// <summary>Keeps requests in the zone of their caller as far as its endpoints suffice, and sends the rest where there is room (Envoy's zone-aware routing).</summary>
internal static class ZoneShares
{
    /// <summary>Scales weights by zone, so that all callers together give every zone its share.</summary>
    /// <param name="members">The endpoints.</param>
    /// <param name="localZone">The zone of the caller.</param>
    /// <param name="callerShare">The share of all callers that are in it; null when every zone with endpoints has equally many.</param>
    /// <param name="weights">The weights by endpoint, 0 where it is not to be chosen.</param>
    public static void Apply(ReadOnlySpan<PoolMember> members, string localZone, double? callerShare, double[] weights)
    {
        Dictionary<string, double> zones = new(StringComparer.Ordinal);
        double largest = weights.Max();
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                string zone = ZoneOf(members[i]);
                zones[zone] = zones.GetValueOrDefault(zone) + (weights[i] / largest);
            }
        }

        if (zones.Count < 2 || !zones.TryGetValue(localZone, out double local))
        {
            return;
        }

        double total = zones.Values.Sum();
        double localCallers = callerShare ?? 1.0 / zones.Count;
        double kept = Math.Min(1, local / total / localCallers);
        double otherCallers = (1 - localCallers) / (zones.Count - 1);
        Dictionary<string, double> room = zones.Where(zone => zone.Key != localZone).ToDictionary(zone => zone.Key, zone => Math.Max(0, (zone.Value / total) - otherCallers), StringComparer.Ordinal);
        double allRoom = room.Values.Sum();
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                string zone = ZoneOf(members[i]);
                double portion = zone == localZone ? kept
                    : allRoom > 0 ? (1 - kept) * room[zone] / allRoom
                    : (1 - kept) * zones[zone] / (total - local);
                weights[i] = weights[i] / largest / zones[zone] * portion;
            }
        }
    }

    private static string ZoneOf(in PoolMember member) => member.Entry.Endpoint.Zone ?? "";
}
