using System.Text;
using MthpDsl.Kernel.Running;
using MthpDsl.Scenarios;

namespace MthpDsl.Kernel.Documents;

/// <summary>Files that others wrote: read whole, but never more than 256 MiB.</summary>
public static class TextFile
{
    /// <summary>The text of a file.</summary>
    /// <exception cref="KernelException">It cannot be read, or is too large.</exception>
    public static string Read(string path)
    {
        try
        {
            using MemoryStream bytes = ReadableFile.Bytes(path);
            return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KernelException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Its lines.</summary>
    /// <exception cref="KernelException">It cannot be read, or is too large.</exception>
    public static string[] Lines(string path) => Read(path).TrimEnd('\n').Split('\n', StringSplitOptions.None);
}
