using MthpDsl.Simulation.Auditing;

namespace MthpDsl.Simulation;

public sealed partial class Machine
{
    private ContentCheck? _contentCheck;

    /// <summary>Told of every store and system call once <see cref="WatchContent"/> was called; null before.</summary>
    internal ReferenceContent? Reference { get; private set; }

    /// <summary>
    /// Keeps a second record, too simple to be wrong, of what every process must read, for <see cref="CheckContent"/>. To be called
    /// before the first statement. It costs an entry for every base page written.
    /// </summary>
    public void WatchContent() => Watch(new ReferenceContent());

    /// <summary>
    /// Where a process reads something else than it must by the rules of fork, madvise, mremap and exit: the first page of each such
    /// process; nothing where all is well or nobody watched. Writes that a kernel loses as modelled (COLLAPSE B6) are forgiven.
    /// </summary>
    public IReadOnlyList<ContentDifference> CheckContent() => _contentCheck is { } check ? [.. check.Run()] : [];

    private void Watch(ReferenceContent reference)
    {
        Reference = reference;
        _contentCheck = new ContentCheck(this, reference);
    }
}
