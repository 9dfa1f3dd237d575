using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MthpDsl.Scenarios;

/// <summary>What a name among files stands for.</summary>
internal enum FileKind
{
    /// <summary>A file, or a folder, or nothing.</summary>
    File,

    /// <summary>A pipe or a socket: to open one waits for somebody at its other end, perhaps for ever.</summary>
    Pipe,

    /// <summary>A device: what is written there is not kept as a file is, and what is read there may have no end.</summary>
    Device,
}

/// <summary>What has a name among files and is none: devices, pipes and sockets. Links are followed.</summary>
internal static class SpecialFile
{
    private const int CurrentFolder = -100;
    private const uint TypeMask = 1;
    private const int ResultSize = 256;
    private const int ModeOffset = 28;
    private const int FileType = 0xF000;
    private const int Pipe = 0x1000;
    private const int Socket = 0xC000;
    private const int CharacterDevice = 0x2000;
    private const int BlockDevice = 0x6000;

    private static readonly string[] _places = ["/dev/fd/", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/proc/self/fd/"];

    /// <summary>What the process was given open: a standard stream, or a shell's <c>&lt;(command)</c>.</summary>
    public static bool IsOfTheProcess(string path) => Array.Exists(_places, place => path.StartsWith(place, StringComparison.Ordinal));

    /// <summary>What a name stands for; what does not exist is as a file.</summary>
    public static FileKind KindOf(string path) => TypeOf(path) switch
    {
        Pipe or Socket => FileKind.Pipe,
        CharacterDevice or BlockDevice => FileKind.Device,
        _ when OperatingSystem.IsLinux() || OperatingSystem.IsWindows() => FileKind.File,
        _ => Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal) ? FileKind.Device : FileKind.File,
    };

    private static int TypeOf(string path)
    {
        // Nothing special has a size, and to ask the runtime for that alone needs no code made for the call.
        if (!OperatingSystem.IsLinux() || new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 })
        {
            return 0;
        }

        byte[] result = new byte[ResultSize];
        return Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeMask, result) == 0
            ? BinaryPrimitives.ReadUInt16LittleEndian(result.AsSpan(ModeOffset)) & FileType
            : 0;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] result);
}
