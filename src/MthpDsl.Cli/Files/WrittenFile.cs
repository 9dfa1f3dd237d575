using System.Text;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;

namespace MthpDsl.Cli.Files;

/// <summary>Files that a command writes: whole, or not at all.</summary>
internal static class WrittenFile
{
    /// <summary>Writes a file beside its place and then moves it there.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(text)));

    /// <summary>Writes a file that is not there yet.</summary>
    /// <exception cref="OutputException">It is there, or cannot be written.</exception>
    public static void WriteNew(string path, string text)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new OutputException($"{Printable.Of(path)} is there already and is left as it is.");
        }

        Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(text)), overwrite: false);
    }

    /// <summary>Writes a file beside its place and then moves it there. A link stays a link, and who may read it stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes what is in it; the stream can seek.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, overwrite: true);

    private static void Write(string path, Action<Stream> write, bool overwrite)
    {
        try
        {
            ReplacedFile.Write(path, write, overwrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OutputException($"{Printable.Of(path)} cannot be written: {failure.Message}", failure);
        }
    }
}
