using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

/// <content>What the commands do.</content>
public sealed partial class ReplSession
{
    internal ReplAnswer ChangeKernel(string[] words, CancellationToken stop)
    {
        if (words.Length != 1)
        {
            return ReplAnswer.Of($"this is {Machine.Kernel.Name}", "there are " + string.Join(", ", KernelModel.All.Select(model => model.Name)));
        }

        if (Unknown(words) is { } refusal)
        {
            return refusal;
        }

        string old = Machine.Kernel.Name;
        SnapshotResult before = Look(old);
        ReplDocument changed = _document with { Kernel = words[0] };
        if (!TryReplay(changed, stop, out Replayed? replayed, out ReplAnswer? failure))
        {
            return failure;
        }

        _document = replayed.Document;
        _run = replayed.Run;
        return new ReplAnswer
        {
            Lines = [$"this is {words[0]} now", .. replayed.Differs.Select(diagnostic => $"line {diagnostic.Line} of the history: {diagnostic.Message}")],
            Moments = ReplChanges.Among([before, Look(words[0])], Machine.Geometry),
            PageSize = PageSize,
        };
    }

    internal ReplAnswer Compare(string[] words, CancellationToken stop)
    {
        if (Unknown(words) is { } refusal)
        {
            return refusal;
        }

        List<string> lines = [];
        List<SnapshotResult> moments = [Look(Machine.Kernel.Name)];
        foreach (string name in words.Length > 0 ? words : KernelModel.All.Select(model => model.Name).Where(name => name != Machine.Kernel.Name))
        {
            if (!TryReplay(_document with { Kernel = name }, stop, out Replayed? replayed, out ReplAnswer? failure))
            {
                return failure;
            }

            moments.Add(replayed.Run.Session.Look(name));
            lines.AddRange(replayed.Differs.Select(diagnostic => string.Create(
                CultureInfo.InvariantCulture, $"{name}: line {diagnostic.Line} of the history: {diagnostic.Message}")));
        }

        ImmutableArray<SnapshotResult> different = ReplChanges.Among(moments, Machine.Geometry);
        return new ReplAnswer
        {
            Lines = [.. lines, .. different.IsEmpty ? ["the layouts are the same"] : Array.Empty<string>()],
            Moments = different,
            PageSize = PageSize,
        };
    }

    internal ReplAnswer Undo(string[] words)
    {
        int count = 1;
        if (words.Length > 1 || (words.Length == 1 && (!int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1)))
        {
            return ReplAnswer.Refused("#undo takes the number of inputs to forget.");
        }

        if (_document.Entries.Length < count)
        {
            return ReplAnswer.Refused(_document.Entries.IsEmpty ? "There is nothing to undo." : $"Only {_document.Entries.Length} can be undone.");
        }

        SnapshotResult before = Look("before");
        string[] undone = [.. _document.Entries[^count..].Select(entry => "undone: " + entry.Text)];
        _document = _document with { Entries = _document.Entries[..^count] };
        Restore();
        SnapshotResult after = Look("after");
        return new ReplAnswer
        {
            Lines = [.. undone, .. ReplChanges.Gone(before, after)],
            Moments = ReplChanges.Between(before, after),
            PageSize = PageSize,
        };
    }

    internal ReplAnswer Reset()
    {
        _document = ReplDocument.Empty with { Kernel = _document.Kernel };
        Restore();
        return ReplAnswer.Of("a new machine");
    }

    internal ReplAnswer Save(string[] words)
    {
        if (words.Length != 1 || !words[0].EndsWith(".mthp", StringComparison.Ordinal))
        {
            return ReplAnswer.Refused("#save takes the name of a file that ends in .mthp.");
        }

        try
        {
            ReplacedFile.Write(words[0], stream => stream.Write(Encoding.UTF8.GetBytes(ReplSave.TextOf(_document))));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ReplAnswer.Refused($"'{words[0]}' could not be written: {failure.Message}");
        }

        return ReplAnswer.Of(ReplSave.Differences(words[0], Look("end"), Machine.Geometry).Prepend($"saved as {words[0]}"));
    }

    internal ReplAnswer Load(string[] words, CancellationToken stop)
    {
        if (words.Length != 1)
        {
            return ReplAnswer.Refused("#load takes the name of a scenario.");
        }

        ScenarioText read = ScenarioFile.Read(words[0]);
        if (read.Source is not { } source)
        {
            return ReplAnswer.Refused($"'{words[0]}': {read.Problem!.MessageFormat}");
        }

        BoundScenario bound = ScenarioFile.Bind(source, new RunOptions { Kernel = _document.Kernel });
        if (bound.HasErrors)
        {
            return new ReplAnswer { Diagnostics = [.. bound.Diagnostics.Select(diagnostic => DiagnosticConverter.Convert(diagnostic, bound.Source))] };
        }

        _document = ReplDocument.Empty with { Kernel = _document.Kernel, Path = words[0] };
        Restore();
        return RunAll(ScenarioParser.Parse(source), stop);
    }

    private static ReplAnswer? Unknown(string[] kernels)
    {
        string? unknown = Array.Find(kernels, name => KernelModel.Find(name) is null);
        return unknown is null ? null : ReplAnswer.Refused(
            $"No kernel model is called '{unknown}'.",
            Suggestions.DidYouMean(Suggestions.Nearest(unknown, KernelModel.All.Select(model => model.Name))));
    }

    private bool TryReplay(
        ReplDocument document, CancellationToken stop, [NotNullWhen(true)] out Replayed? replayed, [NotNullWhen(false)] out ReplAnswer? failure)
    {
        Replayed? result = null;
        GuardedEnd end = GuardedRun.Run(
            () => result = new(ReplRun.Of(document, out ReplDocument actual, out IReadOnlyList<ResultDiagnostic> differs), actual, differs),
            _limits,
            stop,
            out Exception? thrown);
        replayed = result;
        failure = end == GuardedEnd.Finished && replayed is not null ? null : Ended(end, thrown);
        return failure is null;
    }

    private sealed record Replayed(ReplRun Run, ReplDocument Document, IReadOnlyList<ResultDiagnostic> Differs);
}
