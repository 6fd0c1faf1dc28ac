namespace StackKit.Events;

/// <summary>How much attention an event asks for.</summary>
public enum EventSeverity
{
    /// <summary>Something went as planned.</summary>
    Information,

    /// <summary>Something is worth a look, and StackKit goes on by itself.</summary>
    Warning,

    /// <summary>A person is needed.</summary>
    Critical,
}
