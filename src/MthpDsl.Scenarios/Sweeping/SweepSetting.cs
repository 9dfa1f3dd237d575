using System.Collections.Immutable;

namespace MthpDsl.Scenarios.Sweeping;

/// <summary>A name or a knob and the values it is to take: the option <c>--set NAME=VALUES</c>.</summary>
/// <param name="Name">The name of a <c>given</c>, or a path below transparent_hugepage/ that may hold wildcards.</param>
/// <param name="Values">At least one; each once.</param>
/// <example>
/// <code>
/// SweepSetting setting = SweepSetting.Parse("khugepaged/max_ptes_none=0,511");
/// Console.WriteLine($"{setting.Name}: {setting.Values.Length}"); // khugepaged/max_ptes_none: 2
/// </code>
/// </example>
public sealed record SweepSetting(string Name, ImmutableArray<string> Values)
{
    /// <summary>Reads <c>khugepaged/max_ptes_none=0..511:64</c>.</summary>
    /// <exception cref="SweepException">It has no name, no value, or a range that ends before it begins.</exception>
    public static SweepSetting Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new SweepException($"'{text}' sets nothing. Write NAME=VALUES, such as khugepaged/max_ptes_none=0..511:64.");
        }

        return new SweepSetting(text[..equals].Trim(), SweepValues.Parse(text[(equals + 1)..]));
    }
}
