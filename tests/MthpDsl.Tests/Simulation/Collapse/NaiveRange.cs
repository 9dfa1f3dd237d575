using System.Numerics;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>
/// A PMD range of 16 pages that are none, or young, writable, exclusive pages of some folio; and what COLLAPSE A.3, the repaired A.3, C.4 and D say
/// one scan makes of it. Written from the spec alone, as plainly as it can be.
/// </summary>
internal sealed class NaiveRange
{
    public const int Slots = 16;
    public const int PmdOrder = 4;
    public const int MinOrder = 2;

    // Order of the folio that each slot maps, or -1; folios here are always whole and aligned.
    private readonly int[] _order = new int[Slots];

    public NaiveRange(int present)
    {
        for (int slot = 0; slot < Slots; slot++)
        {
            _order[slot] = (present >> slot & 1) != 0 ? 0 : -1;
        }
    }

    public bool IsLeaf { get; private set; }

    public int this[int slot] => _order[slot];

    /// <summary>One scan; true if the range counts as collapsed.</summary>
    public bool Scan(string kernel, int enabled, int maxNone)
    {
        if (IsLeaf)
        {
            return false;
        }

        return kernel switch
        {
            "rfc-2024" => Posted(enabled, maxNone),
            "rfc-2024-repaired" => Repaired(enabled, maxNone),
            "merged-2026" => Merged(enabled, maxNone),
            _ => (enabled & 1 << PmdOrder) != 0 && TryWindow(0, PmdOrder, maxNone) == Outcome.Collapsed,
        };
    }

    private enum Outcome
    {
        Failed,
        Skipped,
        Collapsed,
    }

    private bool Posted(int orders, int maxNone)
    {
        int slot = 0;
        int order = Top(orders);
        while (order >= MinOrder)
        {
            Outcome outcome = TryWindow(slot, order, maxNone >> PmdOrder - order, out int next);
            if (outcome == Outcome.Failed)
            {
                orders &= ~(1 << order);
                order = Top(orders);
                continue;
            }

            slot = next;
            if (slot >= Slots)
            {
                // Behind a skipped folio the posted loop runs on, into a range that has no page table here.
                return outcome == Outcome.Collapsed;
            }

            int alignment = BitOperations.TrailingZeroCount(slot);
            order = (orders & 1 << alignment) != 0 ? alignment : Top(orders);
        }

        return false;
    }

    private bool Repaired(int orders, int maxNone)
    {
        int slot = 0;
        int order = Top(orders);
        Outcome outcome = Outcome.Failed;
        while (slot < Slots && order >= MinOrder)
        {
            outcome = TryWindow(slot, order, maxNone >> PmdOrder - order);
            int lower = Top(orders & (1 << order) - 1);
            if (outcome == Outcome.Failed && lower >= MinOrder)
            {
                order = lower;
                continue;
            }

            slot += 1 << order;
            order = slot < Slots ? Top(orders & (2 << BitOperations.TrailingZeroCount(slot)) - 1) : -1;
        }

        return outcome == Outcome.Collapsed;
    }

    private bool Merged(int enabled, int maxNone)
    {
        int present = _order.Count(order => order >= 0);
        int scanLimit = enabled == 1 << PmdOrder ? maxNone : Slots - 1;
        if (Slots - present > scanLimit)
        {
            return false;
        }

        bool[] bits = [.. _order.Select(order => order >= 0)];
        bool any = false;
        int slot = 0;
        int k = PmdOrder;
        while (slot < Slots)
        {
            int size = 1 << k;
            int limit = k == PmdOrder ? maxNone : maxNone == Slots - 1 ? size - 1 : 0;
            bool done = false;
            if ((enabled & 1 << k) != 0 && bits.Skip(slot).Take(size).Count(bit => bit) >= size - limit)
            {
                Outcome outcome = TryWindow(slot, k, limit);
                any |= outcome == Outcome.Collapsed;
                done = outcome != Outcome.Failed;
            }

            if (!done && k > MinOrder && (enabled & size - 1) != 0)
            {
                k--;
                continue;
            }

            slot += size;
            k = slot < Slots ? BitOperations.TrailingZeroCount(slot) : PmdOrder;
        }

        return any;
    }

    private Outcome TryWindow(int slot, int order, int noneLimit) => TryWindow(slot, order, noneLimit, out _);

    private Outcome TryWindow(int slot, int order, int noneLimit, out int next)
    {
        int none = 0;
        next = slot + (1 << order);
        for (int i = slot; i < slot + (1 << order); i++)
        {
            if (_order[i] < 0 && ++none > noneLimit)
            {
                return Outcome.Failed;
            }

            if (order < PmdOrder && _order[i] >= order)
            {
                next = i + (1 << _order[i]);
                return Outcome.Skipped;
            }
        }

        if (none == 1 << order)
        {
            return Outcome.Failed;
        }

        Array.Fill(_order, order, slot, 1 << order);
        IsLeaf = order == PmdOrder;
        return Outcome.Collapsed;
    }

    private static int Top(int orders) => orders == 0 ? -1 : BitOperations.Log2((uint)orders);
}
