using System.Collections.Immutable;

namespace StackKit.Coordination;

/// <content>One session: from a list to the end of the follow that continues it.</content>
internal sealed partial class ViewFollower
{
    private async ValueTask RunSessionAsync(CancellationToken cancellationToken)
    {
        long started = _timeProvider.GetTimestamp();
        try
        {
            if (_guard.IsRegressed)
            {
                _publisher.Degrade(StoreHealth.Regressed); // another view saw it while this one was between two sessions
            }

            await _guard.WaitForAcceptanceAsync(cancellationToken).ConfigureAwait(false);
            await FollowStoreAsync(cancellationToken).ConfigureAwait(false);
            LogReset(_logger, View.Prefix);
        }
        catch (StoreRegressedException)
        {
            _guard.Trip(); // the engine may have noticed before the guard did
            _publisher.Degrade(StoreHealth.Regressed);
            return;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _publisher.Degrade(StoreHealth.Stale);
            LogLost(_logger, exception, View.Prefix);
            if (!IsLongLived(started))
            {
                throw;
            }
        }

        if (!IsLongLived(started))
        {
            // A store that resets again and again is as bad as one that fails: the delays must grow.
            throw new StoreUnavailableException("The store could not continue the follow.");
        }

        // Every process that followed the same store is here at the same time, so even the first attempt is spread out.
        await Task.Delay(_options.RetryDelay * (0.5 + Random.Shared.NextDouble()), _timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private bool IsLongLived(long started) => _timeProvider.GetElapsedTime(started) >= _options.MaximumRetryDelay;

    /// <summary>Returns when the store asks to list again.</summary>
    private async Task FollowStoreAsync(CancellationToken cancellationToken)
    {
        StoreMark mark = _guard.Mark();
        CancellationToken regressed = _guard.Regressed;
        using CancellationTokenSource silence = new(Timeout.InfiniteTimeSpan, _timeProvider);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, regressed, cancellationToken);
        try
        {
            Listing listing = await BoundedCall.RunAsync(token => _engine.ListAsync(View.Prefix, token), _options.RequestTimeout, _timeProvider, end.Token).ConfigureAwait(false);
            _guard.Confirm(mark, listing.StoreEpoch, listing.Revision);
            ImmutableSortedDictionary<string, Entry> entries = listing.Entries.ToImmutableSortedDictionary(static entry => entry.Key, static entry => entry, StringComparer.Ordinal);
            entries = _publisher.Load(entries);

            silence.CancelAfter(_silenceLimit);
            AbandoningEnumerator changes = new(_engine.FollowAsync(View.Prefix, listing.Cursor, end.Token), end.Token);
            await using (changes.ConfigureAwait(false))
            {
                await ApplyAsync(changes, entries, mark with { Revision = listing.Revision }, silence).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested && end.IsCancellationRequested)
        {
            throw regressed.IsCancellationRequested
                ? new StoreRegressedException()
                : new TimeoutException($"The store was silent for {_silenceLimit}.", exception);
        }
    }

    private async Task ApplyAsync(AbandoningEnumerator changes, ImmutableSortedDictionary<string, Entry> entries, StoreMark mark, CancellationTokenSource silence)
    {
        while (await changes.MoveNextAsync().ConfigureAwait(false))
        {
            Change change = changes.Current;
            switch (change.Kind)
            {
                case ChangeKind.Reset:
                    return;
                case ChangeKind.Put:
                    entries = entries.SetItem(change.Key!, change.Entry!);
                    break;
                case ChangeKind.Remove:
                    entries = entries.Remove(change.Key!);
                    break;
                default:
                    break;
            }

            if (change.Cursor is not null)
            {
                _guard.Confirm(mark, null, change.Revision);
                mark = mark with { Revision = change.Revision };
                silence.CancelAfter(_silenceLimit);
                _publisher.Update(entries);
            }
        }

        throw new StoreUnavailableException("The follow ended without a reset.");
    }
}
