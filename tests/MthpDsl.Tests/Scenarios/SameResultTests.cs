using System.Text;
using MthpDsl.Reporting;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Tests.Cli;
using Xunit;

namespace MthpDsl.Tests.Scenarios;

public sealed class SameResultTests
{
    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void A_scenario_run_from_CSharp_gives_what_the_tool_prints(string format)
    {
        string path = Repository.Path("scenarios", "seed", "other-kernels.mthp");
        RunSummary summary = default;
        using MemoryStream printed = new();
        using (IResultPrinter printer = ResultFormat.Find(format)!.Create(printed, new PrinterOptions()))
        {
            foreach (CaseResult result in ScenarioFile.Run(path))
            {
                printer.Write(result);
                summary = summary.With(result.Status);
            }

            printer.Complete(summary);
        }

        Assert.Equal(ToolRun.Of("run", path, "--format", format).Output, Encoding.UTF8.GetString(printed.ToArray()));
    }
}
