namespace MthpDsl.Language;

/// <summary>What <c>machine { … }</c> says, before the values of a case are known.</summary>
public sealed record MachineSettings
{
    /// <summary>4G in bytes.</summary>
    public const long MemoryDefault = 4L << 30;

    /// <summary>4K in bytes.</summary>
    public const long PageSizeDefault = 4096;

    /// <summary>The text the settings stand in.</summary>
    public SourceText Source { get; init; } = SourceText.Empty;

    /// <summary>The memory, or null for 4G.</summary>
    public ExpressionSyntax? Memory { get; init; }

    /// <summary>The base page size, or null for 4K.</summary>
    public ExpressionSyntax? PageSize { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public string Arch { get; init; } = "x86_64";

    /// <summary>The swap, or null for none.</summary>
    public SwapSetting? Swap { get; init; }

    /// <summary>The seed, or null for 1.</summary>
    public ExpressionSyntax? Seed { get; init; }

    /// <summary>The settings of one case.</summary>
    /// <param name="values">The values of its givens.</param>
    public Evaluated<EvaluatedMachine> Evaluate(IReadOnlyDictionary<string, ExpressionValue> values)
    {
        EvaluationContext context = new(PageSizeDefault, values);
        Evaluated<long> pageSize = Size(PageSize, PageSizeDefault, context);
        if (pageSize.IsOk && PageSizes.PmdOrderOf(pageSize.Value) is null)
        {
            return new(EvaluatedMachine.Default, new(MeaningDiagnostics.BadPageSize, PageSize!.Span, PageSize.ToString()));
        }

        context = context with { PageSize = pageSize.Value };
        Evaluated<long> memory = Size(Memory, MemoryDefault, context);
        Evaluated<long> swap = Size(Swap?.Size, 0, context);
        Evaluated<long> seed = Seed is null ? new(1, null) : ExpressionEvaluator.EvaluateCount(Seed, context, "a seed");
        return new(
            new(memory.Value, pageSize.Value, Arch, swap.Value, Swap?.Backing, seed.Value),
            pageSize.Error ?? memory.Error ?? swap.Error ?? seed.Error);
    }

    private static Evaluated<long> Size(ExpressionSyntax? expression, long otherwise, EvaluationContext context) =>
        expression is null ? new(otherwise, null) : ExpressionEvaluator.EvaluateSize(expression, context);
}

/// <summary>A machine as one case has it.</summary>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="PageSize">4096, 16384 or 65536.</param>
/// <param name="Arch"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="SwapBytes">Its swap; 0 for none.</param>
/// <param name="SwapBacking">What holds the swap; null for none.</param>
/// <param name="Seed">What random pages are drawn from.</param>
public sealed record EvaluatedMachine(
    long MemoryBytes, long PageSize, string Arch, long SwapBytes, SwapBacking? SwapBacking, long Seed)
{
    /// <summary>The machine of a scenario that says nothing.</summary>
    public static EvaluatedMachine Default { get; } =
        new(MachineSettings.MemoryDefault, MachineSettings.PageSizeDefault, "x86_64", 0, null, 1);
}
