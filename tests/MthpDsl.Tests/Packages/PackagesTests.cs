using System.Text.RegularExpressions;
using MthpDsl.Scenarios;
using MthpDsl.Testing.Snapshots;
using Xunit;

namespace MthpDsl.Tests.Packages;

/// <summary>The packages, from the outside: nothing here sees the repository but what is in them.</summary>
public sealed partial class PackagesTests(PackageFolder packages) : IClassFixture<PackageFolder>
{
    private const string Version = "0.1.0";

    private const string Good = "map heap 2M\nmadvise heap hugepage\nwrite heap\nexpect heap = 2M pmd\n";

    [Fact]
    public void Each_library_has_what_a_package_needs()
    {
        string[] libraries = ["MthpDsl.Language", "MthpDsl.Reporting", "MthpDsl.Scenarios", "MthpDsl.Scripting", "MthpDsl.Simulation", "MthpDsl.Testing"];
        Assert.Equal([.. libraries.Append("MthpDsl.Analyzers").Append("mthp").Order(StringComparer.Ordinal)], packages.Names);
        Assert.All(packages.Names, package =>
        {
            Assert.Equal("MIT", packages.Metadata(package).Elements().Single(element => element.Name.LocalName == "license").Value);
            Assert.Contains("README.md", packages.Files(package));
        });
        Assert.All(libraries, library =>
        {
            string dll = $"lib/net10.0/{library}.dll";
            Assert.Contains(dll, packages.Files(library));
            Assert.Contains($"lib/net10.0/{library}.xml", packages.Files(library));
            Assert.Contains($"lib/net10.0/{library}.pdb", packages.Files(library, ".snupkg"));
            Assert.True(packages.IsReproducible(library, dll));
        });
    }

    [Fact]
    public void The_analyzers_have_the_parser_beside_them() => Assert.Equal(
        ["MthpDsl.Analyzers.dll", "MthpDsl.Language.dll", "Sprache.dll"],
        packages.Files("MthpDsl.Analyzers").Where(file => file.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_tool_installs_and_runs()
    {
        string scenario = packages.WriteOutside("tool/good.mthp", Good);

        (int installed, string talk) = await packages.Run("tool", "install", "mthp", "--version", Version, "--tool-path", "tools");
        Assert.True(installed == 0, talk);
        (int exit, string output) = await DotnetProcess.RunProgram(Path.Combine(packages.Outside, "tools", "mthp"), packages.Outside, ["run", scenario]);

        Assert.Equal(0, exit);
        Assert.EndsWith("1 passed, 0 failed\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_project_sees_a_scenario_pass_and_a_broken_one_fail()
    {
        packages.WriteOutside("tests/scenarios/good.mthp", Good);
        packages.WriteOutside("tests/scenarios/broken.mthp", "map heap 2M\nmap never 64K\nwrite heap\nexpect heap = 2M pmd\n");
        packages.WriteOutside("tests/FolioTests.Every_scenario_holds_scenario=good.verified.txt", ReceivedText.Of(
            ScenarioFile.Run(Path.Combine(packages.Outside, "tests/scenarios/good.mthp")).Single() with { File = "good.mthp" }));
        packages.WriteOutside("tests/FolioTests.cs", ReadmeTests.Blocks("csharp").Single(block => block.Contains("[Theory", StringComparison.Ordinal)));
        packages.WriteOutside("tests/FolioTests.A_fork_shares_every_folio.verified.txt", "something else");
        packages.WriteOutside(
            "tests/tests.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Using Include="Xunit" />
                <Using Include="MthpDsl.Simulation" />
                <Using Include="MthpDsl.Testing" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{UsedVersion("Microsoft.NET.Test.Sdk")}" />
                <PackageReference Include="xunit" Version="{UsedVersion("xunit")}" />
                <PackageReference Include="xunit.runner.visualstudio" Version="{UsedVersion("xunit.runner.visualstudio")}" />
                <PackageReference Include="MthpDsl.Testing" Version="{Version}" />
                <PackageReference Include="MthpDsl.Analyzers" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);

        (int exit, string output) = await packages.Run("test", "tests", "-p:NuGetAudit=false", "-p:ContinuousIntegrationBuild=true");

        Assert.True(exit == 1, output);
        Assert.Contains("scenarios/broken.mthp(2,5): warning MTHP", output, StringComparison.Ordinal);
        Assert.Matches(@"Failed +FolioTests\.Every_scenario_holds\(scenario: broken\.mthp\)", output);
        Assert.Contains("broken.mthp(4,1): error MTHP4001", output, StringComparison.Ordinal);
        Assert.Contains("broken.mthp:line 4", output, StringComparison.Ordinal);
        Assert.Contains("Received: FolioTests.A_fork_shares_every_folio.received.txt", output, StringComparison.Ordinal);
        Assert.Contains("512 x 4K shared", output, StringComparison.Ordinal);
        Assert.Matches("Failed: +2, Passed: +1, Skipped: +0", output);
    }

    [Fact]
    public async Task A_program_of_one_file_runs()
    {
        string sample = await File.ReadAllTextAsync(Repository.Path("scenarios", "csharp", "lab.cs"));
        packages.WriteOutside("lab.cs", ProjectLine().Replace(sample, $"#:package MthpDsl.Scenarios@{Version}"));

        (int exit, string output) = await packages.Run("run", "lab.cs", "128");

        Assert.True(exit == 0, output);
        Assert.Contains("128K: 16 x 128K\n2M: 2M pmd\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string UsedVersion(string package) => Regex.Match(
        File.ReadAllText(Repository.Path("Directory.Packages.props")), $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]+)\"").Groups[1].Value;

    [GeneratedRegex("^#:project .*$", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
