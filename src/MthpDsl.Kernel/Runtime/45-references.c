/*
 * References to pages: a long-term pin, as io_uring takes it for fixed buffers, and a plain reference, as vmsplice takes it for
 * a pipe. Where the kernel forbids one, the case is skipped.
 */

enum { PIPE_PAGES = 256, MOST_PIPES = 1024 };

struct reference {
	struct process *process;
	uint64_t start, length;
	bool pin, held;
	long handle;
};

static struct {
	struct reference *list;
	size_t count;
} references;

static long agent_pin(const uint64_t *a)
{
	static struct iovec parts[1024];
	struct io_uring_params parameters;
	uint64_t done = 0;
	unsigned count = 0;
	long ring;

	memset(&parameters, 0, sizeof(parameters));
	ring = syscall(SYS_io_uring_setup, 1, &parameters);
	if (ring < 0)
		return errno == EPERM ? -ENOSYS : -errno;
	for (; done < a[1] && count < 1024; count++) {
		parts[count].iov_base = (void *)(a[0] + done);
		parts[count].iov_len = a[1] - done < GiB ? a[1] - done : GiB;
		done += parts[count].iov_len;
	}
	if (syscall(SYS_io_uring_register, (int)ring, IORING_REGISTER_BUFFERS, parts, count)) {
		long error = -errno;

		close((int)ring);
		return error;
	}
	return ring;
}

static long agent_unpin(const uint64_t *a)
{
	long result = syscall(SYS_io_uring_register, (int)a[0], IORING_UNREGISTER_BUFFERS, NULL, 0) ? -errno : 0;

	close((int)a[0]);
	return result;
}

/* The pipes of a range have consecutive places here; a handle is the first and how many there are. */
static int pipes[MOST_PIPES][2];
static uint64_t pipe_count;

static long agent_release(const uint64_t *a)
{
	uint64_t i;

	for (i = a[0] >> 16; i < (a[0] >> 16) + (a[0] & 0xffff); i++) {
		while (read(pipes[i][0], spare, sizeof(spare)) > 0)
			;
		close(pipes[i][0]);
		close(pipes[i][1]);
	}
	return 0;
}

static long agent_hold(const uint64_t *a)
{
	uint64_t handle = pipe_count << 16, done = 0;

	while (done < a[1]) {
		uint64_t most = PIPE_PAGES * page_size;
		struct iovec part = { (void *)(a[0] + done), a[1] - done < most ? a[1] - done : most };
		long got;

		if (pipe_count == MOST_PIPES || pipe2(pipes[pipe_count], O_NONBLOCK))
			return -ENFILE;
		handle++;
		pipe_count++;
		if (fcntl(pipes[pipe_count - 1][1], F_SETPIPE_SZ, most) < 0)
			return -ENFILE;
		got = vmsplice(pipes[pipe_count - 1][1], &part, 1, SPLICE_F_NONBLOCK);
		if (got <= 0) {
			long error = got ? -errno : -EFAULT;

			agent_release(&handle);
			return error;
		}
		done += (uint64_t)got;
	}
	return (long)handle;
}

static long add_reference(struct range range, bool pin, long handle)
{
	struct reference *added;

	if (handle == -ENOSYS || handle == -ENFILE)
		skip("%s: %s", pin ? "io_uring cannot be used" : "no pipe can hold the pages", strerror((int)-handle));
	if (handle < 0)
		return handle;
	references.list = realloc(references.list, (references.count + 1) * sizeof(*added));
	if (!references.list)
		abort();
	added = &references.list[references.count++];
	*added = (struct reference){ range.process, range.start, range.length, pin, true, handle };
	added->process = range.process;
	return 0;
}

/* Whether a VMA of the range may not be written: pins of such memory io_uring does not take. */
static bool is_read_only(struct range range)
{
	FILE *maps = open_of(range.process, "maps");
	bool found = false;
	uint64_t from, to;
	char line[512], access[8];

	while (fgets(line, sizeof(line), maps))
		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &from, &to, access) == 3 && from < range.start + range.length &&
		    to > range.start && access[1] != 'w')
			found = true;
	fclose(maps);
	return found;
}

PART long pin(struct range range)
{
	long handle = ASK(range.process, agent_pin, range.start, range.length);

	if (handle == -EFAULT && is_read_only(range))
		skip("io_uring pins only memory that may be written");
	return add_reference(range, true, handle);
}

PART long hold(struct range range)
{
	return add_reference(range, false, ASK(range.process, agent_hold, range.start, range.length));
}

static long end_reference(struct process *owner, struct reference *reference)
{
	reference->held = false;
	return ASK(owner, reference->pin ? agent_unpin : agent_release, (uint64_t)reference->handle);
}

/* unpin RANGE, release RANGE: the kernel ends only what was taken at once as a whole. */
PART long end_references(struct range range, bool pins)
{
	uint64_t end = range.start + range.length;
	long result = 0;
	size_t i;

	for (i = 0; i < references.count && result >= 0; i++) {
		struct reference *reference = &references.list[i];
		uint64_t reference_end = reference->start + reference->length;

		if (!reference->held || reference->pin != pins || reference->process != range.process ||
		    reference_end <= range.start || reference->start >= end)
			continue;
		if (reference->start < range.start || reference_end > end)
			stop("more was taken at once than ends here; the kernel ends a %s only as a whole", pins ? "pin" : "reference");
		result = end_reference(range.process, reference);
	}
	return result;
}

/* unpin all, release all */
PART long end_all_references(const char *process_name, bool pins)
{
	struct process *owner = process(process_name);
	long result = 0;
	size_t i;

	for (i = 0; i < references.count && result >= 0; i++)
		if (references.list[i].held && references.list[i].pin == pins && references.list[i].process == owner)
			result = end_reference(owner, &references.list[i]);
	return result;
}
