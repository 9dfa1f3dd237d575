/*
 * The knobs below transparent_hugepage/. Every one is remembered and set to the kernel's default before a case begins.
 *
 * khugepaged sleeps but where the scenario says "khugepaged scan". Its pace (pages_to_scan and the two sleeps) is therefore
 * ours: what the scenario writes there is checked as the kernel does, and kept for those who read it.
 */

static struct {
	const char *path;
	uint64_t first, least, scenario; /* the default, the least that is allowed, what the scenario has written */
	const char *ours;
} pace[] = {
	{ "khugepaged/pages_to_scan", 4096, 1, 0, "4294967295" },
	{ "khugepaged/scan_sleep_millisecs", 10000, 0, 0, "864000000" },
	{ "khugepaged/alloc_sleep_millisecs", 60000, 0, 0, "0" },
};

enum { PACE = sizeof(pace) / sizeof(pace[0]), SCAN_SLEEP = 1 };

static int pace_of(const char *path)
{
	int i;

	for (i = 0; i < PACE; i++)
		if (!strcmp(pace[i].path, path))
			return i;
	return -1;
}

static const char *path_of(const char *knob)
{
	static char path[256];

	if (snprintf(path, sizeof(path), THP "%s", knob) >= (int)sizeof(path) || strstr(path, ".."))
		stop("%s is no knob", knob);
	return path;
}

static pid_t khugepaged_id(void)
{
	static pid_t known;
	char path[64], name[32];
	glob_t found;
	size_t i;

	if (known && snprintf(path, sizeof(path), "/proc/%d/comm", (int)known) > 0 && !read_file(path, name, sizeof(name)) &&
	    !strcmp(name, "khugepaged\n"))
		return known;
	known = 0;
	if (glob("/proc/[0-9]*/comm", GLOB_NOSORT, NULL, &found))
		return 0;
	for (i = 0; i < found.gl_pathc && !known; i++)
		if (!read_file(found.gl_pathv[i], name, sizeof(name)) && !strcmp(name, "khugepaged\n"))
			known = (pid_t)atoi(found.gl_pathv[i] + strlen("/proc/"));
	globfree(&found);
	return known;
}

static unsigned long full_scans(void)
{
	char value[64];

	if (read_value(THP "khugepaged/full_scans", value, sizeof(value)))
		stop("khugepaged/full_scans cannot be read");
	return strtoul(value, NULL, 10);
}

/* Waits until khugepaged has come to the end of its list once more and sleeps again. */
static void wait_for_pass(unsigned long before)
{
	char path[64], status[256];
	const char *state;
	int tries;

	for (tries = 0; tries < 60000; tries++) {
		snprintf(path, sizeof(path), "/proc/%d/stat", (int)khugepaged_id());
		if (full_scans() > before && !read_file(path, status, sizeof(status)) && (state = strrchr(status, ')')) && state[2] == 'S')
			return;
		sleep_milliseconds(1);
	}
	stop("khugepaged has not finished a pass within a minute");
}

/* One complete pass over all processes. */
static void khugepaged_pass(void)
{
	unsigned long before = full_scans();
	int error = write_file(path_of(pace[SCAN_SLEEP].path), pace[SCAN_SLEEP].ours);

	if (error)
		stop("khugepaged cannot be woken: %s", strerror(-error));
	wait_for_pass(before);
}

static long write_pace(int index, const char *value)
{
	char *end;
	unsigned long number = strtoul(value, &end, 10);

	if (end == value || *end || *value == '-' || number > UINT32_MAX || number < pace[index].least)
		return -EINVAL;
	pace[index].scenario = number;
	return 0;
}

/* Where the write starts khugepaged, it makes one pass at once. */
static long write_one(const char *path, const char *value)
{
	bool ran = khugepaged_id() != 0;
	unsigned long before = full_scans();
	int error = write_file(path, value);

	if (!error && !ran && khugepaged_id())
		wait_for_pass(before);
	return error;
}

/* sysfs PATH = VALUE; a path with * writes every file that matches. */
PART long write_knob(const char *knob, const char *value)
{
	int index = pace_of(knob);
	long result = 0;
	glob_t found;
	size_t i;

	if (index >= 0)
		return write_pace(index, value);
	if (!strchr(knob, '*'))
		return write_one(path_of(knob), value);
	if (glob(path_of(knob), 0, NULL, &found))
		return -ENOENT;
	for (i = 0; i < found.gl_pathc && result >= 0; i++)
		result = write_one(found.gl_pathv[i], value);
	globfree(&found);
	return result;
}

