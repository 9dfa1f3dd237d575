/*
 * What backs a range, from pagemap, kpageflags and kpagecount. A folio begins at a compound head, its tails follow; its size is
 * read where they are, also beyond the pages that are mapped.
 */

enum kind { NONE, FOLIO, ZERO, HUGE_ZERO, SWAP };

static const char *const kind_names[] = { "none", "folio", "zero", "huge-zero", "swap" };

struct run {
	enum kind kind;
	uint64_t page, pages; /* from the start of what was asked for */
	uint64_t head;        /* a folio's first frame */
	uint64_t offset;      /* of the run in its folio, in pages */
	unsigned order;
	bool pmd, shared;
};

struct layout {
	struct run *runs;
	size_t count, room;
	uint64_t pages;
};

enum {
	KPF_ANON = 12, KPF_HEAD = 15, KPF_TAIL = 16, KPF_THP = 22, KPF_ZERO = 24,
	BLOCK = 64,      /* frames that are read at once */
	REAL_SWAPS = 23, /* swap types from here on are markers and migration */
};

#define PAGE_PRESENT (UINT64_C(1) << 63)
#define PAGE_SWAPPED (UINT64_C(1) << 62)
#define FRAME_MASK ((UINT64_C(1) << 55) - 1)

/* A file of one word per frame, read a block at a time. */
struct frames {
	const char *path;
	int file;
	uint64_t block, words[BLOCK];
};

static struct frames flags_of = { .path = "/proc/kpageflags", .file = -1 }, counts_of = { .path = "/proc/kpagecount", .file = -1 };

static void forget_frames(void)
{
	flags_of.block = counts_of.block = UINT64_MAX;
}

static uint64_t word_of(struct frames *frames, uint64_t frame)
{
	if (frames->file < 0)
		frames->file = open(frames->path, O_RDONLY | O_CLOEXEC);
	if (frames->file < 0)
		skip("%s cannot be read: %s", frames->path, strerror(errno));
	if (frames->block != frame / BLOCK) {
		memset(frames->words, 0, sizeof(frames->words));
		if (pread(frames->file, frames->words, sizeof(frames->words), (off_t)(frame / BLOCK * sizeof(frames->words))) < 0)
			stop("%s cannot be read: %s", frames->path, strerror(errno));
		frames->block = frame / BLOCK;
	}
	return frames->words[frame % BLOCK];
}

static bool has_flag(uint64_t frame, int flag)
{
	return word_of(&flags_of, frame) >> flag & 1;
}

/* The run that a frame alone makes. */
static struct run run_of_frame(uint64_t frame)
{
	struct run run = { .kind = FOLIO, .pages = 1, .head = frame };
	uint64_t end;

	if (has_flag(frame, KPF_ZERO)) {
		run.kind = has_flag(frame, KPF_THP) ? HUGE_ZERO : ZERO;
		return run;
	}
	run.shared = word_of(&counts_of, frame) > 1;
	while (has_flag(run.head, KPF_TAIL))
		run.head--;
	if (!has_flag(run.head, KPF_HEAD))
		return run;
	for (end = run.head + 1; has_flag(end, KPF_TAIL); end++)
		;
	while (UINT64_C(1) << (run.order + 1) <= end - run.head)
		run.order++;
	run.offset = frame - run.head;
	return run;
}

static struct run run_of_entry(uint64_t entry, const struct run *last)
{
	struct run run = { .kind = NONE, .pages = 1 };
	uint64_t frame = entry & FRAME_MASK;

	if (!(entry & PAGE_PRESENT)) {
		if (entry & PAGE_SWAPPED && (entry & 31) < REAL_SWAPS)
			run.kind = SWAP;
		return run;
	}
	if (last && last->kind == FOLIO && last->order && frame == last->head + last->offset + last->pages &&
	    frame < last->head + (UINT64_C(1) << last->order)) {
		run = *last;
		run.pages = 1;
		run.offset = frame - run.head;
		run.shared = word_of(&counts_of, frame) > 1;
		return run;
	}
	return run_of_frame(frame);
}

static bool continues(const struct run *last, const struct run *next)
{
	if (last->kind != next->kind)
		return false;
	return last->kind != FOLIO || (last->head == next->head && last->order && last->offset + last->pages == next->offset);
}

