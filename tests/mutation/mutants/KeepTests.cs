using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Mutants;

/// <summary>The one test that Stryker wants to see: it keeps the assembly that Stryker puts beside it and takes away at the end.</summary>
public sealed class KeepTests
{
    [Fact]
    public void The_assembly_with_the_mutants_is_kept()
    {
        // Stryker runs every test for every mutant where no test reaches any.
        Assert.Equal("4K", 4.KiB().ToString());

        string folder = Assert.IsType<string>(Environment.GetEnvironmentVariable("MUTANTS_FOLDER"));
        string assembly = typeof(ByteSize).Assembly.Location;
        File.Copy(assembly, Path.Combine(folder, Path.GetFileName(assembly)), overwrite: true);
    }
}
