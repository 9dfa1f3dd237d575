using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MthpDsl.Scenarios.Fuzzing;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>All that comes of scenarios made at random, in a line each: the same wherever they run, or it is no simulation.</summary>
/// <param name="fuzzer">Makes the scenarios.</param>
internal sealed class FuzzDigests(Fuzzer fuzzer)
{
    /// <summary>The seed, and a hash of what the tool prints for its scenario as JSON and as text.</summary>
    public string LineOf(ulong seed)
    {
        FuzzSubject subject = new(fuzzer.Scenario(seed), check: false);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(subject.Text));
        hash.AppendData(ReportProperty.Print("json", subject.Results, width: 80));
        hash.AppendData(ReportProperty.Print("text", subject.Results, width: 80));
        return string.Create(CultureInfo.InvariantCulture, $"{seed} {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }
}
