using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>write</c> and <c>read</c>: an access to base pages, with a fault where one is due.</summary>
internal static class TouchOperation
{
    public static StatementOutcome Run(TouchStatement statement, CaseState state)
    {
        VirtualRange range = state.Range(statement, statement.Range);
        AccessPattern pattern = Pattern(statement, state);
        return statement.IsWrite ? state.Process.Write(range, pattern) : state.Process.Read(range, pattern);
    }

    private static AccessPattern Pattern(TouchStatement statement, CaseState state)
    {
        AccessPattern pattern = new()
        {
            Backwards = statement.Backwards,
            Zeros = statement.WithZeros,
            RandomPages = statement.RandomPages is { } count ? state.Count(statement, count) : 0,
        };
        if (statement.Stride is not { } stride)
        {
            return pattern;
        }

        ByteSize length = stride.For is { } pages ? state.Size(statement, pages) : new ByteSize(state.Machine.Geometry.PageSize);
        return pattern with
        {
            Every = state.Size(statement, stride.Every),
            PagesPerStep = state.Machine.Geometry.PagesIn(length),
        };
    }
}
