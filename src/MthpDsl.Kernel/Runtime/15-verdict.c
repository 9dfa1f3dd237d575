/*
 * What a case says: its verdict, its messages, what its expectations saw. A statement that fails, a missing precondition and
 * a broken machine leave the case through the same door, leave_case().
 */

struct text {
	char *at;
	size_t length, room;
};

PART PRINTF(2, 3) void append(struct text *text, const char *format, ...)
{
	va_list list;

	for (;;) {
		size_t left = text->room - text->length;
		int needed;

		va_start(list, format);
		needed = vsnprintf(text->at ? text->at + text->length : NULL, left, format, list);
		va_end(list);
		if (needed < 0)
			abort();
		if ((size_t)needed < left) {
			text->length += (size_t)needed;
			return;
		}
		text->room = 2 * text->room + (size_t)needed + 256;
		text->at = realloc(text->at, text->room);
		if (!text->at)
			abort();
	}
}

PART void append_json_string(struct text *text, const char *string)
{
	append(text, "\"");
	for (; *string; string++) {
		unsigned char c = (unsigned char)*string;

		if (c == '"' || c == '\\')
			append(text, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			append(text, "\\u%04x", c);
		else
			append(text, "%c", c);
	}
	append(text, "\"");
}

PART const char *text_of(const struct text *text)
{
	return text->at ? text->at : "";
}

enum verdict { PASSED, FAILED, ERROR, SKIPPED };

/* The case that runs: where it is in the scenario, and what it has said so far. */
static struct {
	enum verdict verdict;
	int line, column;
	const char *statement, *file; /* the included file, or null */
	struct text diagnostics, observed, snapshots, comments, skip_reason;
	jmp_buf out;
} now;

/* The statement that runs next, as the scenario has it. */
PART void at(int line, int column, const char *statement)
{
	now.line = line;
	now.column = column;
	now.statement = statement;
}

/* The statements that follow stand in an included file, or with null in the scenario's own. */
PART void in_file(const char *file)
{
	now.file = file;
}

PART void append_place(struct text *text)
{
	append(text, "\"line\": %d, \"column\": %d", now.line, now.column);
	if (now.file) {
		append(text, ", \"file\": ");
		append_json_string(text, now.file);
	}
}

PART void diagnose(const char *code, const char *message)
{
	struct text *text = &now.diagnostics;

	append(text, "%s{\"code\": \"%s\", \"severity\": \"error\", ", text->length ? ", " : "", code);
	append_place(text);
	append(text, ", \"message\": ");
	append_json_string(text, message);
	append(text, "}");
	append(&now.comments, "# %s%sline %d: %s: %s\n", now.file ? now.file : "", now.file ? ": " : "", now.line, now.statement,
	       message);
}

PART __attribute__((noreturn)) void leave_case(enum verdict verdict)
{
	now.verdict = verdict;
	longjmp(now.out, 1);
}

/* The machine lacks what the scenario needs: the case does not run, and says why. */
PART __attribute__((noreturn)) PRINTF(1, 2) void skip(const char *format, ...)
{
	char message[512];
	va_list list;

	va_start(list, format);
	vsnprintf(message, sizeof(message), format, list);
	va_end(list);
	append(&now.skip_reason, "%s", message);
	leave_case(SKIPPED);
}

/* The program itself cannot go on. */
PART __attribute__((noreturn)) PRINTF(1, 2) void stop(const char *format, ...)
{
	char message[512];
	va_list list;

	va_start(list, format);
	vsnprintf(message, sizeof(message), format, list);
	va_end(list);
	diagnose("MTHP3910", message);
	leave_case(ERROR);
}

static const struct { int number; const char *name; } errno_names[] = {
	{ EPERM, "EPERM" }, { ENOENT, "ENOENT" }, { ESRCH, "ESRCH" }, { EINTR, "EINTR" }, { EIO, "EIO" },
	{ EBADF, "EBADF" }, { EAGAIN, "EAGAIN" }, { ENOMEM, "ENOMEM" }, { EACCES, "EACCES" }, { EFAULT, "EFAULT" },
	{ EBUSY, "EBUSY" }, { EEXIST, "EEXIST" }, { ENODEV, "ENODEV" }, { EINVAL, "EINVAL" }, { ENOSPC, "ENOSPC" },
	{ ENOSYS, "ENOSYS" }, { ERANGE, "ERANGE" }, { EOPNOTSUPP, "EOPNOTSUPP" }, { EHWPOISON, "EHWPOISON" },
	{ ABSENT, "absent" },
};

PART const char *errno_name(long number)
{
	static char other[32];
	size_t i;

	for (i = 0; i < sizeof(errno_names) / sizeof(errno_names[0]); i++)
		if (errno_names[i].number == number)
			return errno_names[i].name;
	snprintf(other, sizeof(other), "errno %ld", number);
	return other;
}

/* A statement that nobody expects to fail: if it does, the scenario ends there. */
PART void must(long result)
{
	char message[128];

	if (result >= 0)
		return;
	snprintf(message, sizeof(message), "the statement failed with %s", errno_name(-result));
	diagnose("MTHP3001", message);
	leave_case(ERROR);
}
