using System.Runtime.InteropServices;

namespace MthpDsl.Cli.Hosting;

/// <summary>Waiting that Ctrl-C ends. Outside of it Ctrl-C ends the process, as ever.</summary>
internal static class Interrupt
{
    /// <summary>Waits.</summary>
    /// <param name="time">How long.</param>
    /// <returns>False where Ctrl-C ended it.</returns>
    public static bool Wait(TimeSpan time)
    {
        using ManualResetEventSlim ended = new();
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            ended.Set();
        });
        return !ended.Wait(time);
    }
}
