/* A case from its preconditions to its result, and the program around all cases. */

struct scenario_case {
	const char *title;
	const char *values; /* of the givens, as a JSON object */
	const char *name;   /* title and values, for people */
	uint64_t page_size;
	size_t processes;   /* main and every fork */
	uint64_t swap;
	enum backing backing;
	bool group, contents;
	void (*run)(void);
};

static int one_at_a_time = -1;

static void check_frames(void)
{
	uint64_t entry = 0;
	int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);

	spare[0] = 1;
	if (pagemap < 0 || pread(pagemap, &entry, 8, (off_t)((uintptr_t)spare / page_size * 8)) != 8)
		skip("/proc/self/pagemap cannot be read");
	close(pagemap);
	if (!(entry & FRAME_MASK))
		skip("/proc/self/pagemap does not show frames: CAP_SYS_ADMIN is missing");
	forget_frames();
	word_of(&flags_of, entry & FRAME_MASK);
	word_of(&counts_of, entry & FRAME_MASK);
}

static void check_machine(const struct scenario_case *scenario)
{
	char size[32];

	if (geteuid())
		skip("this needs root");
	if (read_value(THP "hpage_pmd_size", size, sizeof(size)))
		skip("this kernel has no transparent huge pages");
	pmd_size = strtoull(size, NULL, 10);
	if (page_size != scenario->page_size)
		skip("the scenario is about base pages of %" PRIu64 "K; here they have %" PRIu64 "K", scenario->page_size / KiB,
		     page_size / KiB);
	check_frames();
}

/* Only one such program at a time turns the knobs; the lock goes with the last of its processes. */
static void wait_for_turn(void)
{
	if (one_at_a_time < 0)
		one_at_a_time = open(THP, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (one_at_a_time < 0 || flock(one_at_a_time, LOCK_EX))
		skip("the knobs cannot be locked: %s", strerror(errno));
}

static void set_up(const struct scenario_case *scenario)
{
	check_machine(scenario);
	wait_for_turn();
	start_keeper();
	/* What earlier cases left behind: the huge zero page, folios that wait to be split. */
	write_file("/proc/sys/vm/drop_caches", "2");
	set_up_knobs();
	if (scenario->swap)
		set_up_swap(scenario->swap, scenario->backing);
	if (scenario->group)
		set_up_group();
	start_processes(scenario->processes);
	if (scenario->group)
		enter_group();
	snapshots.want_contents = scenario->contents;
	at(0, 0, "");
	begin_counting();
}

static void clean_up(void)
{
	if (!dismiss_keeper()) {
		at(0, 0, "");
		diagnose("MTHP3911", "not everything could be restored");
		now.verdict = ERROR;
	}
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	close_processes();
	forget_snapshots();
	free(references.list);
	memset(&references, 0, sizeof(references));
	swap_area.on = false;
}

static void run_case(const struct scenario_case *scenario)
{
	struct text *const texts[] = { &now.diagnostics, &now.observed, &now.snapshots, &now.comments, &now.skip_reason };
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		texts[i]->length = 0;
	now.verdict = PASSED;
	in_file(NULL);
	at(0, 0, "");
	if (!setjmp(now.out)) {
		set_up(scenario);
		scenario->run();
	}
	if (now.verdict != SKIPPED && processes.count && !setjmp(now.out))
		snapshot("end");
	clean_up();
}

static void append_result(struct text *text, const struct scenario_case *scenario, const char *file)
{
	static const char *const words[] = { "passed", "failed", "error", "error" };
	struct utsname system;

	uname(&system);
	append(text, "    { \"file\": ");
	append_json_string(text, file);
	append(text, ", \"title\": ");
	append_json_string(text, scenario->title);
	append(text, ", \"case\": %s, \"kernel\": ", scenario->values);
	append_json_string(text, system.release);
	append(text, ", \"status\": \"%s\"", words[now.verdict]);
	if (now.verdict == SKIPPED) {
		append(text, ", \"skipped\": ");
		append_json_string(text, now.skip_reason.length ? text_of(&now.skip_reason) : "");
	}
	append(text, ",\n      \"diagnostics\": [%s],\n", now.diagnostics.length ? text_of(&now.diagnostics) : "");
	append(text, "      \"snapshots\": [%s],\n", now.snapshots.length ? text_of(&now.snapshots) : "");
	append(text, "      \"observed\": [%s] }", now.observed.length ? text_of(&now.observed) : "");
}

static void print_ktap(const struct scenario_case *scenario, size_t number)
{
	const char *name;

	if (now.comments.length)
		fputs(text_of(&now.comments), stdout);
	printf("%s %zu ", now.verdict == PASSED || now.verdict == SKIPPED ? "ok" : "not ok", number);
	for (name = scenario->name; *name; name++)
		printf(*name == '#' ? "\\%c" : "%c", *name);
	if (now.verdict == SKIPPED)
		printf(" # SKIP %s", now.skip_reason.length ? text_of(&now.skip_reason) : "");
	printf("\n");
	fflush(stdout);
}

/* The exit codes of a kselftest: 0 passed, 1 failed, 4 skipped. */
static int run_cases(const struct scenario_case *cases, size_t count, const char *file, bool ktap)
{
	size_t passed = 0, failed = 0, skipped = 0, i;
	struct text text = { 0 };

	if (ktap)
		printf("TAP version 13\n1..%zu\n", count);
	for (i = 0; i < count; i++) {
		run_case(&cases[i]);
		passed += now.verdict == PASSED;
		failed += now.verdict == FAILED || now.verdict == ERROR;
		skipped += now.verdict == SKIPPED;
		if (ktap)
			print_ktap(&cases[i], i + 1);
		append(&text, "%s", i ? ",\n" : "");
		append_result(&text, &cases[i], file);
	}
	if (ktap)
		printf("# Totals: pass:%zu fail:%zu xfail:0 xpass:0 skip:%zu error:0\n", passed, failed, skipped);
	else
		printf("{ \"schema\": 1,\n  \"results\": [\n%s\n  ] }\n", text_of(&text));
	free(text.at);
	return failed ? 1 : passed ? 0 : 4;
}

/* --ktap and --json say how the result is printed. */
static int run_program(int argc, char **argv, const struct scenario_case *cases, size_t count, const char *file, bool ktap)
{
	static const int fatal[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE };
	size_t i;

	for (i = 1; i < (size_t)argc; i++) {
		if (!strcmp(argv[i], "--ktap") || !strcmp(argv[i], "--json")) {
			ktap = argv[i][2] == 'k';
			continue;
		}
		fprintf(stderr, "usage: %s [--json | --ktap]\n", argv[0]);
		return 2;
	}
	page_size = (uint64_t)sysconf(_SC_PAGESIZE);
	use_stack();
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
	signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		signal(fatal[i], on_fatal_signal);
	return run_cases(cases, count, file, ktap);
}
