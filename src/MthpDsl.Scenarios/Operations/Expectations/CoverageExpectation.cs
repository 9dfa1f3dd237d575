using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect coverage RANGE SIZE</c>: populated is what holds folios; zero pages and swap are not.</summary>
internal static class CoverageExpectation
{
    public static StatementOutcome Run(ExpectCoverage statement, CaseState state)
    {
        PageGeometry geometry = state.Machine.Geometry;
        VirtualRange range = state.Range(statement, statement.Range);
        ByteSize size = state.Size(statement, statement.Size);
        long percent = state.Count(statement, statement.Percent);
        FolioLayout layout = state.Process.LayoutOf(range);
        long populated = 0;
        long covered = 0;
        foreach (LayoutRun run in layout.Runs.Stretches)
        {
            if (run.Kind != RunKind.Folio)
            {
                continue;
            }

            populated += run.Pages;
            bool isAligned = (((range.Start >> geometry.PageShift) + run.Page) & ((1L << run.Order) - 1)) == 0;
            covered += run.IsWholeFolio && isAligned && geometry.SizeOf(run.Order) == size ? run.Pages : 0;
        }

        // Compared as fractions: 99.9 percent are not 100, and an empty range is not covered by anything.
        if (!statement.Operator.Holds(covered * 100, percent * Math.Max(populated, 1)))
        {
            string wanted = string.Create(CultureInfo.InvariantCulture, $"{statement.Operator.Symbol()} {percent}%");
            string found = string.Create(CultureInfo.InvariantCulture, $"{covered * 100.0 / Math.Max(populated, 1):0.##}%");
            state.Reports.Unmet(ExpectationDiagnostics.Coverage, statement, wanted, found, statement.Range, size, wanted, found);
        }

        return StatementOutcome.Done;
    }
}
