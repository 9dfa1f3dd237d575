using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation;

public sealed partial class Machine
{
    private const int BeatsPerPulse = 1024;

    private int _beats;

    /// <summary>
    /// Called now and then while something long goes on, at least once in a few thousand page faults or ranges scanned. It may throw
    /// to give the machine up, which must not be used any more then.
    /// </summary>
    public Action? Pulse { get; set; }

    /// <summary>The size of all VMAs of all processes.</summary>
    public ByteSize MappedBytes
    {
        get
        {
            long pages = 0;
            foreach (AddressSpace mm in _addressSpaces)
            {
                pages += mm.Vmas.Pages;
            }

            return new ByteSize(pages << Geometry.PageShift);
        }
    }

    internal void Beat()
    {
        if (Pulse is not null && ++_beats % BeatsPerPulse == 0)
        {
            Pulse();
        }
    }
}
