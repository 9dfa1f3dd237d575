/* Mappings and the calls on them. Each begins at a PMD boundary of its own with an empty PMD range around it, unless it is placed. */

enum { LOWEST = 36, GUARD_RANGES = 64 }; /* log2 of where free addresses begin, far from program and heap; empty PMD ranges between two */

/* A stretch of a process's memory. */
struct range {
	struct process *process;
	struct mapping *mapping;
	uint64_t start, length;
};

struct place {
	enum { OWN, AT, OFFSET, AFTER } kind;
	uint64_t value;
	const char *other;
};

PART struct place own_place(void)
{
	return (struct place){ .kind = OWN };
}

PART struct place at_address(uint64_t address)
{
	return (struct place){ .kind = AT, .value = address };
}

PART struct place at_offset(uint64_t offset)
{
	return (struct place){ .kind = OFFSET, .value = offset };
}

PART struct place after(const char *other)
{
	return (struct place){ .kind = AFTER, .other = other };
}

static struct mapping *find_mapping(const struct process *process, const char *name)
{
	size_t i;

	for (i = 0; i < process->mapping_count; i++)
		if (!strcmp(process->mappings[i].name, name))
			return &process->mappings[i];
	return NULL;
}

static void forget_mapping(struct process *process, struct mapping *mapping)
{
	struct mapping *end = process->mappings + process->mapping_count--;

	memmove(mapping, mapping + 1, (size_t)(end - mapping - 1) * sizeof(*mapping));
}

/* A name that is there already gets the new memory; the old memory stays where it is, without a name. */
static void name_mapping(struct process *process, const char *name, uint64_t start, uint64_t length)
{
	struct mapping *mapping = find_mapping(process, name);

	if (mapping)
		forget_mapping(process, mapping);
	process->mappings = realloc(process->mappings, (process->mapping_count + 1) * sizeof(*mapping));
	if (!process->mappings)
		abort();
	process->mappings[process->mapping_count++] = (struct mapping){ name, start, length };
}

/* The bytes from..to of a mapping of that process. */
PART struct range in(const char *process_name, const char *name, uint64_t from, uint64_t to)
{
	struct process *owner = process(process_name);
	struct mapping *mapping = find_mapping(owner, name);

	if (!mapping)
		stop("process %s has no mapping %s", process_name, name);
	return (struct range){ owner, mapping, mapping->start + from, to - from };
}

static FILE *open_of(const struct process *process, const char *file)
{
	char path[64];
	FILE *stream;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)process->id, file);
	stream = fopen(path, "re");
	if (!stream)
		stop("%s cannot be read: %s", path, strerror(errno));
	return stream;
}

/*
 * Where a new mapping goes: behind all that were ever placed, with room to grow. An address is given out once: a name that
 * outlives its memory never means that of another.
 */
static uint64_t free_place(struct process *process, uint64_t length, uint64_t offset)
{
	uint64_t boundary = process->placed ? process->placed : UINT64_C(1) << LOWEST, from, to;
	const uint64_t guard = GUARD_RANGES * pmd_size;
	FILE *maps = open_of(process, "maps");
	char line[512];

	while (fgets(line, sizeof(line), maps))
		if (sscanf(line, "%" SCNx64 "-%" SCNx64, &from, &to) == 2 && to > boundary - pmd_size &&
		    from < boundary + offset + length + pmd_size)
			boundary = (to + guard + pmd_size - 1) & ~(pmd_size - 1);
	fclose(maps);
	process->placed = (boundary + offset + length + guard + pmd_size - 1) & ~(pmd_size - 1);
	return boundary + offset;
}

static uint64_t place_in(struct process *process, uint64_t length, struct place place)
{
	const struct mapping *other;

	switch (place.kind) {
	case AT:
		return place.value;
	case AFTER:
		other = find_mapping(process, place.other);
		if (!other)
			stop("process %s has no mapping %s", process->name, place.other);
		return other->start + other->length;
	default:
		return free_place(process, length, place.value);
	}
}

