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

PART struct process *process(const char *name)
{
	size_t i;

	for (i = 0; i < processes.count; i++)
		if (processes.list[i].alive && !strcmp(processes.list[i].name, name))
			return &processes.list[i];
	stop("there is no process %s", name);
}

/* Waits for the answer, or for the end of a process that cannot answer any more. */
static bool answer(struct process *process, struct reply *reply)
{
	struct pollfd sources[2] = { { process->channel, POLLIN, 0 }, { process->gone, POLLIN, 0 } };

	if (poll(sources, 2, 120000) == 0)
		stop("process %s does not answer: the kernel may have locked up", process->name);
	return recv(process->channel, reply, sizeof(*reply), MSG_DONTWAIT) == (ssize_t)sizeof(*reply);
}

static long ask_quietly(struct process *process, struct request request)
{
	struct reply reply;

	if (send(process->channel, &request, sizeof(request), MSG_NOSIGNAL) != (ssize_t)sizeof(request) || !answer(process, &reply)) {
		process->alive = false;
		stop("process %s died", process->name);
	}
	process->faults += reply.faults;
	processes.faults += reply.faults;
	return reply.result;
}

/* The process calls a function; the faults it takes are counted. */
PART long ask(struct process *process, long (*call)(const uint64_t *), const uint64_t *arguments, size_t count)
{
	struct request request = { .call = call };

	if (process->cold) {
		struct request warm = { .call = agent_warm_up };
		long faults = process->faults, all = processes.faults;

		process->cold = false;
		ask_quietly(process, warm);
		process->faults = faults;
		processes.faults = all;
	}
	memcpy(request.arguments, arguments, count * sizeof(*arguments));
	return ask_quietly(process, request);
}

#define ASK(process, call, ...) \
	ask(process, call, (const uint64_t[]){ __VA_ARGS__ }, sizeof((const uint64_t[]){ __VA_ARGS__ }) / sizeof(uint64_t))

static struct process *add_process(const char *name, pid_t id)
{
	struct process *process = &processes.list[processes.count];

	process->name = name;
	process->id = id;
	process->channel = processes.channels[processes.count][0];
	process->gone = (int)syscall(SYS_pidfd_open, id, 0);
	process->alive = true;
	processes.count++;
	if (process->gone < 0)
		stop("pidfd_open: %s", strerror(errno));
	note(UNDO_KILL, id, "", "");
	return process;
}

/* One CPU for all processes of the scenario: what its LRU batch holds back, the kernel drains before it looks. */
static void stay_on_one_cpu(void)
{
	cpu_set_t allowed, one;
	int cpu;

	if (sched_getaffinity(0, sizeof(allowed), &allowed))
		return;
	for (cpu = CPU_SETSIZE - 1; cpu > 0 && !CPU_ISSET(cpu, &allowed); cpu--)
		;
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	sched_setaffinity(0, sizeof(one), &one);
}

static void __attribute__((noreturn)) first_process(void)
{
	size_t i;

	for (i = 0; i < processes.channel_count; i++)
		close(processes.channels[i][0]);
	close(keeper.pipe);
	signal(SIGCHLD, SIG_IGN);
	for (i = 1; i < 32; i++)
		if (i != SIGCHLD && i != SIGKILL && i != SIGSTOP)
			signal((int)i, SIG_DFL);
	prctl(PR_SET_NAME, "mthp-scenario");
	stay_on_one_cpu();
	warm_up();
	prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
	serve(processes.channels[0][1]);
}

/* Starts the process main of a scenario that has so many processes in all. */
PART void start_processes(size_t count)
{
	size_t i;
	pid_t id;

	memset(&processes, 0, sizeof(processes));
	processes.list = calloc(count, sizeof(*processes.list));
	processes.channels = calloc(count, sizeof(*processes.channels));
	processes.channel_count = count;
	list_parts();
	for (i = 0; i < count; i++)
		if (!processes.list || !processes.channels || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, processes.channels[i]))
			stop("no channel to process %zu: %s", i, strerror(errno));
	fflush(NULL);
	id = fork();
	if (id < 0)
		stop("no process: %s", strerror(errno));
	if (!id)
		first_process();
	add_process("main", id);
	ASK(process("main"), agent_warm_up, 0);
	processes.faults = 0;
}

/* fork NAME */
PART long fork_process(const char *parent_name, const char *name)
{
	struct process *parent = process(parent_name), *child;
	uint64_t channel = (uint64_t)processes.channels[processes.count][1];
	long faults = parent->faults, all = processes.faults, id = ASK(parent, agent_fork, channel);

	parent->faults = faults;
	processes.faults = all;
	parent->cold = true;
	if (id < 0)
		return id;
	child = add_process(name, (pid_t)id);
	child->mapping_count = parent->mapping_count;
	child->mappings = malloc((parent->mapping_count + 1) * sizeof(*child->mappings));
	if (!child->mappings)
		abort();
	memcpy(child->mappings, parent->mappings, parent->mapping_count * sizeof(*child->mappings));
	ASK(child, agent_warm_up, 0);
	child->faults = 0;
	processes.faults = all;
	return 0;
}

/* exit NAME: returns when its memory is gone. */
PART long exit_process(const char *name)
{
	struct process *leaving = process(name);
	struct request request = { .call = agent_exit };
	struct pollfd gone = { leaving->gone, POLLIN, 0 };

	leaving->alive = false;
	send(leaving->channel, &request, sizeof(request), MSG_NOSIGNAL);
	return poll(&gone, 1, 60000) == 1 ? 0 : -EBUSY;
}

/* The statement that this process runs next; the faults it takes count from here. */
PART void step(const char *name, int line, int column, const char *statement)
{
	at(line, column, statement);
	process(name)->faults = 0;
}

PART void close_processes(void)
{
	size_t i;

	for (i = 0; i < processes.channel_count; i++) {
		close(processes.channels[i][0]);
		close(processes.channels[i][1]);
	}
	for (i = 0; i < processes.count; i++) {
		close(processes.list[i].gone);
		free(processes.list[i].mappings);
	}
	free(processes.list);
	free(processes.channels);
	memset(&processes, 0, sizeof(processes));
}
