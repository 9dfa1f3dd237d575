using System.Globalization;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Fuzzing;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Fuzzing;

/// <summary><c>mthp fuzz --against-kernel</c>: scenarios made at random, on this machine's kernel and on its model.</summary>
/// <param name="model">The model.</param>
/// <param name="output">What came of it is said here.</param>
internal sealed class KernelFuzz(KernelModel model, StreamWriter output)
{
    private const int ShrinkTrials = 120;

    private readonly bool _mapsZeroPages = KernelTrial.MapsZeroPages(model);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private int _equal;
    private int _different;
    private int _unstable;

    /// <summary>Tries the scenario of a seed.</summary>
    /// <returns>Where they differ, with the smallest scenario found that shows it; else null.</returns>
    public FuzzFailure? Try(ulong seed)
    {
        FuzzScenario scenario = ScenarioGenerator.Make(seed, [model.Name]);
        KernelTrial trial = KernelTrial.Of(scenario, model, _mapsZeroPages);
        switch (trial.Status)
        {
            case VerifyStatus.Equal:
                _equal++;
                return null;
            case VerifyStatus.Skipped or VerifyStatus.NotExported:
                _skipped[trial.Reason] = _skipped.GetValueOrDefault(trial.Reason) + 1;
                return null;
            case VerifyStatus.Unstable:
                _unstable++;
                Say(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: the kernel itself does not do the same in every run: {trial.Reason}"));
                return null;
            default:
                _different++;
                Say(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: kernel: {trial.Reason}"));
                return trial.Status == VerifyStatus.Different ? Smallest(scenario, trial) : new FuzzFailure(seed, "kernel", trial.Reason, trial.Text);
        }
    }

    /// <summary>How many came out how.</summary>
    /// <returns>Failed where something differs, an error where nothing was compared.</returns>
    public ExitCode Complete(ulong seed)
    {
        int skipped = _skipped.Values.Sum();
        int compared = _equal + _different + _unstable;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{compared + skipped} scenarios from seed {seed} on Linux {KernelMachine.Release}: {compared} compared, {_equal} equal, {_different} different, {_unstable} unstable, {skipped} skipped"));
        if (!_mapsZeroPages)
        {
            output.WriteLine("  this kernel maps no zero pages: whatever read memory wrote it instead");
        }

        foreach ((string reason, int count) in _skipped)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  skipped {count}: {Printable.Of(reason)}"));
        }

        return _different + _unstable > 0 ? ExitCode.Failed : _equal > 0 ? ExitCode.Passed : ExitCode.Error;
    }

    private FuzzFailure Smallest(FuzzScenario scenario, KernelTrial trial)
    {
        KernelTrial smallest = trial;
        ScenarioShrinker shrinker = new(
            candidate =>
            {
                KernelTrial smaller = KernelTrial.Of(candidate, model, _mapsZeroPages);
                bool isSame = smaller.Status == VerifyStatus.Different && smaller.Kind == trial.Kind;
                smallest = isSame ? smaller : smallest;
                return (isSame, 1);
            },
            ShrinkTrials);
        shrinker.Shrink(scenario);
        return new FuzzFailure(scenario.Seed, "kernel", smallest.Reason, smallest.Text);
    }

    private void Say(string text)
    {
        output.WriteLine(Printable.Of(text));
        output.Flush();
    }
}
