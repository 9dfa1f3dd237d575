using MthpDsl.Simulation;
using MthpDsl.Simulation.Sysfs;
using Xunit;

namespace MthpDsl.Tests.Simulation.Sysfs;

public sealed class SysfsTreeTests
{
    private readonly SysfsTree _sysfs = new(PageGeometry.Pages4K, "6.12", 4.GiB());

    [Theory]
    [InlineData("enabled", "always [madvise] never")]
    [InlineData("defrag", "always defer defer+madvise [madvise] never")]
    [InlineData("use_zero_page", "1")]
    [InlineData("shrink_underused", "1")]
    [InlineData("hpage_pmd_size", "2097152")]
    [InlineData("hugepages-2048kB/enabled", "always [inherit] madvise never")]
    [InlineData("hugepages-16kB/enabled", "always inherit madvise [never]")]
    [InlineData("khugepaged/defrag", "1")]
    [InlineData("khugepaged/max_ptes_none", "511")]
    [InlineData("khugepaged/max_ptes_swap", "64")]
    [InlineData("khugepaged/max_ptes_shared", "256")]
    [InlineData("khugepaged/pages_to_scan", "4096")]
    [InlineData("khugepaged/scan_sleep_millisecs", "10000")]
    [InlineData("khugepaged/alloc_sleep_millisecs", "60000")]
    [InlineData("khugepaged/pages_collapsed", "0")]
    [InlineData("khugepaged/full_scans", "0")]
    [InlineData("hugepages-8kB/stats/split", "0")]
    public void Files_show_the_kernels_defaults_with_the_current_word_in_brackets(string path, string text)
    {
        Assert.Equal(Errno.None, _sysfs.Read(path, out string read));
        Assert.Equal(text, read);
    }

    [Theory]
    [InlineData("enabled", "sometimes", Errno.EINVAL)]
    [InlineData("enabled", "alwaysx", Errno.EINVAL)]
    [InlineData("enabled", " always", Errno.EINVAL)]
    [InlineData("enabled", "always\n\n", Errno.EINVAL)]
    [InlineData("enabled", "inherit", Errno.EINVAL)]
    [InlineData("hugepages-64kB/enabled", "defer", Errno.EINVAL)]
    [InlineData("use_zero_page", "2", Errno.EINVAL)]
    [InlineData("use_zero_page", "yes", Errno.EINVAL)]
    [InlineData("use_zero_page", "-1", Errno.EINVAL)]
    [InlineData("use_zero_page", "", Errno.EINVAL)]
    [InlineData("use_zero_page", "18446744073709551615", Errno.EINVAL)]
    [InlineData("use_zero_page", "18446744073709551616", Errno.ERANGE)]
    [InlineData("shrink_underused", "maybe", Errno.EINVAL)]
    [InlineData("shrink_underused", "o", Errno.EINVAL)]
    [InlineData("shrink_underused", "i", Errno.EINVAL)]
    [InlineData("shrink_underused", "o0", Errno.EINVAL)]
    [InlineData("shrink_underused", "", Errno.EINVAL)]
    [InlineData("khugepaged/max_ptes_none", "512", Errno.EINVAL)]
    [InlineData("khugepaged/max_ptes_swap", "512", Errno.EINVAL)]
    [InlineData("khugepaged/max_ptes_shared", "512", Errno.EINVAL)]
    [InlineData("khugepaged/max_ptes_none", "18446744073709551616", Errno.EINVAL)]
    [InlineData("khugepaged/max_ptes_none", "1x", Errno.EINVAL)]
    [InlineData("khugepaged/pages_to_scan", "0", Errno.EINVAL)]
    [InlineData("khugepaged/pages_to_scan", "4294967296", Errno.EINVAL)]
    [InlineData("khugepaged/defrag", "2", Errno.EINVAL)]
    [InlineData("khugepaged/full_scans", "1", Errno.EACCES)]
    [InlineData("hpage_pmd_size", "4096", Errno.EACCES)]
    [InlineData("hugepages-64kB/stats/split", "0", Errno.EACCES)]
    [InlineData("hugepages-8kB/enabled", "always", Errno.ENOENT)]
    [InlineData("hugepages-8kB/stats/nr_anon", "0", Errno.ENOENT)]
    [InlineData("hugepages-4096kB/enabled", "always", Errno.ENOENT)]
    [InlineData("hugepages-64kB/stats/collapse_alloc", "0", Errno.ENOENT)]
    [InlineData("hugepages-1*/disabled", "always", Errno.ENOENT)]
    [InlineData("HUGEPAGES-*/enabled", "always", Errno.ENOENT)]
    [InlineData("enabl\\ed", "always", Errno.ENOENT)]
    [InlineData("enable", "always", Errno.ENOENT)]
    public void A_bad_write_fails_as_the_kernel_fails_it_and_changes_nothing(string path, string value, Errno errno)
    {
        string[] before = [.. _sysfs.Knobs.Where(knob => knob.IsModelled).Select(knob => knob.Text)];
        Assert.Equal(errno, _sysfs.Write(path, value));
        Assert.Equal(before, _sysfs.Knobs.Where(knob => knob.IsModelled).Select(knob => knob.Text));
    }

