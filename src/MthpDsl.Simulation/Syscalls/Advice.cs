namespace MthpDsl.Simulation;

/// <summary>The advice of madvise(2) (spec MM 4.1 to 4.9).</summary>
/// <example>
/// <code>
/// heap.Write();
/// Console.WriteLine(heap.Advise(Advice.Collapse)); // None
/// Console.WriteLine(heap.Layout); // 2M pmd
/// </code>
/// </example>
public enum Advice
{
    /// <summary>MADV_HUGEPAGE.</summary>
    Hugepage,

    /// <summary>MADV_NOHUGEPAGE.</summary>
    Nohugepage,

    /// <summary>MADV_DONTNEED.</summary>
    Dontneed,

    /// <summary>MADV_FREE.</summary>
    Free,

    /// <summary>MADV_COLD.</summary>
    Cold,

    /// <summary>MADV_PAGEOUT.</summary>
    Pageout,

    /// <summary>MADV_WILLNEED.</summary>
    Willneed,

    /// <summary>MADV_COLLAPSE.</summary>
    Collapse,

    /// <summary>MADV_POPULATE_READ.</summary>
    PopulateRead,

    /// <summary>MADV_POPULATE_WRITE.</summary>
    PopulateWrite,

    /// <summary>MADV_DONTFORK.</summary>
    Dontfork,

    /// <summary>MADV_DOFORK.</summary>
    Dofork,
}
