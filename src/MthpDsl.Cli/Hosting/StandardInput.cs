using System.Globalization;

namespace MthpDsl.Cli.Hosting;

/// <summary>
/// Standard input. A process that was started with it closed gets the number 0 for a pipe of the runtime's own, which nobody ever
/// writes to for us: reading that would wait for ever, so it is taken for the empty input it is.
/// </summary>
internal static class StandardInput
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>The process's standard input.</summary>
    public static Stream Open() => IsOwnPipe() ? Stream.Null : Console.OpenStandardInput();

    // Nobody holds the writing end of the pipe that feeds him.
    private static bool IsOwnPipe()
    {
        if (!OperatingSystem.IsLinux() || TargetOf(Path.Combine(Descriptors, "0")) is not { } input || !input.Contains("pipe:[", StringComparison.Ordinal))
        {
            return false;
        }

        return Directory.EnumerateFileSystemEntries(Descriptors)
            .Where(path => TargetOf(path) == input)
            .Any(path => IsForWriting(Path.GetFileName(path)));
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsForWriting(string number)
    {
        const string Key = "flags:";
        try
        {
            string? line = File.ReadLines("/proc/self/fdinfo/" + number).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
            return line is not null && (int.Parse(line.AsSpan()[^1..], CultureInfo.InvariantCulture) & 3) != 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
