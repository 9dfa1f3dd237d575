/*
 * The processes of the scenario. Each is an agent that waits for one call after the other; this program, which asks them, keeps
 * every name, reads every layout and allocates nothing in them. So an agent holds the scenario's memory and next to nothing else,
 * and the faults it counts are the scenario's.
 */

enum { SPARE_BYTES = 64 * 1024, MOST_ARGUMENTS = 7 };

/* What an agent can be asked: a function of this program and its arguments. The result is 0 or more, or -errno. */
struct request {
	long (*call)(const uint64_t *arguments);
	uint64_t arguments[MOST_ARGUMENTS];
};

struct reply {
	long result, faults;
};

struct mapping {
	const char *name;
	uint64_t start, length;
};

struct process {
	const char *name;
	pid_t id;
	int channel, gone; /* the socket to the agent, and its pidfd */
	bool alive, cold;  /* cold: its own pages were shared by a fork and must be made private again before faults are counted */
	long faults;       /* of the statement before */
	struct mapping *mappings;
	size_t mapping_count;
	uint64_t placed; /* behind all that was ever placed without an address, and its room to grow */
};

static struct {
	struct process *list;
	size_t count;
	int (*channels)[2]; /* [0] is this program's end, [1] the agent's */
	size_t channel_count;
	long faults; /* of the whole scenario */
} processes;

static char spare[SPARE_BYTES] __attribute__((aligned(65536)));

static int fault_file = -1; /* an agent's userfaultfd */

static long own_faults(void)
{
	struct rusage usage;

	getrusage(RUSAGE_THREAD, &usage);
	return usage.ru_minflt + usage.ru_majflt;
}

/* What an agent is made of: program, libraries, stack. The list is read before the scenario maps anything. */
static struct part {
	uintptr_t from, to;
	bool writable;
} parts[64];
static size_t part_count;

/* Makes the stack as large as it will ever have to be. */
PART __attribute__((noinline)) void use_stack(void)
{
	volatile char stack[SPARE_BYTES];
	size_t i;

	for (i = 0; i < sizeof(stack); i += 1024)
		stack[i] = 1;
}

static void list_parts(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512], access[8];
	struct part part;

	part_count = 0;
	while (maps && part_count < sizeof(parts) / sizeof(parts[0]) && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s", &part.from, &part.to, access) != 3 || access[0] != 'r')
			continue;
		part.writable = access[1] == 'w';
		parts[part_count++] = part;
	}
	if (maps)
		fclose(maps);
}

/* The agent's own code, data and stack, so that no later fault is its own. */
static void warm_up(void)
{
	size_t i;

	for (i = 0; i < part_count; i++)
		madvise((void *)parts[i].from, parts[i].to - parts[i].from,
			parts[i].writable ? MADV_POPULATE_WRITE : MADV_POPULATE_READ);
	own_faults();
}

static void __attribute__((noreturn)) serve(int channel)
{
	struct request request;
	struct reply reply;

	while (recv(channel, &request, sizeof(request), 0) == (ssize_t)sizeof(request)) {
		long before = own_faults();

		reply.result = request.call(request.arguments);
		reply.faults = own_faults() - before;
		if (send(channel, &reply, sizeof(reply), MSG_NOSIGNAL) != (ssize_t)sizeof(reply))
			break;
	}
	_exit(0);
}

static long agent_warm_up(const uint64_t *arguments)
{
	(void)arguments;
	warm_up();
	return 0;
}

static long agent_fork(const uint64_t *arguments)
{
	pid_t child = fork();

	if (child < 0)
		return -errno;
	if (child)
		return child;
	fault_file = -1;
	warm_up();
	serve((int)arguments[0]);
}

static long agent_exit(const uint64_t *arguments)
{
	(void)arguments;
	_exit(0);
}
