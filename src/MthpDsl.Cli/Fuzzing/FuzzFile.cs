using System.Globalization;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios.Fuzzing;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>A scenario for which something does not hold, as a file.</summary>
internal static class FuzzFile
{
    /// <summary>Writes it.</summary>
    /// <param name="failure">What does not hold of which scenario.</param>
    /// <param name="folder">Where; made where it is not there.</param>
    /// <param name="option">The option of <c>mthp fuzz</c> that found it, with a blank before it, or nothing.</param>
    /// <param name="shows">The command that shows it.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static string Write(FuzzFailure failure, string folder, string option, string shows)
    {
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fuzz-{failure.Property}-{failure.Seed}.mthp"));
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"# {failure.Property}: {Printable.Of(failure.Message)}\n# Found by: mthp fuzz{option} --seed {failure.Seed} --count 1\n# Shows with: {shows}\n");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(refused.Message, refused);
        }

        WrittenFile.Write(path, head + failure.Text);
        return path;
    }
}
