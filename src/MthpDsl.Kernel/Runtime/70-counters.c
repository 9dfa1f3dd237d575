/* Counters, as the change since the scenario began: /proc/vmstat and the statistics of the large folios. */

struct counter {
	char name[112];
	bool vmstat;
	long before;
};

static struct {
	struct counter *list;
	size_t count;
} counters;

/* The lines of /proc/vmstat that go into the result. */
static const char *const vmstat_prefixes[] = {
	"thp_", "pswp", "swp", "swap_ra", "pglazyfree", "compact_stall", "compact_fail", "compact_success", "pgmigrate_success",
	"nr_anon_transparent_hugepages",
};

static void add_counter(const char *name, bool vmstat, long value)
{
	struct counter *added;

	counters.list = realloc(counters.list, (counters.count + 1) * sizeof(*added));
	if (!counters.list)
		abort();
	added = &counters.list[counters.count++];
	copy_string(added->name, sizeof(added->name), name);
	added->vmstat = vmstat;
	added->before = value;
}

/* Folds what each CPU still holds back into what /proc/vmstat shows. */
static char *read_vmstat(void)
{
	write_file("/proc/sys/vm/stat_refresh", "1");
	return slurp("/proc/vmstat");
}

static long vmstat_line(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (; text; text = strchr(text, '\n')) {
		text += *text == '\n';
		if (!strncmp(text, name, length) && text[length] == ' ')
			return strtol(text + length, NULL, 10);
	}
	return -1;
}

static long sysfs_number(const char *name)
{
	char value[64];

	return read_value(path_of(name), value, sizeof(value)) ? 0 : strtol(value, NULL, 10);
}

static void add_statistics(const char *pattern)
{
	glob_t found;
	size_t i;

	if (glob(pattern, 0, NULL, &found))
		return;
	for (i = 0; i < found.gl_pathc; i++) {
		const char *name = found.gl_pathv[i] + strlen(THP);

		add_counter(name, false, sysfs_number(name));
	}
	globfree(&found);
}

PART void begin_counting(void)
{
	char *vmstat = read_vmstat(), *line, *rest = vmstat;

	free(counters.list);
	memset(&counters, 0, sizeof(counters));
	while ((line = strsep(&rest, "\n"))) {
		char *value = strchr(line, ' ');

		if (!value)
			continue;
		*value = 0;
		add_counter(line, true, strtol(value + 1, NULL, 10));
	}
	free(vmstat);
	add_statistics(THP "hugepages-*/stats/*");
	add_statistics(THP "khugepaged/pages_collapsed");
	add_statistics(THP "khugepaged/full_scans");
}

static const struct counter *find_counter(const char *name, bool vmstat)
{
	size_t i;

	for (i = 0; i < counters.count; i++)
		if (counters.list[i].vmstat == vmstat && !strcmp(counters.list[i].name, name))
			return &counters.list[i];
	return NULL;
}

PART long vmstat_change(const char *name)
{
	const struct counter *counter = find_counter(name, true);
	char *vmstat;
	long now_is;

	if (!counter)
		skip("this kernel's /proc/vmstat has no %s", name);
	vmstat = read_vmstat();
	now_is = vmstat_line(vmstat, name);
	free(vmstat);
	return now_is - counter->before;
}

static bool is_shown(const struct counter *counter)
{
	size_t i;

	if (!counter->vmstat)
		return !strstr(counter->name, "/shmem_");
	for (i = 0; i < sizeof(vmstat_prefixes) / sizeof(vmstat_prefixes[0]); i++)
		if (!strncmp(counter->name, vmstat_prefixes[i], strlen(vmstat_prefixes[i])))
			return strncmp(counter->name, "thp_file", 8) != 0;
	return false;
}

static void append_changes(struct text *text, bool of_vmstat)
{
	char *vmstat = of_vmstat ? read_vmstat() : NULL;
	const char *comma = "";
	size_t i;

	for (i = 0; i < counters.count; i++) {
		const struct counter *counter = &counters.list[i];
		long change;

		if (counter->vmstat != of_vmstat || !is_shown(counter))
			continue;
		change = (of_vmstat ? vmstat_line(vmstat, counter->name) : sysfs_number(counter->name)) - counter->before;
		if (!change)
			continue;
		append(text, "%s\"%s\": %ld", comma, counter->name, change);
		comma = ", ";
	}
	free(vmstat);
}

PART void append_counters(struct text *text)
{
	append(text, "{\"vmstat\": {");
	append_changes(text, true);
	append(text, "}, \"sysfs\": {");
	append_changes(text, false);
	append(text, "}, \"faults\": %ld}", processes.faults);
}
