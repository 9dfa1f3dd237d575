using MthpDsl.Kernel.Documents;
using MthpDsl.Scenarios;

namespace MthpDsl.Kernel.Running;

/// <summary>An exported program, built in a folder of its own that goes with it.</summary>
public sealed class KernelProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly DirectoryInfo _folder;

    private KernelProgram(DirectoryInfo folder) => _folder = folder;

    private string Program => Path.Combine(_folder.FullName, "scenario");

    /// <summary>Builds a program.</summary>
    /// <param name="code">One self-contained C file.</param>
    /// <param name="isStatic">Linked statically, for use on another machine.</param>
    /// <exception cref="KernelException">The compiler is missing or refuses it.</exception>
    public static KernelProgram Build(string code, bool isStatic = false)
    {
        KernelProgram program = new(Directory.CreateTempSubdirectory("mthp-"));
        try
        {
            string source = Path.Combine(program._folder.FullName, "scenario.c");
            File.WriteAllText(source, code);
            CCompiler.Compile(source, program.Program, isStatic);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>Runs the program once.</summary>
    /// <returns>What it printed: one result for each case.</returns>
    /// <exception cref="KernelException">It printed no result document.</exception>
    public KernelDocument Run()
    {
        ChildResult result = ChildProcess.Run(Program, ["--json"], Patience);
        if (result.ExitCode is not (0 or 1 or 4))
        {
            throw new KernelException($"the exported program ended with {result.ExitCode}: {result.Error.Trim()}");
        }

        return KernelDocument.Parse(result.Output);
    }

    /// <summary>Copies the program.</summary>
    /// <exception cref="KernelException">It cannot be written there.</exception>
    public void CopyTo(string path)
    {
        try
        {
            using FileStream program = File.OpenRead(Program);
            ReplacedFile.Write(path, program.CopyTo, mode: OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(Program));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KernelException($"{path} cannot be written: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
