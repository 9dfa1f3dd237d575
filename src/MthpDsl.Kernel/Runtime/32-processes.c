/* The scenario's processes by name: asking them, starting and ending them. */

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
	child->placed = parent->placed;
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
