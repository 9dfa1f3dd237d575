namespace MthpDsl.Tests.Naive;

/// <summary>
/// khugepaged a second time, written from spec COLLAPSE alone (A.3, A.4, the repaired form, C.2 to C.5, D) and for nothing but to
/// be read beside it: no locks, no races, no counters, no care for speed.
/// </summary>
internal sealed partial class NaiveCollapse
{
    private readonly NaiveWorld _world;
    private readonly NaiveRules _rules;
    private int _failingTimes;

    private NaiveCollapse(NaiveWorld world, NaiveRules rules)
    {
        _world = world;
        _rules = rules;
        _failingTimes = rules.FailingTimes;
    }

    /// <summary>One full scan of the mapping.</summary>
    public static void Pass(NaiveWorld world, NaiveRules rules)
    {
        bool runs = rules.Policy == NaivePolicy.PmdOnly ? rules.Enabled[world.PmdOrder] : Array.IndexOf(rules.Enabled, true) >= 0;
        if (!runs)
        {
            return;
        }

        world.DrainBatch();
        var pass = new NaiveCollapse(world, rules);
        for (int start = 0; start < world.Slots.Length && world.Finding is null; start += world.Hpn)
        {
            if (pass.Range(start) == NaiveResult.Success && world.Finding is null)
            {
                world.PagesCollapsed++;
            }
        }
    }

    private NaiveResult Range(int start) => _rules.Policy switch
    {
        NaivePolicy.PmdOnly => RangePmdOnly(start),
        NaivePolicy.AsPosted => RangeAsPosted(start),
        NaivePolicy.Repaired => RangeRepaired(start),
        _ => RangeMerged(start),
    };

    private bool HasTable(int slot) =>
        slot < _world.Slots.Length && _world.Table[slot >> _world.PmdOrder] && !_world.Leaf[slot >> _world.PmdOrder];

    private int NoneLimit(int order, bool asksVma = true)
    {
        if (asksVma && _rules.Userfaultfd)
        {
            return 0;
        }

        bool small = order < _world.PmdOrder;
        return _rules.Policy switch
        {
            NaivePolicy.Merged when small => _rules.MaxNone == _world.Hpn - 1 ? (1 << order) - 1 : 0,
            _ => _rules.MaxNone >> (_world.PmdOrder - order),
        };
    }

    private int SharedLimit(int order) =>
        _rules.Policy == NaivePolicy.Merged && order < _world.PmdOrder ? 0 : _rules.MaxShared >> (_world.PmdOrder - order);

    private int SwapLimit(int order) => _rules.MaxSwap >> (_world.PmdOrder - order);

    private bool IsShared(in NaiveFolio folio)
    {
        if (folio.Order == 0 || folio.Maps <= 1)
        {
            return folio.Maps > 1;
        }

        return _rules.TracksOwners
            ? folio.MappedElsewhere
            : folio.Maps > 1 << folio.Order || folio.FirstPageMaps > 1;
    }

    private bool Allocate(int order)
    {
        if (order < _rules.FailingOrder || _failingTimes == 0)
        {
            return true;
        }

        _failingTimes--;
        return false;
    }

    private int HighestEnabled(int atMost = int.MaxValue) => Highest(_rules.Enabled, atMost);

    private static int Highest(bool[] orders, int atMost = int.MaxValue)
    {
        for (int order = Math.Min(atMost, orders.Length - 1); order >= 2; order--)
        {
            if (orders[order])
            {
                return order;
            }
        }

        return -1;
    }
}
