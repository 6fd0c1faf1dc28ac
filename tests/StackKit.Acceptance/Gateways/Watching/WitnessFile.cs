namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>What one gateway has done so far.</summary>
internal sealed record WitnessFile(string Name, IReadOnlyList<WitnessLine> Lines)
{
    /// <summary>Gets the terms that it led, by their fencing tokens, and when it took them.</summary>
    public IEnumerable<(long Token, long At)> Claims => Lines.Where(l => l.What == "claim").Select(l => (l.Number(0), l.At));

    /// <summary>Gets what it tried to commit as a leader.</summary>
    public IEnumerable<LeaderCommit> Commits => Lines.Where(l => l.What == "commit").Select(l => new LeaderCommit(l.Number(0), l.At, l.Number(1), l.Values[2], l.Values[3], l.Number(4), l.Values[5]));

    /// <summary>Gets the epochs and generations of the routing that its router took, in order.</summary>
    public IEnumerable<(long Epoch, long Generation)> Splits => Lines.Where(l => l.What == "split").Select(l => (l.Number(0), l.Number(1)));

    /// <summary>Gets a value indicating whether its router never went back.</summary>
    public bool IsMonotone => Splits.Zip(Splits.Skip(1)).All(pair => pair.First.CompareTo(pair.Second) <= 0);

    public static WitnessFile Read(string name, string path)
    {
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        string text = reader.ReadToEnd();
        return new WitnessFile(name, [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n').Select(WitnessLine.Parse).OfType<WitnessLine>()]);
    }
}
