using System.Reflection;

namespace MthpDsl.Testing;

/// <summary>Verified files that no test owns any more: a renamed test must not leave its snapshot behind.</summary>
/// <example>
/// <code>
/// [Fact]
/// public void No_snapshot_is_an_orphan() =&gt; Assert.Empty(SnapshotOrphans.Find(typeof(Snapshot).Assembly, "."));
/// </code>
/// </example>
public static class SnapshotOrphans
{
    /// <summary>The verified files below a folder whose class or method the assembly does not have, sorted.</summary>
    /// <param name="tests">The assembly of the tests.</param>
    /// <param name="folder">The folder of its sources.</param>
    public static IReadOnlyList<string> Find(Assembly tests, string folder)
    {
        HashSet<string> owners = new(StringComparer.Ordinal);
        foreach (Type type in tests.GetTypes())
        {
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            owners.UnionWith(type.GetMethods(Declared).Select(method => type.Name + "." + method.Name));
        }

        return [.. Directory.EnumerateFiles(folder, "*.verified.*", SearchOption.AllDirectories)
            .Where(file => !IsOwned(Path.GetFileName(file), owners))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Method names may hold underscores, so every prefix that ends before one may be the owner.</summary>
    private static bool IsOwned(string name, HashSet<string> owners)
    {
        string stem = name[..name.IndexOf(".verified.", StringComparison.Ordinal)];
        if (owners.Contains(stem))
        {
            return true;
        }

        for (int at = stem.IndexOf('_', StringComparison.Ordinal); at >= 0; at = stem.IndexOf('_', at + 1))
        {
            if (owners.Contains(stem[..at]))
            {
                return true;
            }
        }

        return false;
    }
}
