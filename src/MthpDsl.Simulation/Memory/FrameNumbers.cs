using System.Runtime.CompilerServices;

namespace MthpDsl.Simulation.Memory;

/// <summary>
/// A number for each frame of a block, where they are not regular: as 32-bit distances from a base while all lie near it, as those of
/// memory that was filled at about one time do, else as they are. Zero stands for itself.
/// </summary>
internal struct FrameNumbers
{
    private const long Reach = 1L << 31;

    private uint[]? _near;
    private long[]? _far;
    private long _base;

    /// <summary>Whether there are any; while not, a rule says what the numbers are.</summary>
    public readonly bool AreKept => _near is not null || _far is not null;

    /// <summary>The number of a frame. Only where <see cref="AreKept"/>.</summary>
    public readonly long this[int i] =>
        _near is not { } near ? _far![i] : near[i] == 0 ? 0 : _base + near[i];

    /// <summary>Keeps the numbers that a rule gave so far: the same for every frame, or growing by one a frame.</summary>
    /// <param name="frames">Of the block.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="ascending">Whether they grow.</param>
    /// <param name="around">A number near those to come.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Keep(int frames, long first, bool ascending, long around)
    {
        _base = around - Reach;
        _near = new uint[frames];
        Fill(0, frames, first, ascending);
    }

    /// <summary>Gives a frame its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int i, long number)
    {
        if (_near is { } near && TryShorten(number, out uint distance))
        {
            near[i] = distance;
        }
        else
        {
            Widen()[i] = number;
        }
    }

    /// <summary>Gives a stretch of frames one number, or numbers that grow by one a frame.</summary>
    public void Fill(int i, int count, long first, bool ascending)
    {
        for (int k = 0; k < count; k++)
        {
            Set(i + k, ascending ? first + k : first);
        }
    }

    public readonly FrameNumbers Clone() => this with { _near = (uint[]?)_near?.Clone(), _far = (long[]?)_far?.Clone() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryShorten(long number, out uint distance)
    {
        long far = number - _base;
        distance = number == 0 ? 0 : (uint)far;
        return number == 0 || (far > 0 && far <= uint.MaxValue);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long[] Widen()
    {
        if (_far is null)
        {
            var far = new long[_near!.Length];
            for (int k = 0; k < far.Length; k++)
            {
                far[k] = this[k];
            }

            _far = far;
            _near = null;
        }

        return _far;
    }
}
