namespace MthpDsl.Vocabulary;

/// <summary>The kernel models that have something: a knob, a counter, a trace field.</summary>
[Flags]
internal enum KernelSet
{
    None = 0,
    V6_12 = 1,
    V6_18 = 2,
    Rfc2024 = 4,
    Rfc2024Repaired = 8,
    Merged2026 = 16,
    Mainline = 32,

    /// <summary>The twelve patches of December 2024, as posted and repaired.</summary>
    OrderWise = Rfc2024 | Rfc2024Repaired,

    /// <summary>The collapse that was merged in 2026, on either base.</summary>
    PresentBitmap = Merged2026 | Mainline,

    /// <summary>Everything whose base is 6.12.</summary>
    Base6_12 = V6_12 | OrderWise | Merged2026,

    /// <summary>Everything whose base is 6.18.</summary>
    Base6_18 = V6_18 | Mainline,

    All = Base6_12 | Base6_18,
}