    [Theory]
    [InlineData("enabled", "never\n", "never")]
    [InlineData("defrag", "defer+madvise", "defer+madvise")]
    [InlineData("shrink_underused", "off", "0")]
    [InlineData("shrink_underused", "no way", "0")]
    [InlineData("shrink_underused", "On", "1")]
    [InlineData("use_zero_page", "+0\n", "0")]
    [InlineData("khugepaged/max_ptes_none", "0511", "511")]
    [InlineData("khugepaged/max_ptes_shared", "0", "0")]
    [InlineData("khugepaged/scan_sleep_millisecs", "4294967295", "4294967295")]
    public void A_good_write_is_read_back(string path, string written, string value)
    {
        Assert.Equal(Errno.None, _sysfs.Write(path, written));
        Assert.Equal(value, _sysfs.Find(path)!.Value);
    }

    // kstrtobool.
    [Theory]
    [InlineData("yYtT1", "1")]
    [InlineData("nNfF0", "0")]
    public void The_first_letter_of_a_boolean_decides(string letters, string value)
    {
        Assert.All(letters, letter =>
        {
            Assert.Equal(Errno.None, _sysfs.Write("shrink_underused", value == "1" ? "off" : "on"));
            Assert.Equal(Errno.None, _sysfs.Write("shrink_underused", letter + "?"));
            Assert.Equal(value, _sysfs.Find("shrink_underused")!.Value);
        });
    }

    [Fact]
    public void Of_several_writes_the_first_error_is_reported_and_the_others_are_done()
    {
        Assert.Equal(Errno.EINVAL, _sysfs.Write("hugepages-*/enabled", path => path == "hugepages-16kB/enabled" ? "sometimes" : "always"));
        Assert.Equal((SizeMode.Never, SizeMode.Always), (_sysfs.Policy.Mode(2), _sysfs.Policy.Mode(3)));
        Assert.Equal(Errno.EACCES, _sysfs.Write("khugepaged/*", path => path.EndsWith("collapsed", StringComparison.Ordinal) ? "0" : "1"));
    }

    [Fact]
    public void A_file_is_read_as_text_or_as_its_number_and_what_is_not_there_is_said()
    {
        Assert.Equal("always [madvise] never", _sysfs["enabled"]);
        Assert.Contains("ENOENT", Assert.Throws<ArgumentException>(() => _sysfs["enable"]).Message, StringComparison.Ordinal);
        Assert.Contains("EINVAL", Assert.Throws<ArgumentException>(() => _sysfs["enabled"] = "sometimes").Message, StringComparison.Ordinal);
        Assert.Equal((true, 511), (_sysfs.TryReadNumber("khugepaged/max_ptes_none", out long number), number));
        Assert.Equal((true, 0), (_sysfs.TryReadNumber("hugepages-8kB/stats/split", out number), number));
        Assert.False(_sysfs.TryReadNumber("hugepages-4096kB/stats/split", out _));
    }

    [Fact]
    public void What_is_not_modelled_is_there_and_says_so()
    {
        Assert.Equal(
            ["shmem_enabled", .. Enumerable.Range(1, 9).Select(order => $"hugepages-{4 << order}kB/shmem_enabled")],
            _sysfs.Knobs.Where(knob => !knob.IsModelled).Select(knob => knob.Path));
    }

    [Fact]
    public void A_size_says_one_thing_at_a_time()
    {
        foreach (SizeMode mode in Enum.GetValues<SizeMode>())
        {
            Assert.Equal(Errno.None, _sysfs.Write("hugepages-64kB/enabled", mode.ToString().ToLowerInvariant()));
            Assert.Equal(mode, _sysfs.Policy.Mode(4));
        }

        Assert.Equal(0u, (_sysfs.Policy.Always | _sysfs.Policy.Madvise | _sysfs.Policy.Inherit) & (1u << 4));
    }

