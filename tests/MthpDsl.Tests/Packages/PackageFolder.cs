using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace MthpDsl.Tests.Packages;

/// <summary>
/// What <c>dotnet pack</c> makes of the repository, once for all tests of it, and a folder outside of the repository in which only these
/// packages are to be had, and those that the repository itself uses.
/// </summary>
public sealed class PackageFolder : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder outside of the repository.</summary>
    public string Outside => Path.Combine(_folder.Path, "outside");

    /// <summary>The packages' file names without version and ending, sorted.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFiles(Packages, "*.nupkg").Select(file => Path.GetFileName(file).Split(".0.")[0]).Order(StringComparer.Ordinal);

    private string Packages => Path.Combine(_folder.Path, "packages");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        (int exit, string output) = await DotnetProcess.Run(
            Repository.Root, "pack", "MthpDsl.sln", "--no-build", "-c", Repository.Configuration, "-o", Packages, "-v", "q");
        Assert.True(exit == 0, output);

        // No server is asked: what the packages need was restored for this repository, and serves as a second place to look.
        WriteOutside(
            "nuget.config",
            $"""
            <configuration>
              <fallbackPackageFolders><clear /><add key="repository" value="{Restored()}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="packages" value="{Packages}" /></packageSources>
            </configuration>
            """);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a file outside of the repository.</summary>
    public string WriteOutside(string name, string text) => _folder.Write(Path.Combine("outside", name), text);

    /// <summary>Runs <c>dotnet</c> outside of the repository.</summary>
    public Task<(int ExitCode, string Output)> Run(params string[] arguments) => DotnetProcess.RunApart(Outside, Path.Combine(_folder.Path, "restored"), arguments);

    /// <summary>The files in a package.</summary>
    public IReadOnlyList<string> Files(string package, string ending = ".nupkg")
    {
        using ZipArchive archive = ZipFile.OpenRead(Directory.EnumerateFiles(Packages, package + ".0.*" + ending).Single());
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>What a package says about itself.</summary>
    public XElement Metadata(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Directory.EnumerateFiles(Packages, package + ".0.*.nupkg").Single());
        using Stream stream = archive.GetEntry(package + ".nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }

    /// <summary>Whether the compiler made the library so that the same sources give the same bytes.</summary>
    public bool IsReproducible(string package, string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(Directory.EnumerateFiles(Packages, package + ".0.*.nupkg").Single());
        using MemoryStream image = new();
        using (Stream stream = archive.GetEntry(file)!.Open())
        {
            stream.CopyTo(image);
        }

        image.Position = 0;
        using PEReader reader = new(image);
        return reader.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    private static string Restored() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
