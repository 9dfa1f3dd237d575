namespace MthpDsl.Simulation;

/// <summary>What mprotect allows.</summary>
/// <example>
/// <code>
/// machine.Main.Protect(heap.Range, Protection.Read);
/// Console.WriteLine(heap.Write()); // EFAULT
/// </code>
/// </example>
public enum Protection
{
    /// <summary>PROT_NONE: every access faults; the pages stay.</summary>
    None,

    /// <summary>PROT_READ.</summary>
    Read,

    /// <summary>PROT_READ and PROT_WRITE.</summary>
    Write,
}
