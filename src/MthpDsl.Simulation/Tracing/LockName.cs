namespace MthpDsl.Simulation.Tracing;

/// <summary>The locks a collapse takes, outermost first.</summary>
/// <example><code>Console.WriteLine(machine.Khugepaged.Locks.Held(LockName.PteLock) is null); // True</code></example>
public enum LockName
{
    /// <summary>mmap_lock of the mm.</summary>
    MmapLock,

    /// <summary>The lock of one VMA: faults take it for read, vma_start_write for write.</summary>
    VmaLock,

    /// <summary>The anon_vma's lock: reverse mapping walks take it.</summary>
    AnonVmaLock,

    /// <summary>The lock of the PMD.</summary>
    PmdLock,

    /// <summary>The lock of one page table.</summary>
    PteLock,

    /// <summary>The locks of the folios that a window isolates, taken and dropped together here.</summary>
    FolioLock,
}

/// <summary>How a lock is held.</summary>
/// <example><code>Console.WriteLine(machine.Khugepaged.Locks.Held(LockName.MmapLock) == LockMode.Write); // False</code></example>
public enum LockMode
{
    /// <summary>With others who read.</summary>
    Read,

    /// <summary>Alone; also the mode of locks that know no other.</summary>
    Write,
}

/// <summary>What locks are called in traces and reports.</summary>
/// <example><code>Console.WriteLine(LockName.AnonVmaLock.Word()); // anon_vma_lock</code></example>
public static class LockNames
{
    private static readonly string[] Words = ["mmap_lock", "vma_lock", "anon_vma_lock", "pmd_lock", "pte_lock", "folio_lock"];

    /// <summary>The word of a lock: <c>mmap_lock</c>.</summary>
    public static string Word(this LockName name) => Words[(int)name];
}
