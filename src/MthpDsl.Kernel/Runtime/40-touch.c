/* Touching base pages. A write leaves eight bytes that are not zero at the start of each page, or that are zero. */

enum { READ = 0, WRITE = 1, BACKWARDS = 2, ZEROS = 4 };

static sigjmp_buf touch_refused;

static void on_touch_refused(int number)
{
	(void)number;
	siglongjmp(touch_refused, 1);
}

static void touch_page(uint64_t page, uint64_t flags, uint64_t token)
{
	volatile uint64_t *at = (volatile uint64_t *)page;

	if (flags & WRITE)
		*at = flags & ZEROS ? 0 : token;
	else
		(void)*at;
}

static void touch_all(uint64_t start, uint64_t length, uint64_t step, uint64_t touched, uint64_t flags, uint64_t token)
{
	uint64_t steps = (length + step - 1) / step, i, page;

	for (i = 0; i < steps; i++) {
		uint64_t from = (flags & BACKWARDS ? steps - 1 - i : i) * step;
		uint64_t to = length - from < touched ? length : from + touched;

		if (flags & BACKWARDS)
			for (page = to; page > from; page -= page_size)
				touch_page(start + page - page_size, flags, token + page);
		else
			for (page = from; page < to; page += page_size)
				touch_page(start + page, flags, token + page);
	}
}

/* start, length, step, how much of each step, flags, what to write */
static long agent_touch(const uint64_t *a)
{
	struct sigaction refuse = { .sa_handler = on_touch_refused };

	sigaction(SIGSEGV, &refuse, NULL);
	sigaction(SIGBUS, &refuse, NULL);
	if (!sigsetjmp(touch_refused, 1)) {
		touch_all(a[0], a[1], a[2], a[3], a[4], a[5]);
		return 0;
	}
	return -EFAULT;
}

/* Where each step begins, and how much of it is touched. */
struct stride {
	uint64_t step, length;
};

PART struct stride every(uint64_t step, uint64_t length)
{
	return (struct stride){ step, length < step ? length : step };
}

PART struct stride all_pages(void)
{
	return every(page_size, page_size);
}

PART long touch(struct range range, int flags, struct stride stride)
{
	static uint64_t statement;
	uint64_t token = ++statement << 40 | 1;

	return ASK(range.process, agent_touch, range.start, range.length, stride.step, stride.length, (uint64_t)flags, token);
}

/* Single pages of a range, in the order given. */
PART long touch_pages(struct range range, int flags, const uint64_t *pages, size_t count)
{
	size_t i;
	long result = 0;

	for (i = 0; i < count && result >= 0; i++) {
		struct range page = { range.process, range.mapping, range.start + pages[i] * page_size, page_size };

		result = touch(page, flags, all_pages());
	}
	return result;
}
