namespace StackKit.Coordination;

/// <content>Campaigning: every decision is a commit or a consistent read.</content>
public sealed partial class LeaderElection
{
    private async Task<Claim?> TryClaimAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Asking first spares the store a lease for every look at a key that somebody holds.
            CommitResult vacancy = await _supervisor.CommitAsync(Transaction.Create().ExpectAbsent(Key), cancellationToken).ConfigureAwait(false);
            if (!vacancy.IsCommitted)
            {
                return null;
            }

            long before = _timeProvider.GetTimestamp();
            ILease lease = await _supervisor.AcquireUnkeptLeaseAsync(_ttl, cancellationToken).ConfigureAwait(false);
            long revision = 0;
            try
            {
                revision = await ClaimAsync(lease, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (revision == 0)
                {
                    // Also makes a commit conflict that is still on its way.
                    await _supervisor.ReleaseAsync(lease).ConfigureAwait(false);
                }
            }

            return revision == 0 ? null : new Claim(lease, revision, before);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException)
        {
            LogCampaignFailed(_logger, exception, OwnerId, Key);
            return null;
        }
    }

    /// <summary>Puts the leader's entry. Returns its revision, or 0 when it is not there.</summary>
    private async Task<long> ClaimAsync(ILease lease, CancellationToken cancellationToken)
    {
        Transaction claim = Transaction.Create().ExpectAbsent(Key).Put(Key, _ownerValue, lease);
        CommitResult result = await _supervisor.CommitAsync(claim, cancellationToken).ConfigureAwait(false);
        if (result.Outcome != CommitOutcome.Unknown)
        {
            return result.Revision;
        }

        Listing listing = await _supervisor.ListAsync(_parent, cancellationToken).ConfigureAwait(false);
        foreach (Entry entry in listing.Entries)
        {
            if (entry.Key == Key && entry.LeaseId == lease.Id)
            {
                return entry.Revision;
            }
        }

        return 0;
    }

    private async ValueTask RenewAsync(Claim claim, CancellationToken cancellationToken)
    {
        await claim.Lease.RenewAsync(cancellationToken).ConfigureAwait(false);
        CommitResult held = await _supervisor.CommitAsync(Transaction.Create().ExpectRevision(Key, claim.Revision), cancellationToken).ConfigureAwait(false);
        switch (held.Outcome)
        {
            case CommitOutcome.Conflict:
                throw new LeaseLostException($"The key '{Key}' is held by another leader.");
            case CommitOutcome.Unknown:
                throw new TimeoutException($"The store did not say who holds the key '{Key}'.");
            default:
                break;
        }
    }

    /// <summary>Waits for a third of the time to live, or less when the view shows that the key became free.</summary>
    private async Task WaitForVacancyAsync(long seenVersion, CancellationToken cancellationToken)
    {
        TimeSpan pause = _ttl / 3 * (0.8 + (0.4 * Random.Shared.NextDouble()));
        if (_parent.Length == 0)
        {
            // The view would be that of the whole store.
            await Task.Delay(pause, _timeProvider, cancellationToken).ConfigureAwait(false);
            return;
        }

        using CancellationTokenSource timeout = new(pause, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            StoreView view = _supervisor.Watch(_parent);
            StoreSnapshot snapshot;
            do
            {
                snapshot = await view.WaitForChangeAsync(seenVersion, either.Token).ConfigureAwait(false);
                seenVersion = snapshot.Version;
            }
            while (snapshot.Health != StoreHealth.Live || snapshot.Entries.ContainsKey(Key));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogStillHeld(_logger, OwnerId, Key);
        }
    }
}
