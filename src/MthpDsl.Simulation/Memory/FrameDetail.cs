namespace MthpDsl.Simulation.Memory;

/// <summary>The properties of a block's frames that are not uniform, frame by frame; null while they are.</summary>
internal sealed class FrameDetail
{
    public uint[]? Meta { get; set; }

    public ushort[]? MapCounts { get; set; }

    public ulong[]? Exclusive { get; set; }

    public long[]? Tokens { get; set; }

    public long[]? Indices { get; set; }

    public long[]? Stamps { get; set; }

    /// <summary>Folios of order 2 and more, by a quarter of the head's place in the block.</summary>
    public LargeFolio[]? Large { get; set; }

    public FrameDetail Clone() => new()
    {
        Meta = (uint[]?)Meta?.Clone(),
        MapCounts = (ushort[]?)MapCounts?.Clone(),
        Exclusive = (ulong[]?)Exclusive?.Clone(),
        Tokens = (long[]?)Tokens?.Clone(),
        Indices = (long[]?)Indices?.Clone(),
        Stamps = (long[]?)Stamps?.Clone(),
        Large = (LargeFolio[]?)Large?.Clone(),
    };
}
