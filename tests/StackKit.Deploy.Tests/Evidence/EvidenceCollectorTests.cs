using StackKit.Deploy.Analysis;
using StackKit.Deploy.Evidence;

namespace StackKit.Deploy.Tests.Evidence;

public sealed class EvidenceCollectorTests
{
    [Fact]
    public void Take_CountersRise_GivesTheDifference()
    {
        EvidenceCollector collector = new("1", "2", takeOver: false);
        collector.Take([Report(requests: 10, keys: 3)], afterGeneration: 0, warm: true);

        EvidenceDelta delta = Assert.Single(collector.Take([Report(requests: 25, keys: 4)], afterGeneration: 0, warm: true));

        Assert.Equal(15, delta.CandidateRequests);
        Assert.Equal(1, delta.CandidateKeys);
    }

    [Fact]
    public void Take_CounterWentDown_CountsNothingOfIt()
    {
        EvidenceCollector collector = new("1", "2", takeOver: false);
        collector.Take([Report(requests: 10, keys: 4)], afterGeneration: 0, warm: true);

        EvidenceDelta delta = Assert.Single(collector.Take([Report(requests: 12, keys: 3)], afterGeneration: 0, warm: true));

        Assert.Equal(2, delta.CandidateRequests);
        Assert.Equal(0, delta.CandidateKeys);
    }

    [Fact]
    public void Take_EarlierGeneration_IsLeftOut()
    {
        EvidenceCollector collector = new("1", "2", takeOver: false);

        Assert.Empty(collector.Take([Report(requests: 10, keys: 4)], afterGeneration: 7, warm: true));
    }

    [Fact]
    public void Take_AfterTakeOver_BeginsWithWhatIsThere()
    {
        EvidenceCollector collector = new("1", "2", takeOver: true);
        Assert.Empty(collector.Take([Report(requests: 10, keys: 4)], afterGeneration: 0, warm: true));

        EvidenceDelta delta = Assert.Single(collector.Take([Report(requests: 11, keys: 4)], afterGeneration: 0, warm: true));

        Assert.Equal(1, delta.CandidateRequests);
    }

    private static RouterReport Report(long requests, long keys) => new()
    {
        Instance = "router",
        Generation = 7,
        Arms = [new ArmReport { Version = "2", Generation = 7, Weight = 0.1, Requests = requests, Keys = keys }],
    };
}
