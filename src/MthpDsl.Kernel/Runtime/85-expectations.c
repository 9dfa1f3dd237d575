/* Expectations. What each one saw goes into the result, whether it held or not. */

enum comparison { EQ, NE, LT, LE, GT, GE };

static const char *const comparison_signs[] = { "=", "!=", "<", "<=", ">", ">=" };

static bool holds(enum comparison comparison, long actual, long wanted)
{
	switch (comparison) {
	case EQ:
		return actual == wanted;
	case NE:
		return actual != wanted;
	case LT:
		return actual < wanted;
	case LE:
		return actual <= wanted;
	case GT:
		return actual > wanted;
	case GE:
		return actual >= wanted;
	}
	return false;
}

/* Notes what an expectation saw; where it does not hold, the case has failed. */
static void observe(bool held, const char *wanted, const char *actual, const struct layout *layout)
{
	struct text *text = &now.observed, message = { 0 };

	append(text, "%s{", text->length ? ",\n      " : "");
	append_place(text);
	append(text, ", \"held\": %s, \"value\": ", truth(held));
	append_json_string(text, actual);
	if (layout) {
		append(text, ", \"pages\": %" PRIu64 ", \"runs\": ", layout->pages);
		append_runs(text, layout, false);
	}
	append(text, "}");
	if (held)
		return;
	append(&message, "expected %s, found %s", wanted, actual);
	diagnose("MTHP4000", text_of(&message));
	free(message.at);
	now.verdict = FAILED;
}

static void observe_number(long actual, enum comparison comparison, long wanted)
{
	char expected[64], found[32];

	snprintf(expected, sizeof(expected), "%s %ld", comparison_signs[comparison], wanted);
	snprintf(found, sizeof(found), "%ld", actual);
	observe(holds(comparison, actual, wanted), expected, found, NULL);
}

static bool matches(const struct item *wanted, const struct item *actual)
{
	if (wanted->kind != actual->kind)
		return false;
	if (wanted->kind != FOLIO)
		return true;
	return wanted->folio == actual->folio && wanted->part == actual->part &&
	       (wanted->offset == NOT_SAID || wanted->offset == actual->offset) &&
	       (wanted->pmd == NEITHER || wanted->pmd == actual->pmd) &&
	       (wanted->shared == NEITHER || wanted->shared == actual->shared);
}

/* Whether the wanted items lie one after the other from some item on; exact: and cover all of it. */
static bool lie_there(const struct items *wanted, const struct items *actual, size_t from, bool exact)
{
	uint64_t wanted_left = 0, actual_left = 0, common;
	size_t w = 0, a = from;
	bool first = true;

	for (;;) {
		if (!wanted_left) {
			if (w == wanted->count)
				break;
			wanted_left = wanted->list[w++].amount;
		}
		if (!actual_left) {
			if (a == actual->count)
				return false;
			actual_left = actual->list[a++].amount;
		}
		if (!matches(&wanted->list[w - 1], &actual->list[a - 1]))
			return false;
		/* What is looked for may begin in the middle of a stretch. */
		if (first && !exact && wanted->count > 1 && actual_left > wanted_left)
			actual_left = wanted_left;
		first = false;
		common = wanted_left < actual_left ? wanted_left : actual_left;
		wanted_left -= common;
		actual_left -= common;
	}
	return !exact || (a == actual->count && !actual_left);
}

/* expect RANGE = LAYOUT */
PART void expect_layout(struct range range, const char *wanted)
{
	struct layout layout = read_layout(range.process, range.start, range.length);
	struct items items = parse_layout(wanted), there = items_of(&layout);
	struct text actual = { 0 };

	append_layout(&actual, &layout);
	observe(lie_there(&items, &there, 0, true), wanted, text_of(&actual), &layout);
	free(actual.at);
	free(items.list);
	free(there.list);
	free(layout.runs);
}

/* expect RANGE has ITEM, expect RANGE has no ITEM */
PART void expect_item(struct range range, bool wanted, const char *item)
{
	struct layout layout = read_layout(range.process, range.start, range.length);
	struct items items = parse_layout(item), there = items_of(&layout);
	struct text actual = { 0 }, expected = { 0 };
	bool found = false;
	size_t i;

	for (i = 0; i < there.count && !found; i++)
		found = lie_there(&items, &there, i, false);
	append(&expected, "%s%s", wanted ? "" : "no ", item);
	append_layout(&actual, &layout);
	observe(found == wanted, text_of(&expected), text_of(&actual), &layout);
	free(actual.at);
	free(expected.at);
	free(items.list);
	free(there.list);
	free(layout.runs);
}

