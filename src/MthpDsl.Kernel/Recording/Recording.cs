using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Kernel.Recording;

/// <summary>A scenario with what a real kernel did written into its expectations.</summary>
/// <param name="Text">The new text of the file.</param>
/// <param name="Changed">How many expectations were changed or added.</param>
/// <param name="Left">Expectations that do not hold and that only a person can change, each at its place.</param>
public sealed record Recording(string Text, int Changed, ImmutableArray<ResultDiagnostic> Left);
