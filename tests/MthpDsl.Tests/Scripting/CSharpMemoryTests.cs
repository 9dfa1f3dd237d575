using System.Text;
using Xunit;

namespace MthpDsl.Tests.Scripting;

public sealed class CSharpMemoryTests
{
    /// <summary>Watched from within: the scenario is alone in its process, and what C# sees there is all there is.</summary>
    [Fact]
    public async Task A_thousand_expectations_run_without_memory_growing_from_one_to_the_next()
    {
        const int Expectations = 1000;
        const int Warm = 100;
        StringBuilder scenario = new("map heap 64K\nwrite heap\ndo { long bytes = 0; int assemblies = 0; }\n");
        for (int i = 0; i < Expectations; i++)
        {
            scenario.Append("expect { heap.Layout.Count == 16 && ").Append(i).Append(" < ").Append(Expectations).Append(" }\n");
            scenario.Append(i == Warm ? "do { bytes = GC.GetTotalMemory(true); assemblies = AppDomain.CurrentDomain.GetAssemblies().Length; }\n" : "");
        }

        scenario.Append("expect { GC.GetTotalMemory(true) - bytes <= 32 * 1024 }\nexpect { AppDomain.CurrentDomain.GetAssemblies().Length - assemblies == 0 }\n");
        using TemporaryFolder folder = new();
        folder.Write("many.mthp", scenario.ToString());

        (int exit, string output) = await DotnetProcess.Run(folder.Path, Path.Combine(AppContext.BaseDirectory, "mthp.dll"), "run", "--allow-csharp", "many.mthp");

        Assert.True(exit == 0, output);
    }
}
