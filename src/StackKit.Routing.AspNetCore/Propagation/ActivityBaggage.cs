using System.Diagnostics;

namespace StackKit.Routing.AspNetCore;

/// <summary>Reads and changes one member in the baggage of an activity and of those that it is a part of.</summary>
internal static class ActivityBaggage
{
    private const int MaxValueLength = 128; // as of versions in a split
    private const char Undecodable = '\ufffd'; // what propagators put in the place of broken bytes

    /// <summary>Says whether there may be baggage; false costs nothing.</summary>
    public static bool IsAny(Activity? activity) => activity is not null && activity.Baggage is not KeyValuePair<string, string?>[] { Length: 0 };

    public static bool Contains(Activity? activity, BaggageKey key)
    {
        if (IsAny(activity))
        {
            foreach (KeyValuePair<string, string?> item in activity!.Baggage)
            {
                if (key.IsLike(item.Key))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Reads the value of a member; null unless there is one that leaves no doubt.</summary>
    public static string? Read(Activity? activity, BaggageKey key)
    {
        string? found = null;
        foreach (KeyValuePair<string, string?> item in activity?.Baggage ?? [])
        {
            if (!key.IsLike(item.Key))
            {
                continue;
            }

            if (item.Key != key.Name || !IsVisible(item.Value) || (found is not null && found != item.Value))
            {
                return null; // disguised, no version at all, or two of them
            }

            found = item.Value;
        }

        return found;
    }

    /// <summary>Sets the value of a member, which is then there once.</summary>
    public static void Set(Activity activity, BaggageKey key, string value)
    {
        Remove(activity, key);
        activity.SetBaggage(key.Name, value);
    }

    /// <summary>Removes all occurrences of a member.</summary>
    public static void Remove(Activity? activity, BaggageKey key)
    {
        if (!Contains(activity, key))
        {
            return;
        }

        for (Activity? current = activity; current is not null; current = current.Parent)
        {
            RemoveOwn(current, key);
        }
    }

    // An activity removes the first item of a key only, after a search from the front. A client can send thousands: to remove all from the front and
    // add the others again is linear in their number, to look for each is not.
    private static void RemoveOwn(Activity activity, BaggageKey key)
    {
        int inherited = activity.Parent?.Baggage.Count() ?? 0;
        KeyValuePair<string, string?>[] own = [.. activity.Baggage.SkipLast(inherited)];
        if (!Array.Exists(own, item => key.IsLike(item.Key)))
        {
            return;
        }

        foreach (KeyValuePair<string, string?> item in own)
        {
            activity.SetBaggage(item.Key, null);
        }

        for (int i = own.Length - 1; i >= 0; i--)
        {
            if (!key.IsLike(own[i].Key))
            {
                activity.AddBaggage(own[i].Key, own[i].Value); // in front of those that are there
            }
        }
    }

    private static bool IsVisible(string? value) =>
        value is { Length: >= 1 and <= MaxValueLength } && value.All(static c => c is > ' ' and <= '~' || !(char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c == Undecodable));
}
