namespace MthpDsl.Simulation.Memory;

/// <summary>What compaction needs of whoever uses the frames.</summary>
internal interface ICompactionOwner
{
    /// <summary>The folio that an allocated frame belongs to, where it can be moved.</summary>
    /// <param name="frame">An allocated frame.</param>
    /// <param name="head">The first frame of its folio.</param>
    /// <param name="order">The order of its folio.</param>
    /// <returns>False where the frame is pinned, referenced by others, or not a folio's at all.</returns>
    bool TryGetMovable(long frame, out long head, out int order);

    /// <summary>Moves a folio: its contents, its mappings, everything but its order and its addresses (spec MM 7.5).</summary>
    void Move(long fromHead, long toHead, int order);
}
