using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations;

/// <summary><c>sysfs</c>: writes below /sys/kernel/mm/transparent_hugepage/, in order; the first that is refused ends it.</summary>
internal static class SysfsOperation
{
    public static StatementOutcome Run(SysfsStatement statement, CaseState state)
    {
        foreach (SysfsWriteSyntax write in statement.Writes.Items)
        {
            string path = CaseState.Require(statement, SysfsEvaluator.EvaluatePath(write.Path, state.Evaluation));
            string value = CaseState.Require(statement, SysfsEvaluator.EvaluateValue(write.Value, state.Evaluation));
            if (state.Machine.Sysfs.Match(path).FirstOrDefault(file => !file.IsModelled) is { } missing)
            {
                throw new NotModelledException("the file " + missing.Path);
            }

            Errno errno = state.Options.Knobs is { } knobs
                ? state.Machine.Sysfs.Write(path, file => knobs.Instead(path, file, value))
                : state.Machine.Sysfs.Write(path, value);
            if (errno != Errno.None)
            {
                return errno;
            }
        }

        return StatementOutcome.Done;
    }
}
