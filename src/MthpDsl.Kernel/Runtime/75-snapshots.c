/* Snapshots: the layout of every mapping of every process, and what later expectations compare with. */

/* One mapping at one snapshot. */
struct memory {
	const char *snapshot, *process, *mapping;
	struct layout layout;
	uint64_t *contents; /* a hash per page, where an expectation asks for it */
};

static struct {
	struct memory *list;
	size_t count;
	bool want_contents;
	struct { uint64_t key, number; } *folios; /* open addressing; key is the head's frame and the order, plus one */
	size_t folio_room, folio_count;
} snapshots;

static uint64_t folio_number(uint64_t head, unsigned order);

static void grow_folios(void)
{
	size_t room = snapshots.folio_room, i;
	void *old = snapshots.folios;
	struct { uint64_t key, number; } *list = old;

	snapshots.folio_room = room ? 2 * room : 1024;
	snapshots.folios = calloc(snapshots.folio_room, sizeof(*snapshots.folios));
	if (!snapshots.folios)
		abort();
	for (i = 0; i < room; i++) {
		size_t slot = list[i].key * UINT64_C(0x9e3779b97f4a7c15) % snapshots.folio_room;

		if (!list[i].key)
			continue;
		while (snapshots.folios[slot].key)
			slot = (slot + 1) % snapshots.folio_room;
		snapshots.folios[slot].key = list[i].key;
		snapshots.folios[slot].number = list[i].number;
	}
	free(old);
}

/* Folios are numbered in the order in which the snapshots first show them. */
static uint64_t folio_number(uint64_t head, unsigned order)
{
	uint64_t key = (head << 6 | order) + 1;
	size_t slot;

	if (2 * snapshots.folio_count >= snapshots.folio_room)
		grow_folios();
	slot = key * UINT64_C(0x9e3779b97f4a7c15) % snapshots.folio_room;
	while (snapshots.folios[slot].key && snapshots.folios[slot].key != key)
		slot = (slot + 1) % snapshots.folio_room;
	if (!snapshots.folios[slot].key) {
		snapshots.folios[slot].key = key;
		snapshots.folios[slot].number = snapshots.folio_count++;
	}
	return snapshots.folios[slot].number;
}

static const char *truth(bool value)
{
	return value ? "true" : "false";
}

PART void append_runs(struct text *text, const struct layout *layout, bool numbered)
{
	size_t i;

	append(text, "[");
	for (i = 0; i < layout->count; i++) {
		const struct run *run = &layout->runs[i];

		append(text, "%s{\"page\": %" PRIu64 ", \"pages\": %" PRIu64 ", \"kind\": \"%s\"", i ? ", " : "", run->page,
		       run->pages, kind_names[run->kind]);
		if (run->kind == FOLIO)
			append(text, ", \"folio\": %" PRIu64 ", \"order\": %u, \"offset\": %" PRIu64 ", \"pmd\": %s, \"shared\": %s",
			       numbered ? folio_number(run->head, run->order) : (uint64_t)i, run->order, run->offset,
			       truth(run->pmd), truth(run->shared));
		append(text, "}");
	}
	append(text, "]");
}

