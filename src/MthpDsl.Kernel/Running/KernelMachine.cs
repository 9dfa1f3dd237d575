using System.Runtime.InteropServices;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Running;

/// <summary>The machine this program runs on, as far as exported programs need it.</summary>
public static class KernelMachine
{
    private const string Thp = "/sys/kernel/mm/transparent_hugepage/enabled";

    /// <summary>The kernel's release, as <c>uname -r</c> prints it.</summary>
    public static string Release => Environment.OSVersion.Platform == PlatformID.Unix && File.Exists("/proc/sys/kernel/osrelease")
        ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim()
        : "";

    /// <summary>Why exported programs cannot run here, in a sentence; null where they can.</summary>
    public static string? WhatIsMissing()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return "this needs Linux";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "this needs root";
        }

        if (!File.Exists(Thp))
        {
            return "this kernel has no transparent huge pages";
        }

        return CCompiler.Find() is null ? "there is no C compiler: neither CC names one nor is there a 'cc' in the path" : null;
    }

    /// <summary>The model of a kernel's release: <c>6.18.44-1</c> is modelled by <c>6.18</c>; null where no model has its version.</summary>
    /// <param name="release">As <c>uname -r</c> prints it.</param>
    public static KernelModel? ModelOf(string release)
    {
        string[] parts = release.Split('.', '-', '+');
        return parts.Length >= 2 ? KernelModel.Find(parts[0] + "." + parts[1]) : null;
    }
}
