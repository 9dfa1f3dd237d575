using MthpDsl.Language;
using MthpDsl.Reporting.Explain;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary>A range of the language as an argument of the command line: <c>heap</c>, <c>heap[64K..128K]</c>, <c>heap[page 3]</c>.</summary>
internal static class RangeArgument
{
    /// <summary>The part of a mapping that the argument names in a case.</summary>
    /// <exception cref="CommandLineException">It is no range, or the case has no such mapping.</exception>
    public static MappingPart Parse(string argument, CaseResult result)
    {
        ParsedScenario parsed = ScenarioParser.Parse(SourceText.From("unmap " + argument, "RANGE"));
        if (parsed.Diagnostics.Any() || parsed.Statements is not [UnmapStatement statement])
        {
            throw new CommandLineException($"'{Reporting.Text.Printable.Of(argument)}' is no range. Write heap, heap[64K..128K] or heap[page 3].");
        }

        string name = statement.Range.Mapping.Text;
        MappingSnapshot mapping = result.Snapshots
            .SelectMany(snapshot => snapshot.Processes).SelectMany(process => process.Mappings)
            .LastOrDefault(candidate => candidate.Name == name)
            ?? throw CommandLineException.Unknown(
                "mapping", name, result.Snapshots.SelectMany(snapshot => snapshot.Processes).SelectMany(process => process.Mappings).Select(known => known.Name));
        EvaluationContext context = EvaluationContext.Default with { PageSize = result.PageSize.Bytes };
        Evaluated<ByteRange> range = RangeEvaluator.Evaluate(statement.Range, mapping.Pages * result.PageSize.Bytes, context);
        return range.Error is null
            ? new MappingPart(name, new ByteSize(range.Value.Start), new ByteSize(range.Value.Length))
            : throw new CommandLineException($"'{Reporting.Text.Printable.Of(argument)}' does not lie in '{name}'.");
    }
}