static void add_run(struct layout *layout, struct run run)
{
	struct run *last = layout->count ? &layout->runs[layout->count - 1] : NULL;

	if (last && continues(last, &run)) {
		last->pages += run.pages;
		last->shared |= run.shared;
		return;
	}
	if (layout->count == layout->room) {
		layout->room = 2 * layout->room + 64;
		layout->runs = realloc(layout->runs, layout->room * sizeof(run));
		if (!layout->runs)
			abort();
	}
	layout->runs[layout->count++] = run;
}

/* PAGEMAP_SCAN, since 6.7, tells which pages a PMD maps. */
struct scan_result {
	uint64_t start, end, categories;
};

struct scan {
	uint64_t size, flags, start, end, walk_end, results, result_count, most_pages;
	uint64_t inverted, all_of, any_of, wanted;
};

#define SCAN_CALL _IOWR('f', 16, struct scan)
#define SCAN_HUGE (UINT64_C(1) << 6)

static uint64_t smaps_of(const struct process *process, uint64_t start, uint64_t length, const char *field);

static bool mapped_by_pmd(const struct process *process, int pagemap, uint64_t address)
{
	struct scan_result result;
	struct scan scan = {
		.size = sizeof(scan), .start = address, .end = address + page_size, .results = (uintptr_t)&result,
		.result_count = 1, .all_of = SCAN_HUGE, .wanted = SCAN_HUGE,
	};
	int found = ioctl(pagemap, SCAN_CALL, &scan);
	uint64_t huge;

	if (found >= 0)
		return found > 0;
	huge = smaps_of(process, address, page_size, "AnonHugePages");
	if (huge && huge < smaps_of(process, address, page_size, "Size"))
		skip("this kernel does not tell which pages a PMD maps (no PAGEMAP_SCAN)");
	return huge != 0;
}

static void find_pmds(struct layout *layout, const struct process *process, int pagemap, uint64_t start)
{
	size_t i;

	for (i = 0; i < layout->count; i++) {
		struct run *run = &layout->runs[i];

		if (run->kind == FOLIO && page_size << run->order == pmd_size)
			run->pmd = mapped_by_pmd(process, pagemap, start + run->page * page_size);
	}
}

PART struct layout read_layout(const struct process *process, uint64_t start, uint64_t length)
{
	struct layout layout = { .pages = length / page_size };
	uint64_t entries[512], done = 0;
	char path[64];
	int pagemap;

	forget_frames();
	snprintf(path, sizeof(path), "/proc/%d/pagemap", (int)process->id);
	pagemap = open(path, O_RDONLY | O_CLOEXEC);
	while (pagemap >= 0 && done < layout.pages) {
		uint64_t most = layout.pages - done < 512 ? layout.pages - done : 512;
		ssize_t got = pread(pagemap, entries, most * 8, (off_t)((start / page_size + done) * 8)), i;

		if (got < 8)
			break;
		for (i = 0; i < got / 8; i++) {
			struct run run = run_of_entry(entries[i], layout.count ? &layout.runs[layout.count - 1] : NULL);

			run.page = done + (uint64_t)i;
			add_run(&layout, run);
		}
		done += (uint64_t)got / 8;
	}
	if (done < layout.pages)
		stop("%s cannot be read: %s", path, strerror(errno));
	find_pmds(&layout, process, pagemap, start);
	close(pagemap);
	return layout;
}

/* smaps and maps: a field summed over the VMAs that a range lies in, or how many there are. */
static uint64_t smaps_of(const struct process *process, uint64_t start, uint64_t length, const char *field)
{
	FILE *smaps = open_of(process, field ? "smaps" : "maps");
	uint64_t from, to, sum = 0, value;
	size_t name = field ? strlen(field) : 0;
	bool inside = false;
	char line[1024];

	while (fgets(line, sizeof(line), smaps)) {
		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " ", &from, &to) == 2) {
			inside = from < start + length && to > start;
			sum += inside && !field;
		} else if (inside && field && !strncmp(line, field, name) && line[name] == ':') {
			value = strtoull(line + name + 1, NULL, 10);
			sum += strstr(line, " kB") ? value * KiB : value;
		}
	}
	fclose(smaps);
	return sum;
}
