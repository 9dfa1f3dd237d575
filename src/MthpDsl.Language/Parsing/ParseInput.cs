using Sprache;

namespace MthpDsl.Language;

/// <summary>
/// A place in the text, for Sprache. Its own input keeps a dictionary at every character; this one keeps an offset, and
/// lexemes move it a word at a time.
/// </summary>
internal sealed class ParseInput(ParseContext context, int position) : IInput
{
    public ParseContext Context { get; } = context;

    public int Position { get; } = position;

    public string Source => Context.Text;

    public char Current => Source[Position];

    public bool AtEnd => Position >= Source.Length;

    public int Line => Context.Source.PositionOf(Position).Line;

    public int Column => Context.Source.PositionOf(Position).Column;

    public IDictionary<object, object> Memos => throw new NotSupportedException("No rule memoizes.");

    public ParseInput At(int position) => position == Position ? this : new(Context, position);

    public IInput Advance() => new ParseInput(Context, Position + 1);

    public bool Equals(IInput? other) => other is ParseInput input && input.Position == Position && input.Context == Context;

    public override bool Equals(object? obj) => Equals(obj as IInput);

    public override int GetHashCode() => Position;
}
