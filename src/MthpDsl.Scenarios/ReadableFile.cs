namespace MthpDsl.Scenarios;

/// <summary>
/// Files that are read to their end. A pipe or a socket with a name is none (<see cref="SpecialFile"/>), and a device may have no end:
/// none is read beyond a size.
/// </summary>
internal static class ReadableFile
{
    /// <summary>A file of more bytes is refused: 256 MiB.</summary>
    public const int SizeMax = 256 << 20;

    private const int ChunkSize = 1 << 16;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is a pipe or a socket, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions keep it from being read, or it is a folder.</exception>
    public static FileStream Open(string path, int bufferSize = 4096)
    {
        RefusePipe(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize);
    }

    /// <summary>Nothing, unless to open the file would wait for somebody at the other end of a pipe.</summary>
    /// <exception cref="IOException">It is a pipe or a socket that the process was not given.</exception>
    public static void RefusePipe(string path)
    {
        if (!SpecialFile.IsOfTheProcess(path) && SpecialFile.KindOf(path) == FileKind.Pipe)
        {
            throw new IOException($"'{path}' is a pipe or a socket, not a file.");
        }
    }

    /// <summary>All of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sizeMax">A file of more bytes is refused.</param>
    /// <exception cref="IOException">It is a pipe or a socket, is larger, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions keep it from being read, or it is a folder.</exception>
    public static MemoryStream Bytes(string path, long sizeMax = SizeMax)
    {
        using FileStream stream = Open(path);
        return Bytes(stream, sizeMax) ?? throw new IOException($"'{path}' is larger than {sizeMax >> 20} MiB.");
    }

    /// <summary>All of a stream, or null where it is larger.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="sizeMax">How many bytes it may have.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static MemoryStream? Bytes(Stream stream, long sizeMax)
    {
        MemoryStream bytes = new();
        byte[] buffer = new byte[ChunkSize];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > sizeMax)
            {
                return null;
            }
        }

        bytes.Position = 0;
        return bytes;
    }

    /// <summary>All of a file as text.</summary>
    /// <exception cref="IOException">It is a pipe or a socket, is larger than <see cref="SizeMax"/>, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions keep it from being read, or it is a folder.</exception>
    public static string Text(string path)
    {
        using StreamReader reader = new(Bytes(path));
        return reader.ReadToEnd();
    }

    /// <summary>All of a file as lines.</summary>
    /// <exception cref="IOException">It is a pipe or a socket, is larger than <see cref="SizeMax"/>, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions keep it from being read, or it is a folder.</exception>
    public static string[] Lines(string path)
    {
        List<string> lines = [];
        using StreamReader reader = new(Bytes(path));
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }
}