static long agent_map(const uint64_t *a)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;

	return mmap((void *)a[0], a[1], PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED ? -errno : 0;
}

static long agent_unmap(const uint64_t *a)
{
	return munmap((void *)a[0], a[1]) ? -errno : 0;
}

static long agent_protect(const uint64_t *a)
{
	return mprotect((void *)a[0], a[1], (int)a[2]) ? -errno : 0;
}

static long agent_advise(const uint64_t *a)
{
	return madvise((void *)a[0], a[1], (int)a[2]) ? -errno : 0;
}

static long agent_remap(const uint64_t *a)
{
	return mremap((void *)a[0], a[1], a[2], (int)a[3], (void *)a[4]) == MAP_FAILED ? -errno : 0;
}

static long agent_lock(const uint64_t *a)
{
	return mlock((void *)a[0], a[1]) ? -errno : 0;
}

static long agent_unlock(const uint64_t *a)
{
	return munlock((void *)a[0], a[1]) ? -errno : 0;
}

static long agent_thp_disable(const uint64_t *a)
{
	return prctl(PR_SET_THP_DISABLE, a[0], a[1], 0, 0) ? -errno : 0;
}

PART long map(const char *process_name, const char *name, uint64_t size, struct place place)
{
	struct process *owner = process(process_name);
	uint64_t start = place_in(owner, size, place);
	long result = ASK(owner, agent_map, start, size);

	if (result >= 0)
		name_mapping(owner, name, start, size);
	return result;
}

PART long unmap(struct range range)
{
	return ASK(range.process, agent_unmap, range.start, range.length);
}

PART long protect(struct range range, int allowed)
{
	return ASK(range.process, agent_protect, range.start, range.length, (uint64_t)allowed);
}

PART long advise(struct range range, int advice)
{
	return ASK(range.process, agent_advise, range.start, range.length, (uint64_t)advice);
}

PART long lock(struct range range)
{
	return ASK(range.process, agent_lock, range.start, range.length);
}

PART long unlock(struct range range)
{
	return ASK(range.process, agent_unlock, range.start, range.length);
}

/* thp disable, thp disable except-advised, thp enable */
PART long thp_disable(const char *process_name, bool disable, bool except_advised)
{
	return ASK(process(process_name), agent_thp_disable, disable, except_advised ? PR_THP_DISABLE_EXCEPT_ADVISED : 0);
}

/* move RANGE [as NAME]: the whole of a mapping takes its name along or gets the new one; a part has the new one or none. */
PART long move(struct range range, const char *as, struct place place)
{
	uint64_t to = place_in(range.process, range.length, place);
	bool whole = range.length == range.mapping->length;
	long result = ASK(range.process, agent_remap, range.start, range.length, range.length, MREMAP_MAYMOVE | MREMAP_FIXED, to);

	if (result < 0)
		return result;
	if (whole && !as)
		range.mapping->start = to;
	if (whole && as)
		forget_mapping(range.process, range.mapping);
	if (as)
		name_mapping(range.process, as, to, range.length);
	return result;
}

/* grow, shrink: at the mapping's end; what cannot grow there moves. */
PART long resize(const char *process_name, const char *name, uint64_t size)
{
	struct process *owner = process(process_name);
	struct mapping *mapping = find_mapping(owner, name);
	uint64_t to;
	long result;

	if (!mapping)
		stop("process %s has no mapping %s", process_name, name);
	to = mapping->start;
	result = ASK(owner, agent_remap, mapping->start, mapping->length, size, 0, 0);
	if (result == -ENOMEM) {
		to = free_place(owner, size, mapping->start % pmd_size);
		result = ASK(owner, agent_remap, mapping->start, mapping->length, size, MREMAP_MAYMOVE | MREMAP_FIXED, to);
	}
	if (result >= 0) {
		mapping->start = to;
		mapping->length = size;
	}
	return result;
}
