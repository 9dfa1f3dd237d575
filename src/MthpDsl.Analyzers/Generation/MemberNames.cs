using System.Text;

namespace MthpDsl.Analyzers;

/// <summary>Names of files and folders as names of C#: <c>creep-64k.mthp</c> becomes <c>Creep64k</c>.</summary>
internal sealed class MemberNames(string enclosing)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal)
    {
        enclosing, "All", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    /// <summary>A name that no other member of the class has. The order of the calls decides who gets the plain one.</summary>
    public string Of(string word)
    {
        string plain = Pascal(word);
        string name = plain;
        for (int i = 2; !_taken.Add(name); i++)
        {
            name = plain + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static string Pascal(string word)
    {
        StringBuilder name = new();
        bool begins = true;
        foreach (char c in word)
        {
            if (!char.IsLetterOrDigit(c))
            {
                begins = true;
                continue;
            }

            name.Append(begins ? char.ToUpperInvariant(c) : c);
            begins = false;
        }

        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }
}
