using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using Xunit;

namespace MthpDsl.Tests.BadInput;

/// <summary>What a person had is there after an interrupted write, or what replaces it, whole.</summary>
public sealed class WrittenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_disk_that_fills_up_half_way_leaves_the_old_file_and_nothing_beside_it()
    {
        string path = _folder.Write("a.mthp", "old");

        OutputException failure = Assert.Throws<OutputException>(() => WrittenFile.Write(path, stream =>
        {
            stream.Write("ne"u8);
            throw new IOException("No space left on device");
        }));

        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a.mthp"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Until_the_last_byte_is_written_readers_see_the_old_file()
    {
        string path = _folder.Write("a.mthp", "old");

        WrittenFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(path));
        });

        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void A_folder_in_the_way_is_said()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "a.csv"));

        Assert.Throws<OutputException>(() => WrittenFile.Write(Path.Combine(_folder.Path, "a.csv"), "text"));
        Assert.Throws<OutputException>(() => WrittenFile.Write(Path.Combine(_folder.Path, "nowhere", "a.csv"), "text"));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_link_stays_a_link_and_a_private_file_stays_private()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = _folder.Write("private.mthp", "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string link = Path.Combine(_folder.Path, "link.mthp");
        File.CreateSymbolicLink(link, path);

        WrittenFile.Write(link, "new");

        Assert.Equal(path, File.ResolveLinkTarget(link, returnFinalTarget: true)!.FullName);
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }
}
