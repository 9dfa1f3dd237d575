namespace MthpDsl.Language;

/// <summary>MTHP5xxx: C# in a scenario. The runner raises them.</summary>
public static class CSharpDiagnostics
{
    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor NotAllowed = new(
        "MTHP5001",
        "C# not allowed",
        "C# is not allowed here.",
        "A scenario from a stranger is data. Allow its C# with --allow-csharp, if you trust it.",
        "do { }",
        "map heap 2M\nwrite heap");

    /// <summary>{0} the compiler's code, {1} its message.</summary>
    public static readonly DiagnosticDescriptor CompileError = new(
        "MTHP5002",
        "C# does not compile",
        "{0}: {1}",
        "The compiler of C# refuses the block.",
        "do { no_such_thing(); }",
        "do { }");

    /// <summary>{0} the compiler's code, {1} its message.</summary>
    public static readonly DiagnosticDescriptor CompileWarning = new(
        "MTHP5003",
        "C# warning",
        "{0}: {1}",
        "The compiler of C# warns of the block.",
        "do { int unused; }",
        "do { }") { Severity = DiagnosticSeverity.Warning };

    /// <summary>{0} the exception's type, {1} its message.</summary>
    public static readonly DiagnosticDescriptor Threw = new(
        "MTHP5004",
        "C# threw",
        "The block threw {0}: {1}",
        "An exception ended the block, and the scenario with it.",
        "do { throw new System.Exception(\"oops\"); }",
        "do { }");

    /// <summary>{0} the limit.</summary>
    public static readonly DiagnosticDescriptor TooLong = new(
        "MTHP5005",
        "C# took too long",
        "The block ran longer than {0}.",
        "The running time of a block is bounded.",
        "do { while (true) { } }",
        "do { }");

    /// <summary>{0} the limit.</summary>
    public static readonly DiagnosticDescriptor TooMuch = new(
        "MTHP5006",
        "C# took too much memory",
        "The block allocated more than {0}.",
        "The memory of a block is bounded.",
        "",
        "do { }");

    /// <summary>{0} what it is.</summary>
    public static readonly DiagnosticDescriptor NotBoolean = new(
        "MTHP5007",
        "not a boolean",
        "The expression is {0}, and not true or false.",
        "expect { } holds one expression that is true or false.",
        "expect { 1 + 1 }",
        "expect { 1 + 1 == 2 }");

    internal static DiagnosticDescriptor[] All =>
    [
        NotAllowed, CompileError, CompileWarning, Threw, TooLong, TooMuch, NotBoolean,
    ];
}
