using MthpDsl.Kernel.Running;
using MthpDsl.Scenarios.Fuzzing;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>The C of what can be exported compiles without a warning.</summary>
internal static class ExportProperty
{
    public static FuzzProperty Compiles { get; } = new("export", 1, Fault);

    private static string? Fault(FuzzSubject subject) =>
        ExportableText.Of(subject.Text) is not { } rest ? null
        : ExportableText.Code(rest) is not { } code ? "it has no C, and nothing says why"
        : CCompiler.Refuses(code) is { } complaint ? "its C does not compile: " + complaint
        : null;
}
