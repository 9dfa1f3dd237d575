/* Layouts in words: "32 x 64K pte exclusive, none 4K". */

/* What an expectation asks for, or what is there: so many folios, or so much of anything else. */
struct item {
	enum kind kind;
	uint64_t amount;               /* folios; pages of anything else */
	uint64_t folio, part;          /* bytes */
	uint64_t offset;               /* of the part in its folio; NOT_SAID where the layout does not say */
	int pmd, shared;               /* NEITHER where the layout does not say */
};

struct items {
	struct item *list;
	size_t count, room;
};

#define NOT_SAID UINT64_MAX
enum { NO, YES, NEITHER };

static void add_item(struct items *items, struct item item)
{
	if (items->count == items->room) {
		items->room = 2 * items->room + 32;
		items->list = realloc(items->list, items->room * sizeof(item));
		if (!items->list)
			abort();
	}
	items->list[items->count++] = item;
}

static void append_size(struct text *text, uint64_t bytes)
{
	static const char units[] = "KMGT";
	int unit = 0;

	bytes /= KiB;
	while (bytes && bytes % 1024 == 0 && unit < 3) {
		bytes /= 1024;
		unit++;
	}
	append(text, "%" PRIu64 "%c", bytes, units[unit]);
}

static struct item item_of(const struct run *run)
{
	struct item item = { .kind = run->kind, .amount = run->pages };

	if (run->kind != FOLIO)
		return item;
	item.amount = 1;
	item.folio = page_size << run->order;
	item.part = run->pages * page_size;
	item.offset = run->offset * page_size;
	item.pmd = run->pmd;
	item.shared = run->shared;
	return item;
}

static bool same_items(const struct item *one, const struct item *other)
{
	if (one->kind != other->kind)
		return false;
	return one->kind != FOLIO || (one->folio == other->folio && one->part == other->part && one->offset == other->offset &&
				      one->pmd == other->pmd && one->shared == other->shared);
}

/* The items of a layout, neighbours that are the same as one. */
static struct items items_of(const struct layout *layout)
{
	struct items items = { 0 };
	size_t i;

	for (i = 0; i < layout->count; i++) {
		struct item item = item_of(&layout->runs[i]);

		if (items.count && same_items(&items.list[items.count - 1], &item))
			items.list[items.count - 1].amount += item.amount;
		else
			add_item(&items, item);
	}
	return items;
}

static void append_item(struct text *text, const struct item *item)
{
	if (item->kind != FOLIO) {
		append(text, "%s ", kind_names[item->kind]);
		append_size(text, item->amount * page_size);
		return;
	}
	if (item->amount > 1)
		append(text, "%" PRIu64 " x ", item->amount);
	if (item->part != item->folio) {
		append(text, "part ");
		append_size(text, item->part);
		append(text, " of ");
	}
	append_size(text, item->folio);
	if (item->part != item->folio) {
		append(text, " at ");
		append_size(text, item->offset);
	}
	if (item->folio > page_size)
		append(text, item->pmd ? " pmd" : " pte");
	append(text, item->shared ? " shared" : " exclusive");
}

PART void append_layout(struct text *text, const struct layout *layout)
{
	struct items items = items_of(layout);
	size_t i;

	for (i = 0; i < items.count; i++) {
		append(text, i ? ", " : "");
		append_item(text, &items.list[i]);
	}
	free(items.list);
}

/* ---- Reading a layout; the exporter has checked it. ---- */

static bool take(const char **at, const char *word)
{
	size_t length = strlen(word);

	while (**at == ' ')
		++*at;
	if (strncmp(*at, word, length))
		return false;
	*at += length;
	return true;
}

static uint64_t take_number(const char **at)
{
	static const char units[] = "KMGT";
	const char *unit;
	char *end;
	uint64_t value;

	while (**at == ' ')
		++*at;
	value = strtoull(*at, &end, 10);
	*at = end;
	unit = *end ? strchr(units, *end) : NULL;
	if (!unit)
		return value;
	++*at;
	return value << (10 * (unit - units + 1));
}

static void take_folios(const char **at, struct items *items, uint64_t count)
{
	struct item item = { .kind = FOLIO, .amount = count, .offset = 0, .pmd = NEITHER, .shared = NEITHER };

	if (take(at, "part ")) {
		item.part = take_number(at);
		take(at, "of ");
		item.folio = take_number(at);
		item.offset = take(at, "at ") ? take_number(at) : NOT_SAID;
	} else {
		item.folio = item.part = take_number(at);
	}
	item.pmd = take(at, "pmd") ? YES : take(at, "pte") ? NO : NEITHER;
	item.shared = take(at, "shared") ? YES : take(at, "exclusive") ? NO : NEITHER;
	add_item(items, item);
}

static void take_items(const char **at, struct items *items);

static void take_repeat(const char **at, struct items *items, uint64_t count)
{
	size_t first = items->count, length, i;

	take_items(at, items);
	take(at, ")");
	length = items->count - first;
	for (i = 0; i < length * (count - 1); i++)
		add_item(items, items->list[first + i % length]);
}

static void take_items(const char **at, struct items *items)
{
	static const enum kind gaps[] = { NONE, ZERO, HUGE_ZERO, SWAP };
	size_t i;

	do {
		const char *before;
		uint64_t count;

		for (i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++)
			if (take(at, kind_names[gaps[i]]))
				break;
		if (i < sizeof(gaps) / sizeof(gaps[0])) {
			add_item(items, (struct item){ .kind = gaps[i], .amount = take_number(at) / page_size });
			continue;
		}
		before = *at;
		count = take_number(at);
		if (!take(at, "x ")) {
			count = 1;
			*at = before;
		}
		if (take(at, "("))
			take_repeat(at, items, count);
		else
			take_folios(at, items, count);
	} while (take(at, ","));
}

static struct items parse_layout(const char *text)
{
	struct items items = { 0 };

	take_items(&text, &items);
	return items;
}
