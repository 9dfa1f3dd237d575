/* Memory pressure: a cgroup for the scenario's processes, reclaim, the shrinkers, splits, userfaultfd. */

static struct {
	bool second_version;
	char path[128];
} group;

static bool mounted(const char *type, const char *option, char *path, size_t size)
{
	FILE *mounts = fopen("/proc/self/mounts", "re");
	char line[1024], point[256], kind[64], options[512];
	bool found = false;

	while (mounts && !found && fgets(line, sizeof(line), mounts))
		found = sscanf(line, "%*s %255s %63s %511s", point, kind, options) == 3 && !strcmp(kind, type) && strstr(options, option);
	if (mounts)
		fclose(mounts);
	return found && copy_string(path, size, point);
}

static const char *group_file(const char *name)
{
	static char path[192];

	snprintf(path, sizeof(path), "%s/%s", group.path, name);
	return path;
}

/* A memory cgroup for the scenario's processes; without a limit until the scenario says one. */
PART void set_up_group(void)
{
	char root[96];

	memset(&group, 0, sizeof(group));
	if (!mounted("cgroup", "memory", root, sizeof(root))) {
		char controllers[256];

		group.second_version = true;
		if (!mounted("cgroup2", "", root, sizeof(root)))
			skip("no cgroup file system is mounted");
		copy_string(group.path, sizeof(group.path), root);
		if (read_file(group_file("cgroup.controllers"), controllers, sizeof(controllers)) || !strstr(controllers, "memory"))
			skip("there is no memory controller");
		if (!read_file(group_file("cgroup.subtree_control"), controllers, sizeof(controllers)) && !strstr(controllers, "memory")) {
			note(UNDO_WRITE, 0, group_file("cgroup.subtree_control"), "-memory");
			write_file(group_file("cgroup.subtree_control"), "+memory");
		}
	}
	snprintf(group.path, sizeof(group.path), "%s/mthp-%d", root, (int)getpid());
	note(UNDO_RMDIR, 0, group.path, "");
	if (mkdir(group.path, 0755))
		skip("no memory cgroup can be made in %s: %s", root, strerror(errno));
	if (access(group_file(group.second_version ? "memory.max" : "memory.limit_in_bytes"), W_OK))
		skip("the cgroup %s has no memory controller", group.path);
}

/* The process main, and with it every child it will have. */
PART void enter_group(void)
{
	char number[32];

	snprintf(number, sizeof(number), "%d", (int)process("main")->id);
	if (write_file(group_file("cgroup.procs"), number))
		skip("process main cannot enter the cgroup %s", group.path);
}

/* limit SIZE; limit none is a size of all ones. */
PART long limit_memory(uint64_t size)
{
	char text[32] = "max";

	if (size != UINT64_MAX)
		snprintf(text, sizeof(text), "%" PRIu64, size);
	else if (!group.second_version)
		strcpy(text, "-1");
	return write_file(group_file(group.second_version ? "memory.max" : "memory.limit_in_bytes"), text);
}

/* reclaim SIZE: from the scenario's processes alone. */
PART long reclaim(uint64_t size)
{
	char limit[32], usage[32], text[32];
	uint64_t used;
	long result;

	if (group.second_version) {
		snprintf(text, sizeof(text), "%" PRIu64, size);
		return write_file(group_file("memory.reclaim"), text);
	}
	if (read_value(group_file("memory.limit_in_bytes"), limit, sizeof(limit)) ||
	    read_value(group_file("memory.usage_in_bytes"), usage, sizeof(usage)))
		return -EIO;
	used = strtoull(usage, NULL, 10);
	snprintf(text, sizeof(text), "%" PRIu64, used > size ? used - size : 0);
	result = write_file(group_file("memory.limit_in_bytes"), text);
	write_file(group_file("memory.limit_in_bytes"), limit);
	return result == -EBUSY ? 0 : result;
}

PART long drop_caches(void)
{
	return write_file("/proc/sys/vm/drop_caches", "2");
}

/* split RANGE [to order N]: debugfs, mounted where only this program sees it. */
PART long split(struct range range, unsigned order)
{
	static const char knob[] = "/sys/kernel/debug/split_huge_pages";
	char text[128];
	long result;

	if (access(knob, W_OK) && (unshare(CLONE_NEWNS) || mount("", "/", "", MS_REC | MS_PRIVATE, NULL) ||
				   mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL) || access(knob, W_OK)))
		skip("debugfs has no split_huge_pages here");
	snprintf(text, sizeof(text), "%d,0x%" PRIx64 ",0x%" PRIx64 ",%u", (int)range.process->id, range.start,
		 range.start + range.length, order);
	result = write_file(knob, text);
	if (result == -EPERM)
		skip("debugfs must not be written here: the kernel is locked down");
	return result;
}

/* One userfaultfd for each process; a fault that it would have to answer is refused with SIGBUS. */
static long agent_uffd(const uint64_t *a)
{
	struct uffdio_api api = { .api = UFFD_API, .features = UFFD_FEATURE_SIGBUS };
	struct uffdio_register range = { .range = { a[0], a[1] }, .mode = a[2] };

	if (fault_file < 0) {
		fault_file = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
		if (fault_file < 0)
			return errno == EPERM ? -ENOSYS : -errno;
		if (ioctl(fault_file, UFFDIO_API, &api))
			return -errno;
	}
	return ioctl(fault_file, UFFDIO_REGISTER, &range) ? -errno : 0;
}

PART long uffd(struct range range, uint64_t mode)
{
	long result = ASK(range.process, agent_uffd, range.start, range.length, mode);

	if (result == -ENOSYS)
		skip("userfaultfd cannot be used");
	return result;
}
