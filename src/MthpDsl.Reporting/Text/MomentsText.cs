using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Reporting.Text;

/// <summary>Moments of a session as text: the pictures of each mapping below each other, then its layouts.</summary>
internal static class MomentsText
{
    /// <summary>Writes the mappings of the moments.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="moments">What is shown below each other, by name.</param>
    /// <param name="pageSize">The size of a base page.</param>
    /// <param name="width">Columns to fit.</param>
    public static void Write(TextWriter writer, ImmutableArray<SnapshotResult> moments, ByteSize pageSize, int width)
    {
        if (!moments.IsEmpty)
        {
            CaseResult shown = new() { File = "", Title = "", Kernel = "", Status = ResultStatus.Passed, Snapshots = moments, PageSize = pageSize };
            SnapshotText.WriteLayouts(writer, shown, width);
        }
    }
}
