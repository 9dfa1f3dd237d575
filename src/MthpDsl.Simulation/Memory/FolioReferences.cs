namespace MthpDsl.Simulation.Memory;

/// <summary>References to a folio from outside of page tables (spec MM 8.2).</summary>
/// <param name="Plain">FOLL_GET references, as vmsplice takes them.</param>
/// <param name="Pins">FOLL_PIN pins, as io_uring's fixed buffers take them.</param>
internal readonly record struct FolioReferences(int Plain, int Pins)
{
    /// <summary>GUP_PIN_COUNTING_BIAS: what one pin adds to the refcount of a small folio.</summary>
    public const int SmallFolioPinBias = 1024;

    public bool IsEmpty => Plain == 0 && Pins == 0;
}