PART long khugepaged_scan(uint64_t passes)
{
	if (!khugepaged_id())
		return -ABSENT;
	while (passes--)
		khugepaged_pass();
	return 0;
}

static bool layouts_move(bool again);

/* khugepaged until-idle: passes until one changes nothing. */
PART long khugepaged_until_idle(void)
{
	int passes;

	if (!khugepaged_id())
		return -ABSENT;
	layouts_move(false);
	for (passes = 0; passes < 64; passes++) {
		khugepaged_pass();
		if (!layouts_move(true))
			return 0;
	}
	stop("after 64 full scans something still changes");
}

static void remember_knobs(const char *pattern)
{
	char value[64];
	struct stat status;
	glob_t found;
	size_t i;

	if (glob(pattern, 0, NULL, &found))
		return;
	for (i = 0; i < found.gl_pathc; i++)
		if (!stat(found.gl_pathv[i], &status) && (status.st_mode & 0200) && !read_value(found.gl_pathv[i], value, sizeof(value)))
			note(UNDO_WRITE, 0, found.gl_pathv[i], value);
	globfree(&found);
}

/*
 * A process that khugepaged knows and never finds anything in: with it on the list, a pass has an end that can be seen, and a
 * process that comes on the list later does not start one.
 */
static void start_beacon(void)
{
	int ready[2];
	char byte;
	char *memory;
	pid_t id;

	if (pipe2(ready, O_CLOEXEC) || (id = fork()) < 0)
		stop("no process: %s", strerror(errno));
	if (id) {
		close(ready[1]);
		note(UNDO_KILL, id, "", "");
		if (read(ready[0], &byte, 1) != 1)
			stop("the beacon process failed");
		close(ready[0]);
		return;
	}
	prctl(PR_SET_NAME, "mthp-beacon");
	prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
	signal(SIGINT, SIG_IGN);
	close(keeper.pipe);
	memory = mmap(NULL, 2 * pmd_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED || madvise(memory, 2 * pmd_size, MADV_NOHUGEPAGE))
		_exit(1);
	*memory = 1;
	if (madvise(memory, 2 * pmd_size, MADV_HUGEPAGE) || madvise(memory, 2 * pmd_size, MADV_NOHUGEPAGE))
		_exit(1);
	if (write(ready[1], "", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

static void set_default(const char *knob, const char *value)
{
	int error = (int)write_knob(knob, value);

	if (error && error != -ENOENT)
		skip("%s cannot be set to %s: %s", knob, value, strerror(-error));
}

static void set_number(const char *knob, uint64_t value)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	set_default(knob, text);
}

PART void set_up_knobs(void)
{
	uint64_t pages = pmd_size / page_size;
	char pmd_enabled[64];
	int i;

	/* The last to be restored: the kernel itself sets it with the knobs, and then it needs no restoring. */
	remember_knobs("/proc/sys/vm/min_free_kbytes");
	remember_knobs(THP "khugepaged/*");
	remember_knobs(THP "hugepages-*/enabled");
	remember_knobs(THP "defrag");
	remember_knobs(THP "use_zero_page");
	remember_knobs(THP "shrink_underused");
	remember_knobs(THP "enabled");

	snprintf(pmd_enabled, sizeof(pmd_enabled), "hugepages-%" PRIu64 "kB/enabled", pmd_size / KiB);
	pace[0].first = 8 * pages;
	for (i = 0; i < PACE; i++) {
		int error = write_file(path_of(pace[i].path), pace[i].ours);

		if (error)
			skip("%s cannot be written: %s", pace[i].path, strerror(-error));
		pace[i].scenario = pace[i].first;
	}
	set_default("enabled", "madvise");
	set_default("hugepages-*/enabled", "never");
	if (write_file(path_of(pmd_enabled), "madvise") || !khugepaged_id())
		skip("khugepaged does not start on this kernel");
	start_beacon();
	khugepaged_pass();

	set_default(pmd_enabled, "inherit");
	set_default("defrag", "madvise");
	set_default("use_zero_page", "1");
	set_default("shrink_underused", "1");
	set_default("khugepaged/defrag", "1");
	set_number("khugepaged/max_ptes_none", pages - 1);
	set_number("khugepaged/max_ptes_swap", pages / 8);
	set_number("khugepaged/max_ptes_shared", pages / 2);
}
