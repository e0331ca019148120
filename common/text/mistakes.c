/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with one input: all of it at once, each mistake with its place.
 */
#include "text/mistakes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "base/str.h"
#include "text/json_path.h"

/* So much of a value is repeated in a message. */
#define QUOTED_BYTES 60

struct hz_mistake {
	int line; /* 0: not in the file */
	int column;
	size_t order; /* of addition, between those of one place */
	char *text;   /* owned */
};

void hz_mistakes_done(struct hz_mistakes *mistakes)
{
	for (size_t i = 0; i < mistakes->count; i++)
		free(mistakes->item[i].text);
	free(mistakes->item);
	json_decref(mistakes->flags);
	*mistakes = HZ_MISTAKES_INIT;
}

void hz_mistakes_flag(struct hz_mistakes *mistakes, const char *path, const char *flag)
{
	if (!mistakes->flags)
		mistakes->flags = json_object();
	(void)json_object_set_new(mistakes->flags, path, json_string(flag));
}

/* Cuts the last part off; false when there was none. */
static bool go_up(char *path)
{
	const char *rest = path;
	const char *last = path;
	struct hz_json_part part;

	if (!*path)
		return false;
	for (const char *start = rest; hz_json_path_next(&rest, &part); start = rest)
		last = start;
	path[last - path] = '\0';
	return true;
}

/* @path as people write it: "spec.workers[0].name". Owned by the caller. */
static char *readable_path(const char *path)
{
	struct hz_buf out = HZ_BUF_INIT;
	struct hz_json_part part;

	while (hz_json_path_next(&path, &part)) {
		HZ_AUTO(hz_freep) char *key = hz_strndup(part.text, part.len);
		HZ_AUTO(hz_freep) char *shown = hz_str_visible(key);
		size_t index;

		if (out.len > 0 && hz_json_part_index(&part, &index) == 0)
			hz_buf_addf(&out, "[%s]", shown);
		else
			hz_json_path_add(&out, shown);
	}
	return hz_buf_take(&out);
}

char *hz_mistakes_quote(const char *text)
{
	HZ_AUTO(hz_freep) char *shown = hz_str_visible(text);
	size_t len = strlen(shown);

	if (len <= QUOTED_BYTES)
		return hz_strf("\"%s\"", shown);
	len = QUOTED_BYTES;
	while (((unsigned char)shown[len] & 0xc0) == 0x80) /* not inside a character */
		len--;
	return hz_strf("\"%.*s…\"", (int)len, shown);
}

/* Where a mistake is: by a flag, or at a mark of the file, or neither. */
struct place {
	const char *flag; /* borrowed */
	struct hz_yaml_mark mark;
	size_t found; /* the length of the path that the place is of */
};

/* Finds the nearest place at or above @path. */
static struct place find_place(const struct hz_mistakes *mistakes, const char *path, bool key)
{
	struct place place = { .flag = NULL };
	HZ_AUTO(hz_freep) char *above = hz_strndup(path, strlen(path));

	do {
		place.flag = json_string_value(json_object_get(mistakes->flags, above));
		place.found = strlen(above);
		if (place.flag || (mistakes->marks &&
				   hz_yaml_mark_find(mistakes->marks, above, key, &place.mark)))
			break;
		key = false;
	} while (go_up(above));
	return place;
}

/* Appends "FILE:LINE:COLUMN: path: " or "--flag: rest of the path: ". */
static void add_place(const struct hz_mistakes *mistakes, const struct place *place,
		      const char *path, struct hz_buf *out)
{
	HZ_AUTO(hz_freep) char *shown = readable_path(place->flag ? path + place->found : path);

	if (place->flag)
		hz_buf_addf(out, "%s: ", place->flag);
	else if (place->mark.line > 0)
		hz_buf_addf(out, "%s:%d:%d: ", mistakes->file, place->mark.line,
			    place->mark.column);
	else if (mistakes->file)
		hz_buf_addf(out, "%s: ", mistakes->file);
	if (*shown)
		hz_buf_addf(out, "%s: ", shown);
}

void hz_mistakes_add(struct hz_mistakes *mistakes, const char *path, bool key, const char *format,
		     ...)
{
	struct place place = find_place(mistakes, path, key);
	struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *message = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&message, format, args) < 0)
		abort();
	va_end(args);
	add_place(mistakes, &place, path, &text);
	hz_buf_adds(&text, message);
	hz_secret_redact(&text);

	mistakes->item = hz_resize(mistakes->item, mistakes->count + 1, sizeof(*mistakes->item));
	mistakes->item[mistakes->count] = (struct hz_mistake){
		.line = place.flag ? 0 : place.mark.line,
		.column = place.flag ? 0 : place.mark.column,
		.order = mistakes->count,
		.text = hz_buf_take(&text),
	};
	mistakes->count++;
}

static int compare(const void *a, const void *b)
{
	const struct hz_mistake *left = a;
	const struct hz_mistake *right = b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	return left->order < right->order ? -1 : 1;
}

int hz_mistakes_err(const struct hz_mistakes *mistakes, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf list = HZ_BUF_INIT;
	size_t shown = mistakes->count < HZ_MISTAKES_SHOWN ? mistakes->count : HZ_MISTAKES_SHOWN;

	if (mistakes->count == 0)
		return 0;
	qsort(mistakes->item, mistakes->count, sizeof(*mistakes->item), compare);
	if (mistakes->count == 1)
		return hz_err_set(err, HZ_ERR_INVALID, "InvalidSpec", "%s", mistakes->item[0].text);
	for (size_t i = 0; i < shown; i++)
		hz_buf_addf(&list, "\n%s", mistakes->item[i].text);
	if (shown < mistakes->count)
		hz_buf_addf(&list, "\nand %zu more", mistakes->count - shown);
	return hz_err_set(err, HZ_ERR_INVALID, "InvalidSpec", "%s has %zu problems:%s",
			  mistakes->file ? mistakes->file : "the command line", mistakes->count,
			  hz_buf_str(&list));
}
