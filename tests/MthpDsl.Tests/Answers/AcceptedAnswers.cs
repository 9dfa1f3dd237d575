using System.Security.Cryptography;

namespace MthpDsl.Tests.Answers;

/// <summary>The file of answers that were looked at and accepted: a name and a digest a line.</summary>
internal static class AcceptedAnswers
{
    private const int DigestDigits = 12;
    private static readonly string _path = Repository.Path("tests", "MthpDsl.Tests", "Answers", "accepted.txt");

    /// <summary>The digest of each scenario, by its name.</summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        File.ReadLines(_path).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>Makes the answers of now the accepted ones.</summary>
    public static void Accept(IEnumerable<string> names) =>
        File.WriteAllText(_path, string.Concat(names.Select(name => name + " " + DigestOf(name) + "\n")));

    /// <summary>Writes the answers in full, a file each.</summary>
    public static void Write(IEnumerable<string> names, string folder)
    {
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name + ".txt");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using StreamWriter output = new(path);
            AnswerSource.WriteAnswer(name, output);
        }
    }

    /// <summary>The digest of the answer that a scenario gets now.</summary>
    public static string DigestOf(string name)
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream stream = new(Stream.Null, hash, CryptoStreamMode.Write))
        using (StreamWriter output = new(stream))
        {
            AnswerSource.WriteAnswer(name, output);
        }

        return Convert.ToHexStringLower(hash.Hash!)[..DigestDigits];
    }
}
