using System.Text;
using MthpDsl.Cli.Hosting;

namespace MthpDsl.Cli.Files;

/// <summary>Files that a command writes: whole, or not at all.</summary>
internal static class WrittenFile
{
    /// <summary>Writes a file beside its place and then moves it there.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        string? beside = null;
        try
        {
            beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "." + Path.GetFileName(path) + "." + Path.GetRandomFileName());
            File.WriteAllText(beside, text, new UTF8Encoding(false));
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
