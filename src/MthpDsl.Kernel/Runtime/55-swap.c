/* The swap of the scenario: a zram device, a file, or a loop device over a file, of its own and preferred to any other. */

static struct {
	bool on;
	char path[160]; /* what swapon got */
} swap_area;

static bool run_directory(char *path, size_t size)
{
	static const char *const candidates[] = { "/var/tmp", "/tmp", "." };
	size_t i;

	for (i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++) {
		snprintf(path, size, "%s/mthp-swap-%d", candidates[i], (int)getpid());
		note(UNDO_UNLINK, 0, path, "");
		unlink(path);
		if (close(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) == 0)
			return true;
	}
	return false;
}

/* A file without holes, since swapon refuses them. */
static void fill_file(const char *path, uint64_t size)
{
	static const char zeros[1 << 16];
	int file = open(path, O_WRONLY | O_CLOEXEC);
	uint64_t done = 0;

	while (file >= 0 && done < size) {
		ssize_t got = write(file, zeros, size - done < sizeof(zeros) ? size - done : sizeof(zeros));

		if (got <= 0)
			break;
		done += (uint64_t)got;
	}
	if (file < 0 || fsync(file) || done < size)
		skip("%s cannot hold the swap: %s", path, strerror(errno));
	close(file);
}

/* mkswap: the header of a swap area fills its first page and ends with the signature. */
static void make_swap(const char *path, uint64_t size)
{
	char *header = calloc(1, page_size);
	uint32_t version = 1, last = (uint32_t)(size / page_size - 1);
	int file = open(path, O_WRONLY | O_CLOEXEC);

	if (!header)
		abort();
	memcpy(header + 1024, &version, sizeof(version));
	memcpy(header + 1028, &last, sizeof(last));
	memcpy(header + page_size - 10, "SWAPSPACE2", 10);
	if (file < 0 || pwrite(file, header, page_size, 0) != (ssize_t)page_size || fsync(file))
		skip("no swap can be made on %s: %s", path, strerror(errno));
	close(file);
	free(header);
}

/* The device node of a block device, ours if /dev has none. */
static void find_node(const char *name, char *path, size_t size)
{
	char device[64], number[32];
	unsigned major, minor;

	snprintf(path, size, "/dev/%s", name);
	if (!access(path, R_OK | W_OK))
		return;
	snprintf(device, sizeof(device), "/sys/block/%s/dev", name);
	if (read_value(device, number, sizeof(number)) || sscanf(number, "%u:%u", &major, &minor) != 2)
		skip("there is no device %s", name);
	snprintf(path, size, "/var/tmp/mthp-%s-%d", name, (int)getpid());
	note(UNDO_UNLINK, 0, path, "");
	if (mknod(path, S_IFBLK | 0600, makedev(major, minor)))
		skip("no node for %s: %s", name, strerror(errno));
}

static void zram_area(uint64_t size)
{
	char id[32], name[40], path[96], bytes[32];
	int error = read_value("/sys/class/zram-control/hot_add", id, sizeof(id));

	if (error)
		skip("this kernel has no zram: %s", strerror(-error));
	note(UNDO_ZRAM, atoi(id), "zram", id);
	snprintf(name, sizeof(name), "zram%s", id);
	snprintf(path, sizeof(path), "/sys/block/%s/disksize", name);
	snprintf(bytes, sizeof(bytes), "%" PRIu64, size);
	error = write_file(path, bytes);
	if (error)
		skip("no zram device of that size: %s", strerror(-error));
	find_node(name, swap_area.path, sizeof(swap_area.path));
}

static void file_area(uint64_t size)
{
	if (!run_directory(swap_area.path, sizeof(swap_area.path)))
		skip("no directory for a swap file");
	fill_file(swap_area.path, size);
}

static void disk_area(uint64_t size)
{
	int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC), file, device, number;
	char backing[160], name[32];

	if (!run_directory(backing, sizeof(backing)))
		skip("no directory for a disk image");
	fill_file(backing, size);
	number = control < 0 ? -1 : ioctl(control, LOOP_CTL_GET_FREE);
	if (number < 0)
		skip("this kernel has no loop devices");
	snprintf(name, sizeof(name), "loop%d", number);
	find_node(name, swap_area.path, sizeof(swap_area.path));
	file = open(backing, O_RDWR | O_CLOEXEC);
	device = open(swap_area.path, O_RDWR | O_CLOEXEC);
	note(UNDO_LOOP, 0, swap_area.path, "");
	if (file < 0 || device < 0 || ioctl(device, LOOP_SET_FD, file))
		skip("no loop device over %s: %s", backing, strerror(errno));
	close(control);
	close(file);
	close(device);
}

/* zswap would take the pages before they reach the device. */
static void without_zswap(void)
{
	static const char knob[] = "/sys/module/zswap/parameters/enabled";
	char value[16];

	if (read_value(knob, value, sizeof(value)) || *value == 'N')
		return;
	note(UNDO_WRITE, 0, knob, value);
	if (write_file(knob, "N"))
		skip("zswap cannot be switched off");
}

enum backing { ZRAM, DISK, SWAP_FILE };

PART void set_up_swap(uint64_t size, enum backing backing)
{
	without_zswap();
	if (backing == ZRAM)
		zram_area(size);
	else if (backing == DISK)
		disk_area(size);
	else
		file_area(size);
	make_swap(swap_area.path, size);
	note(UNDO_SWAPOFF, 0, swap_area.path, "");
	if (swapon(swap_area.path, SWAP_FLAG_PREFER | SWAP_FLAG_PRIO_MASK))
		skip("swapon of %s: %s", swap_area.path, strerror(errno));
	swap_area.on = true;
}

PART long swap_off(void)
{
	if (!swap_area.on)
		return -EINVAL;
	if (swapoff(swap_area.path))
		return -errno;
	swap_area.on = false;
	return 0;
}
