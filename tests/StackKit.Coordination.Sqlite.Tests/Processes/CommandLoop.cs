using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace StackKit.Coordination.Sqlite.Tests.Processes;

/// <summary>The other end of <see cref="ChildProcess"/>: reads a command, carries it out, and answers.</summary>
internal sealed class CommandLoop(ICoordinationEngine engine)
{
    public async Task RunAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "put":
                    await PutAsync(words[1], Convert.FromBase64String(words[2]), int.Parse(words[3], CultureInfo.InvariantCulture));
                    await Console.Out.WriteLineAsync($"put {words[1]}");
                    break;
                case "count":
                    _ = Task.Run(() => CountAsync(words[1], words[2]));
                    break;
                case "increment":
                    await IncrementAsync(words[1], int.Parse(words[2], CultureInfo.InvariantCulture));
                    break;
                case "hammer":
                    _ = Task.Run(HammerAsync);
                    break;
                case "watch":
                    _ = Task.Run(() => WatchAsync(words[1]));
                    break;
                default:
                    throw new InvalidOperationException(line);
            }
        }
    }

    private async Task PutAsync(string key, byte[] value, int milliseconds)
    {
        Transaction transaction = milliseconds > 0
            ? Transaction.Create().Put(key, value, await engine.AcquireLeaseAsync(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None))
            : Transaction.Create().Put(key, value);
        CommitResult result = await engine.CommitAsync(transaction, CancellationToken.None);
        Assert.True(result.IsCommitted);
    }

    private async Task CountAsync(string firstKey, string secondKey)
    {
        for (long number = 1; ; number++)
        {
            byte[] value = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
            CommitResult result = await engine.CommitAsync(Transaction.Create().Put(firstKey, value).Put(secondKey, value), CancellationToken.None);
            Assert.True(result.IsCommitted);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"acknowledged {number}"));
        }
    }

    /// <summary>Counts one number up together with others, and says which values were its own.</summary>
    private async Task IncrementAsync(string key, int times)
    {
        for (int own = 0; own < times;)
        {
            Listing listing = await engine.ListAsync(string.Empty, CancellationToken.None);
            Entry? entry = listing.Entries.SingleOrDefault(entry => entry.Key == key);
            long next = (entry is null ? 0 : long.Parse(Encoding.UTF8.GetString(entry.Value.Span), CultureInfo.InvariantCulture)) + 1;
            Transaction transaction = entry is null ? Transaction.Create().ExpectAbsent(key) : Transaction.Create().ExpectRevision(key, entry.Revision);
            CommitResult result = await engine.CommitAsync(transaction.Put(key, Encoding.UTF8.GetBytes(next.ToString(CultureInfo.InvariantCulture))), CancellationToken.None);
            if (result.IsCommitted)
            {
                own++;
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"acknowledged {next}"));
            }
        }

        await Console.Out.WriteLineAsync("done");
    }

    /// <summary>Writes into whatever store there is, without end.</summary>
    private async Task HammerAsync()
    {
        byte[] value = new byte[3000];
        for (int number = 1; ; number++)
        {
            try
            {
                await engine.ListAsync("web/", CancellationToken.None);
                CommitResult result = await engine.CommitAsync(Transaction.Create().Put($"web/k{number % 50}", value).Put($"web/{Environment.ProcessId}", value), CancellationToken.None);
                if (result.IsCommitted)
                {
                    await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"acknowledged {number}"));
                }
            }
            catch (StoreUnavailableException exception)
            {
                await Console.Out.WriteLineAsync($"unavailable {exception.Message}");
            }
        }
    }

    /// <summary>Watches a prefix as a feature does, and says how far it can be trusted.</summary>
    private async Task WatchAsync(string prefix)
    {
        await using CoordinationSupervisor supervisor = new(engine, TimeProvider.System, NullLogger<CoordinationSupervisor>.Instance);
        StoreView view = supervisor.Watch(prefix);
        StoreHealth? told = null;
        for (StoreSnapshot snapshot = view.Current; ; snapshot = await view.WaitForChangeAsync(snapshot.Version, CancellationToken.None))
        {
            if (snapshot.Health != told)
            {
                told = snapshot.Health;
                await Console.Out.WriteLineAsync($"health {told}");
            }
        }
    }
}
