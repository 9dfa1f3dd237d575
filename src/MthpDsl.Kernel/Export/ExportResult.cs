using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Kernel.Export;

/// <summary>A scenario as C, or why it has none.</summary>
/// <param name="Code">One self-contained C file; null where a diagnostic is an error.</param>
/// <param name="Diagnostics">Of reading the scenario and of exporting it, each at its place.</param>
public sealed record ExportResult(string? Code, ImmutableArray<ResultDiagnostic> Diagnostics);
