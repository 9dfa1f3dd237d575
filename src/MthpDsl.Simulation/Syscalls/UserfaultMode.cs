namespace MthpDsl.Simulation;

/// <summary>What a range is registered for with userfaultfd.</summary>
/// <example>
/// <code>
/// heap.Write();
/// Console.WriteLine(machine.Main.Userfault(heap.Range, UserfaultMode.WriteProtect)); // None
/// </code>
/// </example>
public enum UserfaultMode
{
    /// <summary>UFFDIO_REGISTER_MODE_MISSING: a fault on an empty entry waits for the handler.</summary>
    Missing,

    /// <summary>UFFDIO_REGISTER_MODE_WP: arms the VMA; nothing is write-protected until the handler asks for it.</summary>
    WriteProtect,
}
