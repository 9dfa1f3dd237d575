using System.Collections;

namespace MthpDsl.Language;

/// <summary>An immutable list of syntax nodes; equal to another where all elements are.</summary>
/// <typeparam name="T">The nodes.</typeparam>
public sealed class SyntaxList<T> : IReadOnlyList<T>, IEquatable<SyntaxList<T>>
{
    /// <summary>No nodes.</summary>
    public static readonly SyntaxList<T> Empty = new([]);

    private readonly T[] _items;

    internal SyntaxList(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public bool Equals(SyntaxList<T>? other) => other is not null && Count == other.Count && SameItems(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SyntaxList<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Count == 0 ? 0 : (_items[0]?.GetHashCode() ?? 0) + Count;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    private bool SameItems(SyntaxList<T> other)
    {
        for (int i = 0; i < _items.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items[i], other._items[i]))
            {
                return false;
            }
        }

        return true;
    }
}
