namespace MthpDsl.Language;

/// <summary>How large the parts of a scenario may be. Beyond a limit there is one message that names it.</summary>
public static class SyntaxLimits
{
    /// <summary>Blocks, and statements within statements, inside each other.</summary>
    public const int NestingDepthMax = 64;

    /// <summary>Parentheses inside each other, of an expression or of a layout.</summary>
    public const int ParenthesesDepthMax = 32;

    /// <summary>Operators of one expression.</summary>
    public const int OperatorsMax = 256;

    /// <summary>Mistakes that are reported of one file.</summary>
    public const int DiagnosticsMax = 100;

    /// <summary>Characters of a name.</summary>
    public const int NameLengthMax = 128;
}
