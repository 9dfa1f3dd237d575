using System.Diagnostics.CodeAnalysis;
using System.Text;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scripting;
using Xunit;

namespace MthpDsl.Tests.Scripting;

[Collection(AloneCollection.Name)]
public sealed class CSharpMemoryTests
{
    [Fact]
    public void The_memory_of_compiled_blocks_comes_back()
    {
        const string Text = "given n in 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\nmap heap 2M\nwrite heap\nrepeat 100 {\n    expect { heap.Layout.Pages == 512 }\n}\n";
        Assert.Equal(10, Run(Text).Length);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Assert.All(Run(Text), result => Assert.Equal(ResultStatus.Passed, result.Status));

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4L << 20);
    }

    /// <summary>Watched from within: the scenario is alone in its process, and what C# sees there is all there is.</summary>
    [Fact]
    public async Task A_thousand_expectations_run_without_memory_growing_from_one_to_the_next()
    {
        const int Expectations = 1000;
        const int Warm = 100;
        // What the runtime itself keeps while it compiles hot code better; a block that stayed would be 14 MiB.
        const int MostBytes = 128;
        StringBuilder scenario = new("map heap 64K\nwrite heap\ndo { long bytes = 0; int assemblies = 0; }\n");
        for (int i = 0; i < Expectations; i++)
        {
            scenario.Append("expect { heap.Layout.Count == 16 && ").Append(i).Append(" < ").Append(Expectations).Append(" }\n");
            scenario.Append(i == Warm ? "do { bytes = GC.GetTotalMemory(true); assemblies = AppDomain.CurrentDomain.GetAssemblies().Length; }\n" : "");
        }

        scenario.Append("expect { GC.GetTotalMemory(true) - bytes <= ").Append(MostBytes * (Expectations - Warm)).Append(" }\n");
        scenario.Append("expect { AppDomain.CurrentDomain.GetAssemblies().Length - assemblies == 0 }\n");
        using TemporaryFolder folder = new();
        folder.Write("many.mthp", scenario.ToString());

        (int exit, string output) = await DotnetProcess.Run(folder.Path, Path.Combine(AppContext.BaseDirectory, "mthp.dll"), "run", "--allow-csharp", "many.mthp");

        Assert.True(exit == 0, output);
    }

    private static CaseResult[] Run([StringSyntax("mthp")] string text) =>
        [.. ScenarioRunner.Run(ScenarioBinder.Bind(SourceText.From(text, "a.mthp")), new RunOptions { CSharp = new CSharpHost() })];
}

/// <summary>Tests that measure the process they run in: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
