using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Syscalls;

namespace MthpDsl.Simulation.Auditing;

/// <summary>
/// What each process must read: a dictionary per process, told of every store and system call, and too plain to be wrong. It knows
/// no folios. A page without an entry reads as zero bytes.
/// </summary>
internal sealed class ReferenceContent
{
    private readonly Dictionary<AddressSpace, Dictionary<long, Page>> _pages = [];
    private readonly Dictionary<AddressSpace, PageRanges> _notForked = [];
    private long _lastToken;

    /// <summary>A page: the write it holds, and whether zero bytes will do as well.</summary>
    public readonly record struct Page(long Token, bool MayBeZero)
    {
        public bool Allows(long content) => content == Token || (MayBeZero && content == 0);
    }

    public Dictionary<long, Page> Of(AddressSpace mm) => _pages.TryGetValue(mm, out var pages) ? pages : _pages[mm] = [];

    public void Stored(AddressSpace mm, long vpn, long count, bool zeros)
    {
        for (long page = vpn; page < vpn + count; page++)
        {
            Of(mm)[page] = new Page(zeros ? 0 : ++_lastToken, MayBeZero: false);
        }
    }

    public void Mapped(AddressSpace mm, long first, long end) => NotForked(mm).Remove(first, end);

    public void Unmapped(AddressSpace mm, long first, long end)
    {
        foreach (long page in Within(mm, first, end))
        {
            Of(mm).Remove(page);
        }
    }

    public void Forked(AddressSpace parent, AddressSpace child)
    {
        PageRanges left = NotForked(parent);
        _pages[child] = Of(parent).Where(page => !left.Contains(page.Key)).ToDictionary();
    }

    public void Exited(AddressSpace mm) => _pages.Remove(mm);

    public void Advised(AddressSpace mm, long first, long end, Advice advice, Errno errno)
    {
        // EINVAL may come after part of the range was dealt with.
        bool whole = errno is Errno.None or Errno.ENOMEM;
        switch (advice)
        {
            case Advice.Dontneed when whole:
                Unmapped(mm, first, end);
                break;
            case Advice.Dontneed or Advice.Free:
                Doubt(mm, first, end);
                break;
            case Advice.Dontfork when whole:
                NotForked(mm).Add(first, end);
                break;
            case Advice.Dofork when whole:
                NotForked(mm).Remove(first, end);
                break;
        }
    }

    public void Moved(AddressSpace mm, long first, long end, long target, long targetEnd)
    {
        Dictionary<long, Page> moved = Within(mm, first, end).ToDictionary(page => page - first + target, page => Of(mm)[page]);
        List<(long First, long End)> left = NotForked(mm).Within(first, end);
        Unmapped(mm, first, end);
        Unmapped(mm, target, targetEnd);
        foreach ((long page, Page content) in moved)
        {
            Of(mm)[page] = content;
        }

        // What a move adds is like the end of what it moved.
        NotForked(mm).Remove(target, targetEnd);
        foreach ((long leftFirst, long leftEnd) in left)
        {
            NotForked(mm).Add(leftFirst - first + target, leftEnd == end ? targetEnd : leftEnd - first + target);
        }
    }

    /// <summary>A VMA was extended in place: what is new is like its end.</summary>
    public void Grown(AddressSpace mm, long end, long newEnd)
    {
        bool left = NotForked(mm).Contains(end - 1);
        Mapped(mm, end, newEnd);
        if (left)
        {
            NotForked(mm).Add(end, newEnd);
        }
    }

    // Zero bytes will do, too: the kernel may have dropped these pages, now or later.
    private void Doubt(AddressSpace mm, long first, long end)
    {
        foreach (long page in Within(mm, first, end))
        {
            Of(mm)[page] = Of(mm)[page] with { MayBeZero = true };
        }
    }

    /// <summary>Believes the machine about a page: the kernel as modelled lost a write there.</summary>
    public void Adopt(AddressSpace mm, long page, long content) => Of(mm)[page] = new Page(content, MayBeZero: false);

    private PageRanges NotForked(AddressSpace mm) =>
        _notForked.TryGetValue(mm, out PageRanges? ranges) ? ranges : _notForked[mm] = new PageRanges();

    private List<long> Within(AddressSpace mm, long first, long end)
    {
        Dictionary<long, Page> pages = Of(mm);
        return end - first > pages.Count
            ? [.. pages.Keys.Where(page => page >= first && page < end)]
            : [.. Enumerable.Range(0, (int)(end - first)).Select(i => first + i).Where(pages.ContainsKey)];
    }

    /// <summary>A copy for the fork of a machine.</summary>
    /// <param name="twin">The address space there that an address space here has become.</param>
    public ReferenceContent Clone(Func<AddressSpace, AddressSpace> twin)
    {
        var copy = new ReferenceContent { _lastToken = _lastToken };
        foreach ((AddressSpace mm, Dictionary<long, Page> pages) in _pages)
        {
            copy._pages.Add(twin(mm), new Dictionary<long, Page>(pages));
        }

        foreach ((AddressSpace mm, PageRanges ranges) in _notForked)
        {
            copy._notForked.Add(twin(mm), ranges.Clone());
        }

        return copy;
    }
}
