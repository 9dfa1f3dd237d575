namespace MthpDsl.Kernel.Verification;

/// <summary>What came of comparing a case with a real kernel. A later value outweighs an earlier one.</summary>
public enum VerifyStatus
{
    /// <summary>Simulator and kernel agree in every run.</summary>
    Equal,

    /// <summary>The machine lacks what the scenario needs; nothing was compared.</summary>
    Skipped,

    /// <summary>The scenario does what a real kernel cannot be made to do; nothing was compared.</summary>
    NotExported,

    /// <summary>The kernel itself did not do the same in every run.</summary>
    Unstable,

    /// <summary>They do not agree.</summary>
    Different,

    /// <summary>Nothing could be compared: the scenario cannot be read, or the program did not do its work.</summary>
    Failed,
}
