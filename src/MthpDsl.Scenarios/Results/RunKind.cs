namespace MthpDsl.Scenarios.Results;

/// <summary>What backs a stretch of memory.</summary>
public enum RunKind
{
    /// <summary>Nothing: no page was touched, or no VMA covers it.</summary>
    None,

    /// <summary>A folio of its own or shared.</summary>
    Folio,

    /// <summary>The zero page, mapped by PTEs.</summary>
    Zero,

    /// <summary>The huge zero folio, mapped by a PMD.</summary>
    HugeZero,

    /// <summary>Swap entries.</summary>
    Swap,
}
