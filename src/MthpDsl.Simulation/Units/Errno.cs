namespace MthpDsl.Simulation;

/// <summary>
/// The outcome of a system call or of a sysfs write, named as <c>errno(3)</c> names it. <see cref="None"/> is success.
/// </summary>
/// <example>
/// <code>
/// Errno errno = heap.Process.Protect(new VirtualRange(heap.Range.Start + 1, 4096), Protection.Read);
/// Console.WriteLine(errno); // EINVAL
/// </code>
/// </example>
public enum Errno
{
    /// <summary>Success.</summary>
    None = 0,

    /// <summary>Operation not permitted.</summary>
    EPERM = 1,

    /// <summary>No such file, knob or process.</summary>
    ENOENT = 2,

    /// <summary>No such process.</summary>
    ESRCH = 3,

    /// <summary>Try again: a page was locked, pinned, or not on the LRU.</summary>
    EAGAIN = 11,

    /// <summary>Out of memory, or a hole in the range.</summary>
    ENOMEM = 12,

    /// <summary>Permission denied.</summary>
    EACCES = 13,

    /// <summary>Bad address.</summary>
    EFAULT = 14,

    /// <summary>Busy.</summary>
    EBUSY = 16,

    /// <summary>Already there.</summary>
    EEXIST = 17,

    /// <summary>Invalid argument.</summary>
    EINVAL = 22,

    /// <summary>No space left on the device.</summary>
    ENOSPC = 28,

    /// <summary>A number out of range.</summary>
    ERANGE = 34,

    /// <summary>A page with a hardware memory error.</summary>
    EHWPOISON = 133,
}
