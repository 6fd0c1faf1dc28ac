using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Worker;

/// <summary>The queue that both versions share. In memory here; a broker in earnest.</summary>
public sealed class MessageQueue
{
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>();

    public int Count => _messages.Reader.Count;

    public void Publish(Message message) => _messages.Writer.TryWrite(message);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _messages.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake([NotNullWhen(true)] out Message? message) => _messages.Reader.TryRead(out message);
}
