/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What it would take to make a set of objects live: where a wanted object and the live
 * one differ, and that in words.
 */
#include "kube/changeset.h"

#include <string.h>

#include "base/str.h"
#include "kube/managed_fields.h"
#include "kube/request.h"
#include "text/json.h"

static void forget_tolerated(struct hz_json_diff *diff, hz_tolerance_fn *tolerates)
{
	size_t kept = 0;

	for (size_t i = 0; i < diff->count; i++) {
		struct hz_json_difference one = diff->item[i];

		if (tolerates(&one))
			hz_json_difference_done(&one);
		else
			diff->item[kept++] = one;
	}
	diff->count = kept;
}

static bool is_secret(const json_t *object)
{
	return hz_str_eq(hz_json_str(object, "apiVersion"), "v1") &&
	       hz_str_eq(hz_json_str(object, "kind"), "Secret");
}

/* Of a Secret only these are no secret; an annotation may hold a copy of all of it. */
static bool is_harmless(const char *path)
{
	return hz_str_eq(path, "type") || hz_str_eq(path, "immutable") ||
	       hz_str_starts(path, "metadata.labels");
}

static void hide(json_t **value)
{
	if (!*value)
		return;
	json_decref(*value);
	*value = json_string("(hidden)");
}

/* Nobody who shows the differences can show a secret. */
static void hide_secrets(struct hz_json_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		if (is_harmless(diff->item[i].path))
			continue;
		hide(&diff->item[i].have);
		hide(&diff->item[i].want);
	}
}

void hz_change_compare(struct hz_change *change, hz_tolerance_fn *tolerates)
{
	if (!change->have) {
		change->type = HZ_CHANGE_CREATE;
		return;
	}
	hz_json_diff(change->want, change->have, &change->diff);
	if (tolerates)
		forget_tolerated(&change->diff, tolerates);
	if (is_secret(change->want))
		hide_secrets(&change->diff);
	hz_managed_dropped(change->want, change->have, HZ_FIELD_MANAGER, &change->dropped);
	change->type = change->diff.count > 0 || change->dropped.count > 0 ? HZ_CHANGE_DIFFERENT
									   : HZ_CHANGE_NONE;
}

size_t hz_changeset_count(const struct hz_changeset *set, enum hz_change_type type)
{
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++)
		count += set->change[i].type == type;
	return count;
}

/* A value on one line, cut where it gets long. */
static void add_value(struct hz_buf *out, const json_t *value)
{
	HZ_AUTO(hz_freep) char *text = value ? hz_json_text(value) : hz_strf("(not set)");
	size_t len = strlen(text);
	size_t most = 60;

	hz_str_add_visible(out, text, len < most ? len : most);
	if (len > most)
		hz_buf_adds(out, "…");
}

static void describe_change(struct hz_buf *out, const struct hz_change *change)
{
	const char *kind = hz_json_str(change->want, "kind");
	const char *name = hz_object_name(change->want);

	for (size_t i = 0; i < change->diff.count; i++) {
		const struct hz_json_difference *one = &change->diff.item[i];

		hz_buf_addf(out, "  %s/%s %s: lives ", kind, name, one->path);
		add_value(out, one->have);
		hz_buf_adds(out, ", asked ");
		add_value(out, one->want);
		hz_buf_addc(out, '\n');
	}
	for (size_t i = 0; i < change->dropped.count; i++)
		hz_buf_addf(out, "  %s/%s %s: lives, no longer asked for\n", kind, name,
			    change->dropped.item[i]);
}

void hz_changeset_describe(struct hz_buf *out, const struct hz_changeset *set)
{
	for (size_t i = 0; i < set->count; i++)
		describe_change(out, &set->change[i]);
}
