using Sprache;

namespace MthpDsl.Language;

/// <summary>
/// <c>pin RANGE</c> and <c>hold RANGE</c>: a long-term pin (FOLL_PIN), and a plain page reference as vmsplice takes it;
/// <c>unpin</c> and <c>release</c> end them.
/// </summary>
/// <param name="Range">Where; null for <c>all</c>.</param>
/// <param name="IsPin">Pins; else plain references.</param>
/// <param name="Takes">Takes them; else ends them.</param>
public sealed record PinStatement(RangeSyntax? Range, bool IsPin, bool Takes) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "pin",
        Keywords = ["pin", "unpin", "hold", "release"],
        Grammar = "('pin' | 'hold') range | ('unpin' | 'release') (range | 'all')",
        Help = "pin takes a long-term pin on the pages, hold a plain reference as vmsplice does; unpin and release end them.",
        Example = "pin heap[page 3]",
        Rule = keyword => keyword is "pin" or "hold"
            ? from range in RangeRules.Range select (StatementSyntax)new PinStatement(range, keyword == "pin", true)
            : from range in RangeRules.RangeOrAll select (StatementSyntax)new PinStatement(range, keyword == "unpin", false),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text((IsPin, Takes) switch { (true, true) => "pin ", (true, false) => "unpin ", (false, true) => "hold ", _ => "release " });
        if (Range is null)
        {
            writer.Text("all");
        }
        else
        {
            writer.Node(Range);
        }
    }

    internal override void Bind(Binder binder)
    {
        if (Range is not null)
        {
            binder.Range(Range, touches: Takes);
        }
    }
}
