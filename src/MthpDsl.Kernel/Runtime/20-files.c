/* Files of the kernel: a value is read whole and written with one call. Results are 0, or -errno. */

PART int read_file(const char *path, char *buffer, size_t size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t got = 0;

	if (file < 0)
		return -errno;
	while (length + 1 < size && (got = read(file, buffer + length, size - 1 - length)) > 0)
		length += (size_t)got;
	close(file);
	buffer[length] = 0;
	return got < 0 ? -EIO : 0;
}

PART int write_file(const char *path, const char *value)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	int error = 0;

	if (file < 0)
		return -errno;
	if (write(file, value, strlen(value)) < 0)
		error = -errno;
	close(file);
	return error;
}

/* Copies what fits; false where something is left. */
PART bool copy_string(char *to, size_t size, const char *from)
{
	size_t length = strlen(from), fits = length < size ? length : size - 1;

	memcpy(to, from, fits);
	to[fits] = 0;
	return fits == length;
}

/* A knob as one would write it back: the word in brackets, or the line. */
PART int read_value(const char *path, char *value, size_t size)
{
	char buffer[256];
	char *from = buffer, *to;
	int error = read_file(path, buffer, sizeof(buffer));

	if (error)
		return error;
	to = strchr(buffer, '[');
	if (to) {
		from = to + 1;
		to = strchr(from, ']');
	} else {
		to = strchr(from, '\n');
	}
	if (to)
		*to = 0;
	return copy_string(value, size, from) ? 0 : -ERANGE;
}

/* The whole of a file that is too long for a buffer on the stack; the caller frees it. */
PART char *slurp(const char *path)
{
	size_t room = 65536, length = 0;
	char *text = malloc(room);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 0;

	if (!text || file < 0)
		stop("%s cannot be read: %s", path, strerror(errno));
	while ((got = read(file, text + length, room - 1 - length)) > 0) {
		length += (size_t)got;
		if (length + 1 < room)
			continue;
		room *= 2;
		text = realloc(text, room);
		if (!text)
			abort();
	}
	close(file);
	if (got < 0)
		stop("%s cannot be read: %s", path, strerror(errno));
	text[length] = 0;
	return text;
}

PART void sleep_milliseconds(long milliseconds)
{
	struct timespec time = { milliseconds / 1000, (milliseconds % 1000) * 1000000 };

	nanosleep(&time, NULL);
}
