namespace MthpDsl.Tests.Kernel;

/// <summary>A process with folios of many kinds: whole, parts, moved, shared with a child, mapped by PMD and by PTEs, zero pages.</summary>
internal static class MixedProcess
{
    public const string Source = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <signal.h>
        #include <stdio.h>
        #include <string.h>
        #include <sys/file.h>
        #include <sys/mman.h>
        #include <sys/prctl.h>
        #include <unistd.h>

        #define MIB (1 << 20)

        static char before[8][64];

        static void knob(int size, const char *value, int slot)
        {
        	char path[128], text[64] = "";
        	int file;

        	snprintf(path, sizeof(path), "/sys/kernel/mm/transparent_hugepage/hugepages-%dkB/enabled", size);
        	file = open(path, O_RDONLY);
        	if (value && read(file, text, sizeof(text) - 1) > 0)
        		sscanf(strchr(text, '[') + 1, "%63[^]]", before[slot]);
        	close(file);
        	file = open(path, O_WRONLY);
        	value = value ? value : before[slot];
        	if (write(file, value, strlen(value)) < 0)
        		perror(path);
        	close(file);
        }

        static char *map(unsigned long at, size_t size)
        {
        	char *memory = mmap((void *)at, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

        	if (memory == MAP_FAILED)
        		perror("mmap");
        	madvise(memory, size, MADV_HUGEPAGE);
        	return memory;
        }

        static void fill(char *from, char *to, int step)
        {
        	for (; from < to; from += step)
        		*(volatile char *)from = 1;
        }

        int main(void)
        {
        	int turn = open("/sys/kernel/mm/transparent_hugepage", O_RDONLY);
        	char *a = map(0x200000000000, 8 * MIB), *b = map(0x200010000000, MIB);

        	flock(turn, LOCK_EX);
        	knob(2048, "madvise", 0);
        	fill(a, a + 4 * MIB, 2 * MIB);
        	knob(2048, "never", 7);
        	mprotect(a + 2 * MIB, 4096, PROT_READ);
        	mprotect(a + 2 * MIB, 4096, PROT_READ | PROT_WRITE);
        	knob(64, "madvise", 1);
        	fill(a + 4 * MIB, a + 5 * MIB, 65536);
        	knob(64, NULL, 1);
        	knob(16, "madvise", 2);
        	fill(a + 5 * MIB, a + 5 * MIB + 262144, 65536);
        	knob(16, NULL, 2);
        	madvise(a + 4 * MIB + 65536, 8192, MADV_DONTNEED);
        	fill(a + 4 * MIB + 65536, a + 4 * MIB + 65536 + 4096, 4096);
        	fill(b + 65536, b + 262144, 8192);
        	for (int i = 0; i < 65536; i += 4096)
        		(void)*(volatile char *)(b + i);
        	mremap(a + 4 * MIB + 8 * 65536, 65536, 65536, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)0x200020001000);
        	if (!fork()) {
        		prctl(PR_SET_PDEATHSIG, SIGKILL);
        		fill(b + 65536, b + 65536 + 4096, 4096);
        		pause();
        	}
        	fill(a + 5 * MIB, a + 5 * MIB + 4096, 4096);
        	knob(2048, NULL, 0);
        	flock(turn, LOCK_UN);
        	puts("ready");
        	fflush(stdout);
        	pause();
        	return 0;
        }
        """;
}
