using System.Text.RegularExpressions;
using Xunit;

namespace MthpDsl.Tests.Analyzers;

public sealed class BuildTests
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <Import Project="{0}/build/MthpDsl.Analyzers.props" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="{0}/MthpDsl.Analyzers.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
          </ItemGroup>
        </Project>
        """;

    private const string Program =
        """"
        using System;
        using System.Diagnostics.CodeAnalysis;

        Check("""
            map heap 2M
            wirte heap
            write heap
            """);
        Check("map heap 2M\nwrite heap");
        Console.WriteLine(Sample.Scenarios.Collapse.Creep.Title);

        static void Check([StringSyntax("mthp")] string text) => Console.WriteLine(text);
        """";

    [Fact]
    public async Task A_build_prints_the_mistakes_of_two_scenarios_and_a_literal_at_their_places()
    {
        using TemporaryFolder folder = new();
        folder.Write("Sample.csproj", Project.Replace("{0}", Repository.Path("src/MthpDsl.Analyzers"), StringComparison.Ordinal));
        folder.Write("Program.cs", Program);
        folder.Write("scenarios/collapse/creep.mthp", "scenario \"creeps\"\nmap heap 2M\nwrite heap\nread haep\n");
        folder.Write("scenarios/knob.mthp", "sysfs hugepages-63kB/enabled = always\nmap heap 2M\nwrite heap\n");
        folder.Write("scenarios/good.mthp", "map heap 2M\nwrite heap\n");

        (int exitCode, string output) = await DotnetProcess.Run(
            folder.Path, "build", "-p:BuildProjectReferences=false", "-p:Configuration=" + Repository.Configuration, "-v:q", "--disable-build-servers");

        string[] errors =
        [
            .. Regex.Matches(output, @"^\s*(?<at>\S+\(\d+,\d+\)): error (?<what>.*?)(?: \[.*)?$", RegexOptions.Multiline)
                .Select(match => Path.GetRelativePath(folder.Path, match.Groups["at"].Value) + ": " + match.Groups["what"].Value.TrimEnd())
                .Distinct().Order(StringComparer.Ordinal),
        ];
        Assert.True(errors.Length == 3 && exitCode != 0, output);
        Assert.Equal(
            [
                "Program.cs(6,5): MTHP1002: 'wirte' is no statement. Did you mean 'write'?",
                "scenarios/collapse/creep.mthp(4,6): MTHP2001: No mapping is called 'haep' in process 'main'. Did you mean 'heap'?",
                "scenarios/knob.mthp(1,7): MTHP2009: There is no file 'hugepages-63kB/enabled' below transparent_hugepage/. Did you mean 'hugepages-64kB/enabled'?",
            ],
            errors);
    }
}
