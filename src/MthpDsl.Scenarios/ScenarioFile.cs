using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios;

/// <summary>Scenarios from bytes: what is no text, and what cannot be read, becomes a result as well.</summary>
/// <example>
/// <code>
/// foreach (CaseResult result in ScenarioFile.Run("scenarios/seed/first.mthp"))
/// {
///     Console.WriteLine(result.Status); // Passed
/// }
/// </code>
/// </example>
public static class ScenarioFile
{
    /// <summary>A scenario of more bytes is refused before it is read: 64 MiB.</summary>
    public const long SizeMax = 64L << 20;

    /// <summary>Reads, binds and runs a file.</summary>
    /// <param name="path">The file; results name it as it is given here.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <returns>A result for every case; one of status <see cref="ResultStatus.Error"/> where there is nothing to run.</returns>
    public static IEnumerable<CaseResult> Run(string path, RunOptions? options = null) => Run(Read(path), path, options);

    /// <summary>Binds and runs a text that was read already.</summary>
    /// <param name="text">The text, or what is wrong with the file.</param>
    /// <param name="path">What results call it.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    public static IEnumerable<CaseResult> Run(ScenarioText text, string path, RunOptions? options = null) =>
        text.Source is { } source ? ScenarioRunner.Run(Bind(source, options), options)
        : options is null || HasChosen(text, path, options) ? [Unread(text, path)]
        : [];

    /// <summary>Whether the filter of the options lets any case of a text run, so that <see cref="Run(ScenarioText, string, RunOptions)"/> has a result.</summary>
    /// <param name="text">The text, or what is wrong with the file.</param>
    /// <param name="path">What results call it.</param>
    /// <param name="options">With the filter.</param>
    public static bool HasChosen(ScenarioText text, string path, RunOptions options) => text.Source is { } source
        ? ScenarioRunner.HasChosen(Bind(source, options), options)
        : options.Filter?.Matches(path, Path.GetFileNameWithoutExtension(path)) != false;

    /// <summary>The files that a scenario includes, itself or through others, and those it asks for that cannot be read.</summary>
    /// <param name="text">The text, or what is wrong with the file.</param>
    /// <param name="options">The kernel it is bound for.</param>
    /// <returns>Full paths, each once.</returns>
    public static IReadOnlyList<string> IncludesOf(ScenarioText text, RunOptions options)
    {
        if (text.Source is not { } source)
        {
            return [];
        }

        FileIncludeResolver includes = new(source.Path);
        _ = ScenarioBinder.Bind(source, new BindOptions { KernelOverride = options.Kernel, Includes = includes });
        return [.. includes.Asked];
    }

    /// <summary>Binds a text with the kernel of the options; includes are looked for beside it.</summary>
    public static BoundScenario Bind(SourceText source, RunOptions? options = null) => ScenarioBinder.Bind(
        source, new BindOptions { KernelOverride = options?.Kernel, Includes = new FileIncludeResolver(source.Path) });

    /// <summary>What is wrong with a text, without running it.</summary>
    /// <param name="text">The text, or what is wrong with the file.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="options">The kernel it is checked for; null for its own.</param>
    public static IReadOnlyList<ResultDiagnostic> Check(ScenarioText text, string path, RunOptions? options = null) =>
        CheckCase(text, path, options).Diagnostics;

    /// <summary>What is wrong with a text, as a result that nothing ran for: passed where there is no error.</summary>
    /// <param name="text">The text, or what is wrong with the file.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="options">The kernel it is checked for; null for its own.</param>
    public static CaseResult CheckCase(ScenarioText text, string path, RunOptions? options = null)
    {
        if (text.Source is not { } source)
        {
            return Unread(text, path);
        }

        BoundScenario scenario = Bind(source, options);
        return ScenarioRunner.Unread(scenario) with { Status = scenario.HasErrors ? ResultStatus.Error : ResultStatus.Passed };
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    public static ScenarioText Read(string path)
    {
        try
        {
            using FileStream stream = ReadableFile.Open(path);
            return Read(stream, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ScenarioText(null, FileDiagnostics.Unreadable);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">UTF-8 with or without a byte order mark.</param>
    /// <param name="path">What results call it.</param>
    public static ScenarioText Read(Stream stream, string path)
    {
        using MemoryStream? bytes = ReadableFile.Bytes(stream, SizeMax);
        return bytes is null ? new ScenarioText(null, FileDiagnostics.TooLarge) : FromBytes(bytes.ToArray(), path);
    }

    private static ScenarioText FromBytes(byte[] bytes, string path)
    {
        if (bytes.AsSpan().Contains((byte)0) || SourceText.FromUtf8(bytes, path) is not { } source)
        {
            return new ScenarioText(null, FileDiagnostics.NotText);
        }

        return string.IsNullOrWhiteSpace(source.Text) ? new ScenarioText(null, FileDiagnostics.Empty) : new ScenarioText(source, null);
    }

    private static CaseResult Unread(ScenarioText text, string path) => new()
    {
        File = path,
        Title = Path.GetFileNameWithoutExtension(path),
        Kernel = "",
        Status = ResultStatus.Error,
        Diagnostics = [Unread(text.Problem!, SourceText.From("", path))],
    };

    /// <summary>There is no line to show of a file that holds none.</summary>
    private static ResultDiagnostic Unread(DiagnosticDescriptor problem, SourceText empty) =>
        DiagnosticConverter.Convert(new Diagnostic(problem, empty, default), empty) with { SourceLine = null };
}