    [Theory]
    [InlineData("always", "never", true, true)]
    [InlineData("madvise", "never", false, true)]
    [InlineData("inherit", "always", true, true)]
    [InlineData("inherit", "madvise", false, true)]
    [InlineData("inherit", "never", false, false)]
    [InlineData("never", "always", false, false)]
    public void A_size_is_allowed_by_its_own_word_and_only_inherit_asks_the_top(string size, string top, bool plain, bool advised)
    {
        _sysfs.Write("hugepages-*/enabled", "never");
        _sysfs.Write("enabled", top);
        _sysfs.Write("hugepages-64kB/enabled", size);
        Assert.Equal(plain ? 1u << 4 : 0, _sysfs.Policy.AllowedOrders(hugepageAdvised: false));
        Assert.Equal(advised ? 1u << 4 : 0, _sysfs.Policy.AllowedOrders(hugepageAdvised: true));
        Assert.Equal(advised ? 1u << 4 : 0, _sysfs.Policy.EnabledOrders);
        Assert.False(_sysfs.Policy.IsPmdOrderEnabled);
    }

    [Fact]
    public void A_glob_writes_every_size_and_wakes_khugepaged_once()
    {
        int evaluations = 0;
        _sysfs.EnabledWritten = () => evaluations++;
        Assert.Equal(Errno.None, _sysfs.Write("hugepages-*/enabled", "inherit"));
        Assert.Equal(PageGeometry.Pages4K.AnonOrders, _sysfs.Policy.Inherit);
        Assert.Equal(1, evaluations);
        Assert.Equal(8, _sysfs.Match("hugepages-*/enabled").Count);
        Assert.Equal(3, _sysfs.Match("hugepages-1*/enabled").Count);
    }

    [Fact]
    public void A_glob_that_writes_both_sleeps_wakes_khugepaged_once()
    {
        int wakes = 0;
        _sysfs.SleepWritten = () => wakes++;
        Assert.Equal(Errno.None, _sysfs.Write("khugepaged/*_sleep_millisecs", "1"));
        Assert.Equal(1, wakes);
    }

    [Fact]
    public void A_refused_write_does_not_wake_khugepaged()
    {
        _sysfs.EnabledWritten = () => Assert.Fail("nothing was written");
        _sysfs.SleepWritten = () => Assert.Fail("nothing was written");
        _sysfs.Write("enabled", "sometimes");
        _sysfs.Write("khugepaged/scan_sleep_millisecs", "soon");
        _sysfs.Write("khugepaged/max_ptes_none", "0");
    }

    [Fact]
    public void Less_than_512M_clears_the_flags_at_boot_but_not_the_sizes()
    {
        SysfsTree small = new(PageGeometry.Pages4K, "6.12", 511.MiB());
        Assert.Equal("always madvise [never]", small.Find("enabled")!.Text);
        Assert.Equal("never", small.Find("defrag")!.Value);
        Assert.Equal("0", small.Find("use_zero_page")!.Value);
        Assert.Equal("0", small.Find("khugepaged/defrag")!.Value);
        Assert.Equal("1", small.Find("shrink_underused")!.Value);
        Assert.Equal("inherit", small.Find("hugepages-2048kB/enabled")!.Value);

        SysfsTree large = new(PageGeometry.Pages4K, "6.12", 512.MiB());
        Assert.Equal(("madvise", "madvise"), (large.Find("enabled")!.Value, large.Find("defrag")!.Value));
        Assert.Equal(("1", "1"), (large.Find("use_zero_page")!.Value, large.Find("khugepaged/defrag")!.Value));
    }

    [Theory]
    [InlineData(16, "2047", "256", "1024", "16384", "hugepages-32768kB")]
    [InlineData(64, "8191", "1024", "4096", "65536", "hugepages-524288kB")]
    public void Limits_and_directories_follow_the_page_size(int kilobytes, string none, string swap, string shared, string scan, string pmd)
    {
        SysfsTree sysfs = new(PageGeometry.ForPageSize(kilobytes.KiB())!, "6.18", 4.GiB());
        Assert.Equal(none, sysfs.Find("khugepaged/max_ptes_none")!.Value);
        Assert.Equal(swap, sysfs.Find("khugepaged/max_ptes_swap")!.Value);
        Assert.Equal(shared, sysfs.Find("khugepaged/max_ptes_shared")!.Value);
        Assert.Equal(scan, sysfs.Find("khugepaged/pages_to_scan")!.Value);
        Assert.Equal("inherit", sysfs.Find(pmd + "/enabled")!.Value);
    }
}
