/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading label selectors, and what they select.
 */
#include "sandbox/serve/label_selector.h"

#include <string.h>

#include "base/str.h"

#define BLANKS " \t"
#define ENDS_WORD BLANKS "=!,()"

/* Where the reader stands. */
struct reader {
	const char *text;
	const char *at;
};

static void requirement_done(struct hz_label_requirement *requirement)
{
	free(requirement->key);
	hz_strv_done(&requirement->values);
	*requirement = (struct hz_label_requirement){ .key = NULL };
}

void hz_label_selector_done(struct hz_label_selector *selector)
{
	for (size_t i = 0; i < selector->count; i++)
		requirement_done(&selector->requirements[i]);
	free(selector->requirements);
	*selector = (struct hz_label_selector){ .count = 0 };
}

static int expected(const struct reader *reader, const char *what, struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_INVALID, "BadSelector",
			  "the label selector has no %s at character %zu", what,
			  (size_t)(reader->at - reader->text) + 1);
}

static void skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, BLANKS);
}

/* Goes on behind @token if that comes next. */
static bool accept(struct reader *reader, const char *token)
{
	const char *rest;

	skip_blanks(reader);
	rest = hz_str_after(reader->at, token);
	if (rest)
		reader->at = rest;
	return rest != NULL;
}

/* The word that comes next, perhaps an empty one. Owned by the caller. */
static char *take_word(struct reader *reader)
{
	size_t len;
	char *word;

	skip_blanks(reader);
	len = strcspn(reader->at, ENDS_WORD);
	word = hz_strndup(reader->at, len);
	reader->at += len;
	return word;
}

/* "(a, b)" */
static int read_values(struct reader *reader, struct hz_strv *values, struct hz_err *err)
{
	if (!accept(reader, "("))
		return expected(reader, "\"(\"", err);
	do {
		HZ_AUTO(hz_freep) char *word = take_word(reader);

		hz_strv_add(values, word);
	} while (accept(reader, ","));
	return accept(reader, ")") ? 0 : expected(reader, "\")\"", err);
}

static int read_one_value(struct reader *reader, struct hz_strv *values)
{
	HZ_AUTO(hz_freep) char *word = take_word(reader);

	hz_strv_add(values, word);
	return 0;
}

/* What stands behind a key. */
static int read_operator(struct reader *reader, struct hz_label_requirement *requirement,
			 struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *word = NULL;

	requirement->operator= HZ_LABEL_NOT_IN;
	if (accept(reader, "!="))
		return read_one_value(reader, &requirement->values);
	requirement->operator= HZ_LABEL_IN;
	if (accept(reader, "==") || accept(reader, "="))
		return read_one_value(reader, &requirement->values);
	word = take_word(reader);
	if (hz_str_eq(word, "in"))
		return read_values(reader, &requirement->values, err);
	requirement->operator= HZ_LABEL_NOT_IN;
	if (hz_str_eq(word, "notin"))
		return read_values(reader, &requirement->values, err);
	requirement->operator= HZ_LABEL_EXISTS;
	return *word ? expected(reader, "operator", err) : 0;
}

static int read_requirement(struct reader *reader, struct hz_label_requirement *requirement,
			    struct hz_err *err)
{
	bool missing = accept(reader, "!");

	requirement->key = take_word(reader);
	if (!*requirement->key)
		return expected(reader, "key", err);
	if (!missing)
		return read_operator(reader, requirement, err);
	requirement->operator= HZ_LABEL_MISSING;
	return 0;
}

static int add_requirement(struct reader *reader, struct hz_label_selector *selector,
			   struct hz_err *err)
{
	HZ_AUTO(requirement_done) struct hz_label_requirement requirement = { .key = NULL };

	if (read_requirement(reader, &requirement, err) < 0)
		return -1;
	selector->requirements = hz_resize(selector->requirements, selector->count + 1,
					   sizeof(*selector->requirements));
	selector->requirements[selector->count++] = requirement;
	requirement = (struct hz_label_requirement){ .key = NULL };
	return 0;
}

int hz_label_selector_parse(const char *text, struct hz_label_selector *ret, struct hz_err *err)
{
	HZ_AUTO(hz_label_selector_done) struct hz_label_selector selector = { .count = 0 };
	struct reader reader = { .text = text, .at = text };

	skip_blanks(&reader);
	while (*reader.at) {
		if (add_requirement(&reader, &selector, err) < 0)
			return -1;
		if (!accept(&reader, ",") && *reader.at)
			return expected(&reader, "\",\"", err);
	}
	*ret = selector;
	selector = (struct hz_label_selector){ .count = 0 };
	return 0;
}

static bool holds(const struct hz_label_requirement *requirement, const json_t *labels)
{
	const char *value = json_string_value(json_object_get(labels, requirement->key));

	switch (requirement->operator) {
	case HZ_LABEL_IN:
		return value && hz_strv_has(&requirement->values, value);
	case HZ_LABEL_NOT_IN:
		return !value || !hz_strv_has(&requirement->values, value);
	case HZ_LABEL_EXISTS:
		return value != NULL;
	case HZ_LABEL_MISSING:
		return value == NULL;
	}
	return false;
}

bool hz_label_selector_matches(const struct hz_label_selector *selector, const json_t *labels)
{
	for (size_t i = 0; i < selector->count; i++)
		if (!holds(&selector->requirements[i], labels))
			return false;
	return true;
}
