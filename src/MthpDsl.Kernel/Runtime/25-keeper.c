/*
 * The keeper: a process of its own session that is told of every change before it is made, and takes all of them back as soon
 * as nobody holds its pipe any more, be it because the case is over or because somebody killed it half way.
 */

enum undo_kind { UNDO_WRITE, UNDO_SWAPOFF, UNDO_ZRAM, UNDO_LOOP, UNDO_UNLINK, UNDO_RMDIR, UNDO_KILL };

struct undo {
	enum undo_kind kind;
	int number; /* the zram device, the process, its pidfd */
	char path[160];
	char value[64];
};

static struct {
	pid_t process;
	int pipe;
	struct undo *list;
	size_t count;
} keeper = { .pipe = -1 };

static bool retry_busy(int (*call)(const char *), const char *path)
{
	int tries;

	for (tries = 0; tries < 500; tries++) {
		if (!call(path) || errno == ENOENT || (errno == EINVAL && call == swapoff))
			return true;
		if (errno != EBUSY && errno != EINTR && errno != ENOMEM)
			return false;
		sleep_milliseconds(10);
	}
	return false;
}

static bool undo_write(const struct undo *undo)
{
	char value[64];

	if (!read_value(undo->path, value, sizeof(value)) && !strcmp(value, undo->value))
		return true;
	return !write_file(undo->path, undo->value);
}

static bool undo_zram(const struct undo *undo)
{
	char path[64], number[16];
	int tries;

	snprintf(path, sizeof(path), "/sys/block/zram%d/reset", undo->number);
	snprintf(number, sizeof(number), "%d", undo->number);
	for (tries = 0; tries < 500; tries++) {
		write_file(path, "1");
		if (!write_file("/sys/class/zram-control/hot_remove", number) || access(path, F_OK))
			return true;
		sleep_milliseconds(10);
	}
	return false;
}

static bool undo_loop(const struct undo *undo)
{
	int device = open(undo->path, O_RDWR | O_CLOEXEC);
	bool done = device >= 0 && (!ioctl(device, LOOP_CLR_FD, 0) || errno == ENXIO);

	if (device >= 0)
		close(device);
	return done;
}

/* The process and its memory are gone when the pidfd is readable. */
static bool undo_kill(const struct undo *undo)
{
	struct pollfd gone = { .fd = undo->number, .events = POLLIN };

	if (undo->number < 0)
		return true;
	syscall(SYS_pidfd_send_signal, undo->number, SIGKILL, NULL, 0);
	return poll(&gone, 1, 10000) == 1;
}

static bool undo_one(const struct undo *undo)
{
	switch (undo->kind) {
	case UNDO_WRITE:
		return undo_write(undo);
	case UNDO_SWAPOFF:
		return retry_busy(swapoff, undo->path);
	case UNDO_ZRAM:
		return undo_zram(undo);
	case UNDO_LOOP:
		return undo_loop(undo);
	case UNDO_UNLINK:
		return retry_busy(unlink, undo->path);
	case UNDO_RMDIR:
		return retry_busy(rmdir, undo->path);
	case UNDO_KILL:
		return undo_kill(undo);
	}
	return false;
}

static int undo_all(void)
{
	int failed = 0;

	while (keeper.count) {
		const struct undo *undo = &keeper.list[--keeper.count];

		if (undo_one(undo))
			continue;
		failed = 1;
		fprintf(stderr, "could not restore: %s %s\n", undo->path, undo->value);
	}
	return failed;
}

static void remember(const struct undo *undo)
{
	keeper.list = realloc(keeper.list, (keeper.count + 1) * sizeof(*undo));
	if (!keeper.list)
		abort();
	keeper.list[keeper.count] = *undo;
	if (undo->kind == UNDO_KILL)
		keeper.list[keeper.count].number = (int)syscall(SYS_pidfd_open, undo->number, 0);
	keeper.count++;
}

static void __attribute__((noreturn)) keep(int notes)
{
	static const int ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGALRM };
	struct undo undo;
	size_t i;

	setsid();
	for (i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
	prctl(PR_SET_NAME, "mthp-keeper");
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	while (read(notes, &undo, sizeof(undo)) == (ssize_t)sizeof(undo))
		remember(&undo);
	_exit(undo_all());
}

PART void start_keeper(void)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		stop("no pipe: %s", strerror(errno));
	fflush(NULL);
	keeper.process = fork();
	if (keeper.process < 0)
		stop("no process: %s", strerror(errno));
	if (!keeper.process) {
		close(ends[1]);
		keep(ends[0]);
	}
	close(ends[0]);
	keeper.pipe = ends[1];
}

/* Tells the keeper what to take back. Comes before the change. */
PART void note(enum undo_kind kind, int number, const char *path, const char *value)
{
	struct undo undo = { .kind = kind, .number = number };

	if (strlen(path) >= sizeof(undo.path) || strlen(value) >= sizeof(undo.value))
		stop("%s is too long to be restored", path);
	strcpy(undo.path, path);
	strcpy(undo.value, value);
	remember(&undo);
	if (write(keeper.pipe, &undo, sizeof(undo)) != (ssize_t)sizeof(undo))
		stop("the keeper is gone");
}

/* Everything is taken back, by the keeper, or here if somebody killed it. False if something could not be. */
PART bool dismiss_keeper(void)
{
	int status = 0;
	bool restored;

	if (keeper.pipe < 0)
		return true;
	close(keeper.pipe);
	keeper.pipe = -1;
	while (waitpid(keeper.process, &status, 0) < 0 && errno == EINTR)
		;
	restored = WIFEXITED(status) ? !WEXITSTATUS(status) : !undo_all();
	while (keeper.count--)
		if (keeper.list[keeper.count].kind == UNDO_KILL)
			close(keeper.list[keeper.count].number);
	keeper.count = 0;
	return restored;
}

/* A signal that ends the program: restore first, then die of it. */
PART void on_fatal_signal(int number)
{
	signal(number, SIG_DFL);
	if (keeper.pipe >= 0) {
		close(keeper.pipe);
		keeper.pipe = -1;
		waitpid(keeper.process, NULL, 0);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
	}
	raise(number);
}
