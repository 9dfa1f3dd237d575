using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Scripting.Blocks;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

/// <content>C#.</content>
public sealed partial class ReplSession
{
    private ReplAnswer RunCSharp(string text, int line, ParsedScenario? asStatement, CancellationToken stop)
    {
        Script<object>? script = CompileCSharp(text, text, line, out ResultDiagnostic[] found, out bool isBroken);
        if (script is null)
        {
            return asStatement is not null && ReplInput.LooksLikeStatement(text, isBroken)
                ? new ReplAnswer { Diagnostics = [.. asStatement.Diagnostics.Select(diagnostic => DiagnosticConverter.Convert(diagnostic, asStatement.Source))] }
                : new ReplAnswer { Diagnostics = [.. found] };
        }

        SnapshotResult before = Look("before");
        string[] names = [.. MadeNames()];
        if (!TryRun(script, stop, out object? value, out ReplCode? code, out ReplAnswer? failure))
        {
            return failure;
        }

        if (Described(text, script, MadeNames().Except(names)) is { } statement)
        {
            _document = _document.Add(new ReplEntry(statement, code));
        }

        SnapshotResult after = Look("after");
        return new ReplAnswer
        {
            Lines = [.. ReplValue.Print(value) is { } printed ? printed.Split('\n') : [], .. ReplChanges.Gone(before, after)],
            Diagnostics = [.. found],
            Moments = ReplChanges.Between(before, after),
            PageSize = PageSize,
        };
    }

    private ReplAnswer RunExpectation(string text, int line, CancellationToken stop)
    {
        Script<object>? script = CompileCSharp($"(bool)({text}\n)", text, line, out ResultDiagnostic[] found, out _);
        if (script is null)
        {
            return new ReplAnswer { Diagnostics = [.. found] };
        }

        if (!TryRun(script, stop, out object? value, out ReplCode? code, out ReplAnswer? failure))
        {
            return failure;
        }

        if (value is not true)
        {
            return ReplAnswer.Refused($"{text} is false.");
        }

        _document = _document.Add(new ReplEntry($"expect {{ {text} }}", code));
        return ReplAnswer.Of("holds");
    }

    private Script<object>? CompileCSharp(string code, string input, int line, out ResultDiagnostic[] found, out bool isBroken)
    {
        _run.Script.Declare(Names());
        Script<object> script = _run.Script.Compile(code, out ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> compiler);
        int shift = code == input ? 0 : code.IndexOf(input, StringComparison.Ordinal);
        found = [.. compiler.Select(diagnostic => Convert(diagnostic, input, shift, line)).DistinctBy(diagnostic => (diagnostic.Line, diagnostic.Column))];
        isBroken = ReplScript.Parse(code).ContainsDiagnostics;
        return compiler.Any(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error) ? null : script;
    }

    private bool TryRun(
        Script<object> script,
        CancellationToken stop,
        out object? value,
        [NotNullWhen(true)] out ReplCode? code,
        [NotNullWhen(false)] out ReplAnswer? failure)
    {
        object? result = null;
        ReplCode? ran = null;
        GuardedEnd end = GuardedRun.Run(() => result = _run.Script.Run(script, out ran), _limits, stop, out Exception? thrown);
        value = result;
        code = ran;
        failure = null;
        if (end == GuardedEnd.Finished && code is not null)
        {
            return true;
        }

        Restore();
        failure = Ended(end, thrown);
        return false;
    }

    /// <summary>The input as a statement of the history; where it made names, these are quoted in it, so that statements may use them.</summary>
    private static string? Described(string text, Script<object> script, IEnumerable<string> made)
    {
        string names = string.Join(", ", made.Where(name => !text.Contains($"\"{name}\"", StringComparison.Ordinal)).Select(name => $"\"{name}\""));
        string code = names.Length == 0 ? text : text + " /* makes " + names + " */";
        return ReplInput.AsStatement(code, ReplScript.HasValue(script));
    }

    /// <summary>What the language knows, and what C# made.</summary>
    private IEnumerable<BlockName> Names() => BlockNames.Of(_document.Bind())
        .Where(name => name.Type is not (BlockName.Size or BlockName.Count) || _run.Session.Scope.Values.ContainsKey(name.Name))
        .Concat(Machine.Main.Mappings.Select(mapping => new BlockName(mapping.Name, BlockName.Mapping, nameof(BlockScope.Mapping))));

    private IEnumerable<string> MadeNames() => Machine.Processes
        .SelectMany(process => process.Mappings.Select(mapping => mapping.Name).Prepend(process.Name)).Distinct();

    private static ResultDiagnostic Convert(Microsoft.CodeAnalysis.Diagnostic diagnostic, string input, int shift, int line)
    {
        SourceText source = SourceText.From(input);
        int start = Math.Clamp(diagnostic.Location.SourceSpan.Start - shift, 0, input.Length);
        LinePosition at = source.PositionOf(start);
        string text = source.LineText(at.Line);
        int length = Math.Clamp(diagnostic.Location.SourceSpan.Length, 1, Math.Max(1, text.Length - at.Column + 1));
        return new ResultDiagnostic(
            diagnostic.Id,
            diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error ? ResultSeverity.Error : ResultSeverity.Warning,
            at.Line + line,
            at.Column,
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))
        {
            SourceLine = text,
            Length = length,
        };
    }
}
