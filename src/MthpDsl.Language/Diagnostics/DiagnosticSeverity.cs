namespace MthpDsl.Language;

/// <summary>What a diagnostic means for the run.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Legal, and surely not meant: reported, and the run goes on.</summary>
    Warning,

    /// <summary>The scenario cannot run, or did not pass.</summary>
    Error,
}
