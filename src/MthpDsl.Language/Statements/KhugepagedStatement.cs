using Sprache;

namespace MthpDsl.Language;

/// <summary>How long khugepaged works.</summary>
public enum KhugepagedMode
{
    /// <summary>So many full scans.</summary>
    Scan,

    /// <summary>So much simulated time.</summary>
    Run,

    /// <summary>Until a full scan changes nothing.</summary>
    UntilIdle,
}

/// <summary>A stretch of simulated time: <c>500ms</c>, <c>30s</c>, <c>5m</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Milliseconds">How long; not negative.</param>
public sealed record TimeSyntax(string Text, long Milliseconds) : SyntaxNode
{
    internal override void WriteTo(SyntaxWriter writer) => writer.Text(Text);
}

/// <summary><c>khugepaged scan [N]</c>, <c>khugepaged run TIME</c>, <c>khugepaged until-idle</c>.</summary>
/// <param name="Mode">Which.</param>
/// <param name="Scans">How many scans; null for one, and where it is not <c>scan</c>.</param>
/// <param name="Time">How long; null where it is not <c>run</c>.</param>
public sealed record KhugepagedStatement(KhugepagedMode Mode, ExpressionSyntax? Scans, TimeSyntax? Time) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "khugepaged",
        Keywords = ["khugepaged"],
        Grammar = "'khugepaged' ('scan' count? | 'run' time | 'until-idle')",
        Help = "Lets khugepaged work: N full scans of every registered process, some simulated time at the pace sysfs sets, or full scans until one changes nothing (more than 64 is an error).",
        Example = "khugepaged scan",
        Rule = _ => ScanExtensions.OneOf(
            from word in Lexemes.Word("scan")
            from count in ExpressionRules.Count.Maybe()
            select (StatementSyntax)new KhugepagedStatement(KhugepagedMode.Scan, count, null),
            from word in Lexemes.Word("run")
            from time in TimeLexeme.Time
            select (StatementSyntax)new KhugepagedStatement(KhugepagedMode.Run, null, time),
            from word in Lexemes.Word("until-idle")
            select (StatementSyntax)new KhugepagedStatement(KhugepagedMode.UntilIdle, null, null)),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text(Mode switch
        {
            KhugepagedMode.Scan => Scans is null ? "khugepaged scan" : "khugepaged scan ",
            KhugepagedMode.Run => "khugepaged run ",
            _ => "khugepaged until-idle",
        });
        writer.Optional(Scans).Optional(Time);
    }

    internal override void Bind(Binder binder)
    {
        if (Scans is not null)
        {
            binder.Count(Scans, 1, long.MaxValue, "a number of scans");
        }
    }
}
