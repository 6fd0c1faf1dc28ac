using System.Text;

namespace StackKit.Cli.Tests.Running;

/// <summary>Text that is written by one and waited for by another.</summary>
internal sealed class SignallingWriter : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        TaskCompletionSource written;
        lock (_lock)
        {
            _text.Append(value);
            written = _written;
            _written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        written.SetResult();
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Waits until the text was written.</summary>
    public async Task WaitForAsync(string text)
    {
        while (true)
        {
            Task written;
            lock (_lock)
            {
                if (_text.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                written = _written.Task;
            }

            try
            {
                await written.WaitAsync(TimeSpan.FromMinutes(1));
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"'{text}' was not written in: {this}", exception);
            }
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }
}
