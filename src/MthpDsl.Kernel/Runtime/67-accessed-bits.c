/* idle: clearing accessed bits, which the kernel does for whole processes. */

static long agent_flush_tlb(const uint64_t *a)
{
	void *memory = mmap(NULL, 64 * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	(void)a;
	return memory == MAP_FAILED || munmap(memory, 64 * page_size) ? -errno : 0;
}

/* Reads what is there of a stretch, so that it looks referenced again. */
static long touch_present(struct range stretch)
{
	struct layout layout;
	long result = 0;
	size_t i;

	if (!stretch.length)
		return 0;
	layout = read_layout(stretch.process, stretch.start, stretch.length);
	for (i = 0; i < layout.count && result >= 0; i++) {
		const struct run *run = &layout.runs[i];
		struct range part = { stretch.process, stretch.mapping, stretch.start + run->page * page_size, run->pages * page_size };

		if (run->kind == FOLIO)
			result = touch(part, READ, all_pages());
	}
	free(layout.runs);
	return result;
}

/* What of a mapping lies before and behind a range. */
static void around(struct range range, struct mapping *mapping, struct range parts[2])
{
	uint64_t end = mapping->start + mapping->length, from = range.start, to = range.start + range.length;

	from = from < mapping->start ? mapping->start : from < end ? from : end;
	to = to < from ? from : to < end ? to : end;
	parts[0] = (struct range){ range.process, mapping, mapping->start, from - mapping->start };
	parts[1] = (struct range){ range.process, mapping, to, end - to };
}

/* Whether a stretch looks referenced; where only some of it does, it cannot be made so again. */
static bool looks_referenced(struct range stretch)
{
	uint64_t referenced = smaps_of(stretch.process, stretch.start, stretch.length, "Referenced");

	if (referenced && referenced < smaps_of(stretch.process, stretch.start, stretch.length, "Rss"))
		stop("a real kernel clears the accessed bits of a whole process, and only some pages of %s had theirs", stretch.mapping->name);
	return referenced != 0;
}

/*
 * idle RANGE: the kernel clears the accessed bits of a whole process. What looked referenced outside the range is read again. What
 * the processor remembers of the old bits is forgotten first.
 */
PART long idle(struct range range)
{
	struct process *owner = range.process;
	size_t count = owner->mapping_count, i;
	struct range (*parts)[2] = calloc(count + 1, sizeof(*parts));
	bool *referenced = calloc(2 * count + 1, sizeof(*referenced));
	long faults = owner->faults, all = processes.faults, result;
	char path[64];

	if (!parts || !referenced)
		abort();
	for (i = 0; i < 2 * count; i++) {
		if (i % 2 == 0)
			around(range, &owner->mappings[i / 2], parts[i / 2]);
		referenced[i] = parts[i / 2][i % 2].length && looks_referenced(parts[i / 2][i % 2]);
	}
	snprintf(path, sizeof(path), "/proc/%d/clear_refs", (int)owner->id);
	result = write_file(path, "1");
	if (result >= 0)
		result = ASK(owner, agent_flush_tlb, 0);
	for (i = 0; i < 2 * count && result >= 0; i++)
		if (referenced[i])
			result = touch_present(parts[i / 2][i % 2]);
	free(parts);
	free(referenced);
	owner->faults = faults;
	processes.faults = all;
	return result;
}
