namespace MthpDsl.Scenarios;

/// <summary>
/// Files that are written whole, or not at all: whoever is interrupted leaves the old one or the new one. A device, as <c>/dev/null</c>, and
/// a pipe that the process was given open, as <c>/dev/stdout</c>, are written to and not replaced.
/// </summary>
internal static class ReplacedFile
{
    /// <summary>Writes a file beside its place and then moves it there. A link stays a link, and who may read it stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes what is in it; the stream can seek.</param>
    /// <param name="overwrite">Whether one that is there is replaced.</param>
    /// <param name="mode">Who may do what with it; null for what holds of the old one, or of any new one.</param>
    /// <exception cref="IOException">It cannot be written, and nothing is left of it; or it is a pipe or a socket.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true, UnixFileMode? mode = null)
    {
        if (SpecialFile.KindOf(path) != FileKind.File)
        {
            ReadableFile.RefusePipe(path);
            WriteThrough(path, write);
            return;
        }

        string place = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : Path.GetFullPath(path);
        string beside = Path.Combine(Path.GetDirectoryName(place)!, ".mthp-" + Path.GetRandomFileName());
        bool isThere = false;
        try
        {
            using (FileStream stream = new(beside, OptionsFor(place, mode)))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, place, overwrite);
            isThere = true;
        }
        finally
        {
            if (!isThere && File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }

    /// <summary>A device stays what it is: the bytes go into it, none of them before all are known.</summary>
    private static void WriteThrough(string path, Action<Stream> write)
    {
        using MemoryStream bytes = new();
        write(bytes);
        using FileStream device = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        bytes.WriteTo(device);
    }

    private static FileStreamOptions OptionsFor(string place, UnixFileMode? mode)
    {
        if (File.Exists(place) && new FileInfo(place).IsReadOnly)
        {
            throw new UnauthorizedAccessException("it is read-only.");
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode ?? (File.Exists(place) ? File.GetUnixFileMode(place) : options.UnixCreateMode);
        }

        return options;
    }
}
