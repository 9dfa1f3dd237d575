namespace MthpDsl.Scenarios.Sweeping;

/// <summary>Runs the cases of a grid on several threads.</summary>
/// <example>
/// <code>
/// SweepPlan plan = SweepPlan.Create(
///     SourceText.From("map heap 2M\nwrite heap[..1M]\nmadvise heap hugepage\nkhugepaged scan"),
///     ["mainline"],
///     [SweepSetting.Parse("khugepaged/max_ptes_none=0,255,256,511")]);
/// List&lt;SweepRow&gt; rows = [];
/// SweepRunner.Run(plan, _ =&gt; false, rows.Add, threads: 1);
/// Console.WriteLine(rows.Count); // 4
/// </code>
/// </example>
public static class SweepRunner
{
    /// <summary>Runs every case that is not done yet.</summary>
    /// <param name="plan">The grid.</param>
    /// <param name="isDone">Whether the case of an index has its result already.</param>
    /// <param name="take">Gets each result as it comes, in no order, one call at a time.</param>
    /// <param name="threads">How many cases run at once; at least 1.</param>
    /// <param name="stop">Ends the sweep between two cases.</param>
    public static void Run(SweepPlan plan, Func<long, bool> isDone, Action<SweepRow> take, int threads, CancellationToken stop = default)
    {
        long next = -1;
        Lock gate = new();
        Exception? failure = null;
        void Work()
        {
            try
            {
                while (!stop.IsCancellationRequested && Volatile.Read(ref failure) is null)
                {
                    long index = Interlocked.Increment(ref next);
                    if (index >= plan.Count)
                    {
                        return;
                    }

                    if (isDone(index))
                    {
                        continue;
                    }

                    SweepRow row = plan.Run(index);
                    lock (gate)
                    {
                        take(row);
                    }
                }
            }
            catch (Exception broken)
            {
                // Handed to the caller's thread below.
                Interlocked.CompareExchange(ref failure, broken, null);
            }
        }

        Thread[] helpers = [.. Enumerable.Range(1, Math.Max(0, threads - 1)).Select(_ => new Thread(Work) { IsBackground = true })];
        Array.ForEach(helpers, helper => helper.Start());
        Work();
        Array.ForEach(helpers, helper => helper.Join());
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
