namespace MthpDsl.Simulation.Auditing;

/// <summary>What a recount found wrong, as sentences; the first hundred are enough to see what broke.</summary>
internal sealed class Findings
{
    /// <summary>No more than so many are kept.</summary>
    public const int Limit = 100;

    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void Add(string sentence)
    {
        if (_sentences.Count < Limit)
        {
            _sentences.Add(sentence);
        }
    }

    /// <summary>Says what a number is, where a recount gives another.</summary>
    public void Expect(long recounted, long recorded, string what)
    {
        if (recounted != recorded)
        {
            Add(FormattableString.Invariant($"{what} is {recorded}, a recount gives {recounted}"));
        }
    }

    /// <summary>Says what a number of a frame, slot or order is, where a recount gives another.</summary>
    public void Expect(long recounted, long recorded, string what, long subject)
    {
        if (recounted != recorded)
        {
            Add(FormattableString.Invariant($"{what} {subject:x} is {recorded}, a recount gives {recounted}"));
        }
    }
}
