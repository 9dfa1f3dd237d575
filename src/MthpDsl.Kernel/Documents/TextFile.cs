using System.Text;
using MthpDsl.Kernel.Running;
using MthpDsl.Scenarios;

namespace MthpDsl.Kernel.Documents;

/// <summary>Files that others wrote: read whole, but never more than so much.</summary>
public static class TextFile
{
    /// <summary>A file of more bytes is refused: 256 MiB.</summary>
    public const long SizeMax = 256L << 20;

    /// <summary>The text of a file.</summary>
    /// <exception cref="KernelException">It cannot be read, or is too large.</exception>
    public static string Read(string path)
    {
        try
        {
            using FileStream stream = ReadableFile.Open(path);
            using MemoryStream bytes = new();
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > SizeMax)
                {
                    throw new KernelException($"{path} cannot be read: it is larger than {SizeMax >> 20} MiB");
                }
            }

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
