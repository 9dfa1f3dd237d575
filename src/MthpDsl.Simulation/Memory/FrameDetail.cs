namespace MthpDsl.Simulation.Memory;

/// <summary>The properties of a block's frames that are not uniform, frame by frame; null while they are.</summary>
internal sealed class FrameDetail
{
    // Fields: the numbers are changed in place.
    public FrameNumbers Tokens;
    public FrameNumbers Indices;
    public FrameNumbers Stamps;

    public uint[]? Meta { get; set; }

    public ushort[]? MapCounts { get; set; }

    public ulong[]? Exclusive { get; set; }

    /// <summary>Folios of order 2 and more, by a quarter of the head's place in the block.</summary>
    public LargeFolio[]? Large { get; set; }

    /// <summary>Whether frames differ in more than their numbers.</summary>
    public bool IsMixed => Meta is not null || MapCounts is not null || Exclusive is not null;

    public FrameDetail Clone() => new()
    {
        Meta = (uint[]?)Meta?.Clone(),
        MapCounts = (ushort[]?)MapCounts?.Clone(),
        Exclusive = (ulong[]?)Exclusive?.Clone(),
        Large = (LargeFolio[]?)Large?.Clone(),
        Tokens = Tokens.Clone(),
        Indices = Indices.Clone(),
        Stamps = Stamps.Clone(),
    };
}
