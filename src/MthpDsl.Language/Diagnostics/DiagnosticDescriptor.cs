namespace MthpDsl.Language;

/// <summary>Everything about one kind of diagnostic; its examples are run by the tests and printed by <c>mthp help CODE</c>.</summary>
public sealed record DiagnosticDescriptor
{
    internal DiagnosticDescriptor(string code, string title, string message, string help, string bad, string good)
    {
        Code = code;
        Title = title;
        MessageFormat = message;
        Help = help;
        BadExample = bad;
        GoodExample = good;
    }

    /// <summary><c>MTHP</c> and four digits; the first is the family: 1 syntax, 2 meaning, 3 run time, 4 expectation, 5 C#.</summary>
    public string Code { get; }

    /// <summary>Whether it stops the run.</summary>
    public DiagnosticSeverity Severity { get; init; } = DiagnosticSeverity.Error;

    /// <summary>A short name of the rule.</summary>
    public string Title { get; }

    /// <summary>The sentence, with <c>{0}</c> where values of the case stand.</summary>
    public string MessageFormat { get; }

    /// <summary>What the rule is and how to mend it: one to three sentences.</summary>
    public string Help { get; }

    /// <summary>A scenario that gets the diagnostic.</summary>
    public string BadExample { get; }

    /// <summary>The same, mended.</summary>
    public string GoodExample { get; }
}
