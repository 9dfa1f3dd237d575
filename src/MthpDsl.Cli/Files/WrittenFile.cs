using System.Text;
using MthpDsl.Cli.Hosting;

namespace MthpDsl.Cli.Files;

/// <summary>Files that a command writes: whole, or not at all.</summary>
internal static class WrittenFile
{
    /// <summary>Writes a file beside its place and then moves it there.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(text)));

    /// <summary>Writes a file beside its place and then moves it there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes what is in it; the stream can seek.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string? beside = null;
        try
        {
            beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "." + Path.GetFileName(path) + "." + Path.GetRandomFileName());
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            if (beside is not null)
            {
                File.Delete(beside);
            }

            throw new OutputException($"{path} cannot be written: {failure.Message}", failure);
        }
    }
}
