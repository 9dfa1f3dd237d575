using MthpDsl.Kernel.Running;

namespace MthpDsl.Tests.BadInput;

/// <summary>
/// A library that is loaded before all others and kills the process, or fills the disk, exactly where MTHP_INTERRUPT says: at the
/// call that brings a file's bytes to the disk, before or after it gets its name, or at each write below the folder.
/// </summary>
internal static class InterruptingLibrary
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/uio.h>
        #include <unistd.h>

        static int is(const char *where) { const char *at = getenv("MTHP_INTERRUPT"); return at && !strcmp(at, where); }
        static void die_at(const char *where) { if (is(where)) kill(getpid(), SIGKILL); }

        static int full(int file)
        {
            char link[64], path[4096];
            const char *folder = getenv("MTHP_FOLDER");
            ssize_t length;

            if (!folder || !is("full"))
                return 0;
            snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
            length = readlink(link, path, sizeof(path));
            if (length < (ssize_t)strlen(folder) || memcmp(path, folder, strlen(folder)))
                return 0;
            errno = ENOSPC;
            return 1;
        }

        int fsync(int file) { die_at("sync"); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file); }

        int rename(const char *from, const char *to)
        {
            int result;

            die_at("before-rename");
            result = ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename"))(from, to);
            die_at("after-rename");
            return result;
        }

        ssize_t write(int file, const void *from, size_t size)
        {
            return full(file) ? -1 : ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(file, from, size);
        }

        ssize_t pwrite64(int file, const void *from, size_t size, off64_t at)
        {
            return full(file) ? -1 : ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, from, size, at);
        }

        ssize_t pwrite(int file, const void *from, size_t size, off_t at) { return pwrite64(file, from, size, at); }

        ssize_t pwritev64(int file, const struct iovec *from, int count, off64_t at)
        {
            return full(file) ? -1 : ((ssize_t (*)(int, const struct iovec *, int, off64_t))dlsym(RTLD_NEXT, "pwritev64"))(file, from, count, at);
        }

        ssize_t pwritev(int file, const struct iovec *from, int count, off_t at) { return pwritev64(file, from, count, at); }
        """;

    /// <summary>Builds it, and gives what has to stand before a command of a shell.</summary>
    /// <param name="build">Where it is built.</param>
    /// <param name="folder">The folder whose disk is full.</param>
    public static string Prepare(string build, string folder)
    {
        string source = Path.Combine(build, "interrupt.c");
        string library = Path.Combine(build, "interrupt.so");
        File.WriteAllText(source, Source);
        ChildResult result = ChildProcess.Run(CCompiler.Find()!, ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], TimeSpan.FromMinutes(2));
        return result.ExitCode == 0
            ? $"export LD_PRELOAD={library} MTHP_FOLDER={folder}; "
            : throw new InvalidOperationException(result.Error);
    }
}
