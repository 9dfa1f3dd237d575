using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MthpDsl.Scenarios;

/// <summary>
/// Files that are read to their end. A pipe or a socket with a name is none: to open one waits for somebody who writes, perhaps for
/// ever. What the process was given open, as <c>/dev/stdin</c> or a shell's <c>&lt;(command)</c>, is.
/// </summary>
internal static class ReadableFile
{
    private const int CurrentFolder = -100;
    private const uint TypeMask = 1;
    private const int ResultSize = 256;
    private const int ModeOffset = 28;
    private const int FileType = 0xF000;
    private const int Pipe = 0x1000;
    private const int Socket = 0xC000;

    private static readonly string[] OfTheProcess = ["/dev/fd/", "/dev/stdin", "/proc/self/fd/"];

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is a pipe or a socket, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions keep it from being read, or it is a folder.</exception>
    public static FileStream Open(string path, int bufferSize = 4096)
    {
        if (OperatingSystem.IsLinux() && IsPipe(path) && !Array.Exists(OfTheProcess, place => path.StartsWith(place, StringComparison.Ordinal)))
        {
            throw new IOException($"'{path}' is a pipe or a socket, not a file.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize);
    }

    /// <summary>All of a file as text.</summary>
    /// <exception cref="IOException">It is a pipe or a socket, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions keep it from being read, or it is a folder.</exception>
    public static string Text(string path)
    {
        using StreamReader reader = new(Open(path));
        return reader.ReadToEnd();
    }

    /// <summary>All of a file as lines.</summary>
    /// <exception cref="IOException">It is a pipe or a socket, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions keep it from being read, or it is a folder.</exception>
    public static string[] Lines(string path)
    {
        List<string> lines = [];
        using StreamReader reader = new(Open(path));
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return [.. lines];
    }

    private static bool IsPipe(string path)
    {
        byte[] result = new byte[ResultSize];
        return Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeMask, result) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(result.AsSpan(ModeOffset)) & FileType) is Pipe or Socket;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] result);
}