/* expect coverage RANGE SIZE >= 90% */
PART void expect_coverage(struct range range, uint64_t size, enum comparison comparison, long percent)
{
	struct layout layout = read_layout(range.process, range.start, range.length);
	long populated = 0, covered = 0;
	char wanted[32], actual[32];
	size_t i;

	for (i = 0; i < layout.count; i++) {
		const struct run *run = &layout.runs[i];
		uint64_t pages = UINT64_C(1) << run->order;

		if (run->kind != FOLIO)
			continue;
		populated += (long)run->pages;
		if (run->pages == pages && page_size << run->order == size && !((range.start / page_size + run->page) % pages))
			covered += (long)run->pages;
	}
	populated = populated ? populated : 1;
	snprintf(wanted, sizeof(wanted), "%s %ld%%", comparison_signs[comparison], percent);
	snprintf(actual, sizeof(actual), "%.4g%%", (double)covered * 100 / (double)populated);
	observe(holds(comparison, covered * 100, percent * populated), wanted, actual, NULL);
	free(layout.runs);
}

PART void expect_faults(const char *name, enum comparison comparison, long wanted)
{
	observe_number(process(name)->faults, comparison, wanted);
}

PART void expect_faults_total(enum comparison comparison, long wanted)
{
	observe_number(processes.faults, comparison, wanted);
}

PART void expect_vmstat(const char *name, enum comparison comparison, long wanted)
{
	observe_number(vmstat_change(name), comparison, wanted);
}

/* expect sysfs PATH = N: of a counter the change, of a knob its number or word. */
PART void expect_sysfs(const char *name, enum comparison comparison, const char *wanted)
{
	const struct counter *counter = find_counter(name, false);
	char actual[64], expected[96], *end;
	long wanted_number = strtol(wanted, &end, 10), number;
	bool held;

	if (counter)
		snprintf(actual, sizeof(actual), "%ld", sysfs_number(name) - counter->before);
	else if (pace_of(name) >= 0)
		snprintf(actual, sizeof(actual), "%" PRIu64, pace[pace_of(name)].scenario);
	else if (read_value(path_of(name), actual, sizeof(actual)))
		skip("this kernel has no %s", name);
	if (*wanted && !*end && (number = strtol(actual, &end, 10), !*end))
		held = holds(comparison, number, wanted_number);
	else
		held = holds(comparison, strcmp(actual, wanted), 0);
	snprintf(expected, sizeof(expected), "%s %s", comparison_signs[comparison], wanted);
	observe(held, expected, actual, NULL);
}

PART void expect_smaps(struct range range, const char *field, enum comparison comparison, long wanted)
{
	observe_number((long)smaps_of(range.process, range.start, range.length, field), comparison, wanted);
}

PART void expect_vmas(struct range range, enum comparison comparison, long wanted)
{
	observe_number((long)smaps_of(range.process, range.start, range.length, NULL), comparison, wanted);
}

/* The frame of a page, as a snapshot or a layout shows it; -1 without one of its own. */
static uint64_t frame_at(const struct layout *layout, uint64_t page, size_t *at)
{
	const struct run *run;

	while (*at < layout->count && layout->runs[*at].page + layout->runs[*at].pages <= page)
		++*at;
	if (*at == layout->count || layout->runs[*at].kind != FOLIO)
		return UINT64_MAX;
	run = &layout->runs[*at];
	return run->head + run->offset + page - run->page;
}

/* expect kept RANGE since "name" = N */
PART void expect_kept(struct range range, const char *since, enum comparison comparison, long wanted)
{
	const struct memory *before = find_memory(since, &range);
	struct layout layout = read_layout(range.process, range.start, range.length);
	uint64_t first = (range.start - range.mapping->start) / page_size, page, frame;
	size_t now_at = 0, then_at = 0;
	long kept = 0;

	for (page = 0; page < layout.pages; page++) {
		frame = frame_at(&layout, page, &now_at);
		kept += frame != UINT64_MAX && frame == frame_at(&before->layout, first + page, &then_at);
	}
	observe_number(kept, comparison, wanted);
	free(layout.runs);
}

/* expect content RANGE unchanged since "name" */
PART void expect_content(struct range range, const char *since)
{
	const struct memory *before = find_memory(since, &range);
	struct layout layout = read_layout(range.process, range.start, range.length);
	uint64_t *contents = read_contents(range.process, range.start, &layout);
	uint64_t first = (range.start - range.mapping->start) / page_size, page;
	char actual[96] = "every page unchanged";
	uint64_t unread = 0;
	bool held = true;

	for (page = 0; page < layout.pages && held; page++) {
		uint64_t then = first + page < before->layout.pages ? before->contents[first + page] : 0;

		/* In swap, and not to be read without bringing it in. */
		if (contents[page] == UNREADABLE || then == UNREADABLE) {
			unread++;
			continue;
		}
		held = contents[page] == then;
		if (!held)
			snprintf(actual, sizeof(actual), "page %" PRIu64 " reads otherwise", first + page);
	}
	if (held && unread)
		snprintf(actual, sizeof(actual), "every page unchanged, but for %" PRIu64 " in swap that were not read", unread);
	observe(held, "every page unchanged", actual, NULL);
	free(contents);
	free(layout.runs);
}

/* expect ERRNO from STATEMENT */
PART void expect_failure(const char *wanted, long result)
{
	const char *actual = result < 0 ? errno_name(-result) : "success";

	observe(!strcmp(wanted, actual), wanted, actual, NULL);
}
