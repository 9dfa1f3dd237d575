using Microsoft.Win32.SafeHandles;

namespace MthpDsl.Cli.Hosting;

/// <summary>
/// Standard output whose closed pipe is noticed. The console's own stream ignores a reader that went away; a file stream
/// over the handle does not, but keeps a file offset of its own, so it is used for pipes only.
/// </summary>
internal static class StandardOutput
{
    private const int Handle = 1;

    /// <summary>The process's standard output.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        FileStream pipe = new(new SafeFileHandle(Handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