/* What a page that is present reads as; a page that is not there reads as zeros, one in swap cannot be read without a change. */
static uint64_t hash_page(int memory, uint64_t address)
{
	static unsigned char page[65536];
	uint64_t hash = UINT64_C(0xcbf29ce484222325), i;

	if (pread(memory, page, page_size, (off_t)address) != (ssize_t)page_size)
		return 1;
	for (i = 0; i < page_size; i++)
		hash = (hash ^ page[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t hash_of_zeros(void)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325), i;

	for (i = 0; i < page_size; i++)
		hash *= UINT64_C(0x100000001b3);
	return hash;
}

enum { UNREADABLE = 2 };

static uint64_t *read_contents(const struct process *process, uint64_t start, const struct layout *layout)
{
	uint64_t *contents = malloc((layout->pages + 1) * sizeof(*contents)), zeros = hash_of_zeros(), page;
	char path[64];
	int memory;
	size_t i;

	snprintf(path, sizeof(path), "/proc/%d/mem", (int)process->id);
	memory = open(path, O_RDONLY | O_CLOEXEC);
	if (!contents || memory < 0)
		stop("%s cannot be read: %s", path, strerror(errno));
	for (i = 0; i < layout->count; i++) {
		const struct run *run = &layout->runs[i];

		for (page = run->page; page < run->page + run->pages; page++)
			contents[page] = run->kind == FOLIO ? hash_page(memory, start + page * page_size)
				: run->kind == SWAP ? UNREADABLE : zeros;
	}
	close(memory);
	return contents;
}

static void remember_memory(const char *name, const struct process *process, const struct mapping *mapping, struct layout layout)
{
	struct memory *added;

	snapshots.list = realloc(snapshots.list, (snapshots.count + 1) * sizeof(*added));
	if (!snapshots.list)
		abort();
	added = &snapshots.list[snapshots.count++];
	*added = (struct memory){ .snapshot = name, .process = process->name, .mapping = mapping->name, .layout = layout };
	if (snapshots.want_contents)
		added->contents = read_contents(process, mapping->start, &layout);
}

/* The newest snapshot of that name, as it shows a mapping. */
static const struct memory *find_memory(const char *name, const struct range *range)
{
	size_t i;

	for (i = snapshots.count; i-- > 0;) {
		const struct memory *memory = &snapshots.list[i];

		if (!strcmp(memory->snapshot, name) && !strcmp(memory->process, range->process->name) &&
		    !strcmp(memory->mapping, range->mapping->name))
			return memory;
	}
	stop("no snapshot %s shows %s of process %s", name, range->mapping->name, range->process->name);
}

static void append_process(struct text *text, const char *name, const struct process *process)
{
	size_t i;

	append(text, "{\"name\": ");
	append_json_string(text, process->name);
	append(text, ", \"mappings\": [");
	for (i = 0; i < process->mapping_count; i++) {
		const struct mapping *mapping = &process->mappings[i];
		struct layout layout = read_layout(process, mapping->start, mapping->length);

		append(text, "%s{\"name\": ", i ? ", " : "");
		append_json_string(text, mapping->name);
		append(text, ", \"start\": \"0x%" PRIx64 "\", \"pages\": %" PRIu64 ", \"runs\": ", mapping->start, layout.pages);
		append_runs(text, &layout, true);
		append(text, "}");
		remember_memory(name, process, mapping, layout);
	}
	append(text, "]}");
}

/* snapshot "name" */
PART void snapshot(const char *name)
{
	struct text *text = &now.snapshots;
	const char *comma = "";
	size_t i;

	append(text, "%s{\"name\": ", text->length ? ",\n      " : "");
	append_json_string(text, name);
	append(text, ", \"processes\": [");
	for (i = 0; i < processes.count; i++) {
		if (!processes.list[i].alive)
			continue;
		append(text, "%s", comma);
		append_process(text, name, &processes.list[i]);
		comma = ", ";
	}
	append(text, "], \"counters\": ");
	append_counters(text);
	append(text, "}");
}

/* Whether the frames behind all mappings are others than at the call before. */
static bool layouts_move(bool again)
{
	static struct text before;
	struct text text = { 0 };
	size_t i, j, k;
	bool moved;

	for (i = 0; i < processes.count; i++)
		for (j = 0; processes.list[i].alive && j < processes.list[i].mapping_count; j++) {
			const struct mapping *mapping = &processes.list[i].mappings[j];
			struct layout layout = read_layout(&processes.list[i], mapping->start, mapping->length);

			for (k = 0; k < layout.count; k++)
				append(&text, "%d %" PRIu64 " %" PRIu64 " %u %d;", layout.runs[k].kind, layout.runs[k].pages,
				       layout.runs[k].head, layout.runs[k].order, layout.runs[k].pmd);
			free(layout.runs);
		}
	moved = again && strcmp(text_of(&text), text_of(&before));
	free(before.at);
	before = text;
	return moved;
}

PART void forget_snapshots(void)
{
	size_t i;

	for (i = 0; i < snapshots.count; i++) {
		free(snapshots.list[i].layout.runs);
		free(snapshots.list[i].contents);
	}
	free(snapshots.list);
	free(snapshots.folios);
	memset(&snapshots, 0, sizeof(snapshots));
}
