namespace MthpDsl.Simulation.Memory;

/// <summary>Clusters in the order they are tried; one cluster is on at most one list.</summary>
internal sealed class SwapClusterList
{
    private SwapCluster? _last;

    public SwapCluster? First { get; private set; }

    public int Count { get; private set; }

    public void AddLast(SwapCluster cluster)
    {
        cluster.Previous = _last;
        cluster.Next = null;
        if (_last is null)
        {
            First = cluster;
        }
        else
        {
            _last.Next = cluster;
        }

        _last = cluster;
        Count++;
    }

    public void Remove(SwapCluster cluster)
    {
        if (cluster.Previous is null)
        {
            First = cluster.Next;
        }
        else
        {
            cluster.Previous.Next = cluster.Next;
        }

        if (cluster.Next is null)
        {
            _last = cluster.Previous;
        }
        else
        {
            cluster.Next.Previous = cluster.Previous;
        }

        cluster.Next = null;
        cluster.Previous = null;
        Count--;
    }
}
