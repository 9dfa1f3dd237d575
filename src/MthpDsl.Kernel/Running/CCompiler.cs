namespace MthpDsl.Kernel.Running;

/// <summary>The C compiler of the machine: what CC names, else <c>cc</c>.</summary>
public static class CCompiler
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The compiler's path, or null where there is none.</summary>
    public static string? Find()
    {
        string name = Environment.GetEnvironmentVariable("CC") is { Length: > 0 } named ? named : "cc";
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(name) ? name : null;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>What the compiler has against C code, null where it takes it.</summary>
    /// <param name="code">One self-contained C file.</param>
    /// <exception cref="KernelException">There is no compiler.</exception>
    internal static string? Refuses(string code)
    {
        string compiler = Find() ?? throw new KernelException("there is no C compiler");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mthp-");
        try
        {
            string source = Path.Combine(folder.FullName, "scenario.c");
            File.WriteAllText(source, code);
            ChildResult result = ChildProcess.Run(compiler, ["-fsyntax-only", "-Wall", "-Wextra", "-Werror", source], Patience);
            return result.ExitCode == 0 ? null : result.Error;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Compiles one C file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="program">The program to make.</param>
    /// <param name="isStatic">Links it statically, for use on another machine.</param>
    /// <exception cref="KernelException">There is no compiler, or it refuses the file.</exception>
    public static void Compile(string source, string program, bool isStatic = false)
    {
        string compiler = Find() ?? throw new KernelException("there is no C compiler");
        string[] arguments = ["-O1", "-Wall", "-Wextra", "-Werror", .. isStatic ? new[] { "-static" } : [], "-o", program, source];
        ChildResult result = ChildProcess.Run(compiler, arguments, Patience);
        if (result.ExitCode != 0)
        {
            throw new KernelException($"{compiler} refuses the exported program:\n{result.Error}");
        }
    }
}
