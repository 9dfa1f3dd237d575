namespace MthpDsl.Vocabulary;

/// <summary>How the kernel reads what is written to a knob.</summary>
internal enum KnobValueKind
{
    /// <summary>One of <see cref="KnobRow.Words"/>, compared whole; anything else is EINVAL.</summary>
    Word,

    /// <summary>Decimal 0 or 1.</summary>
    Flag,

    /// <summary>The kernel's boolean: <c>y Y t T 1 on</c>, <c>n N f F 0 of off</c>.</summary>
    KernelBool,

    /// <summary>A decimal number from <see cref="KnobRow.Min"/> to <see cref="KnobRow.Max"/>.</summary>
    Number,
}

/// <summary>Which directories a knob stands in.</summary>
internal enum KnobScope
{
    /// <summary>Once, at <see cref="KnobRow.Path"/>.</summary>
    Global,

    /// <summary>Once for each order that anonymous folios may have: 2 to the PMD order.</summary>
    AnonSizes,

    /// <summary>Once for each order with a directory: 1 to the PMD order.</summary>
    AllSizes,
}

/// <summary>A file of the sysfs tree (spec MM 1): path, values, default, since which kernel, effect.</summary>
internal sealed record KnobRow
{
    /// <summary>Below transparent_hugepage/; of a per-size file the part below <c>hugepages-*kB/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Which directories have it.</summary>
    public KnobScope Scope { get; init; }

    /// <summary>How what is written is read.</summary>
    public KnobValueKind Kind { get; init; }

    /// <summary>The words of a <see cref="KnobValueKind.Word"/>, in the order the file shows them.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>The smallest number; below is EINVAL.</summary>
    public KnobNumber Min { get; init; } = KnobNumber.Just(0);

    /// <summary>The largest number; above is EINVAL.</summary>
    public KnobNumber Max { get; init; } = KnobNumber.Just(1);

    /// <summary>The word at boot, of a <see cref="KnobValueKind.Word"/>.</summary>
    public string DefaultWord { get; init; } = "";

    /// <summary>The word at boot in the PMD-sized directory, where it differs.</summary>
    public string? PmdDefaultWord { get; init; }

    /// <summary>The number at boot.</summary>
    public KnobNumber Default { get; init; } = KnobNumber.Just(0);

    /// <summary>Mode 0444: a write is EACCES.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>False where the machine does not model it: a statement that writes it is refused by name.</summary>
    public bool Modelled { get; init; } = true;

    /// <summary>The kernels that have it.</summary>
    public KernelSet Kernels { get; init; } = KernelSet.All;

    /// <summary>One sentence: what it does.</summary>
    public required string Effect { get; init; }

    /// <summary>The path as help shows it: <c>hugepages-*kB/enabled</c>, <c>khugepaged/defrag</c>.</summary>
    public string Pattern => Scope == KnobScope.Global ? Path : "hugepages-*kB/" + Path;

    /// <summary>The word at boot in the directory of an order.</summary>
    public string WordFor(bool pmdOrder) => pmdOrder && PmdDefaultWord is not null ? PmdDefaultWord : DefaultWord;
}
