/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What holds a cluster back: the first row of capi/data/blockers.yaml that matches
 * one of its objects.
 */
#include <string.h>

#include "base/str.h"
#include "capi/cluster_state.h"
#include "capi/conditions.h"
#include "capi/data_file.h"
#include "capi/template.h"
#include "text/json.h"

void hz_blocker_done(struct hz_blocker *blocker)
{
	free(blocker->object);
	free(blocker->condition);
	free(blocker->message);
	free(blocker->advice);
	*blocker = (struct hz_blocker){ .object = NULL };
}

/* The table, read once. */
static const json_t *table(void)
{
	static json_t *rows;

	if (!rows)
		rows = hz_data_file("blockers.yaml");
	return rows;
}

static bool has_word(const json_t *words, const char *word)
{
	const json_t *each;
	size_t i;

	json_array_foreach(words, i, each)
		if (hz_str_eq(json_string_value(each), word))
			return true;
	return false;
}

static bool row_matches(const json_t *row, const struct hz_condition *condition)
{
	const char *status = hz_json_str(row, "status");
	const char *text = hz_json_str(row, "text");
	const json_t *reasons = hz_json_get(row, "reasons");

	return hz_str_eq(condition->status, status ? status : "False") &&
	       (!reasons || has_word(reasons, condition->reason)) &&
	       (!text || strstr(condition->message, text));
}

/* The first condition of @object that the row is about. */
static bool find_match(const json_t *row, const json_t *object, struct hz_condition *ret)
{
	const json_t *type;
	size_t i;

	json_array_foreach(hz_json_get(row, "condition"), i, type)
		if (hz_condition_find(object, json_string_value(type), ret) &&
		    row_matches(row, ret))
			return true;
	return false;
}

/* The name of the Machine that @object belongs to, or of the object itself. */
static const char *machine_of(const json_t *object)
{
	const json_t *owner;
	size_t i;

	json_array_foreach(hz_json_array(object, "metadata.ownerReferences"), i, owner)
		if (hz_str_eq(hz_json_str(owner, "kind"), "Machine"))
			return hz_json_str(owner, "name");
	return hz_object_name(object);
}

/* What an advice about @object can name: a new reference. */
static json_t *advice_values(const json_t *object)
{
	const char *cluster = hz_object_label(object, HZ_LABEL_CLUSTER_NAME);
	const char *namespace_ = hz_object_namespace(object);
	json_t *values = json_object();

	hz_json_set_str(values, "object", hz_object_name(object));
	hz_json_set_str(values, "machine", machine_of(object));
	hz_json_set_str(values, "namespace", namespace_ ? namespace_ : "default");
	hz_json_set_str(values, "cluster", cluster ? cluster : hz_object_name(object));
	return values;
}

/* The advice of @row about @object; NULL where it has none. */
static char *advise(const json_t *row, const json_t *object)
{
	HZ_AUTO(hz_json_unrefp) json_t *values = advice_values(object);
	HZ_AUTO(hz_json_unrefp) json_t *advice = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (!hz_json_get(row, "advice"))
		return NULL;
	if (hz_template_fill(hz_json_get(row, "advice"), values, &advice, &err) < 0)
		abort(); /* the table is ours, and a test fills in all of it */
	return hz_strdup(json_string_value(advice));
}

static enum hz_err_kind failure_kind(const char *word)
{
	if (hz_str_eq(word, "unavailable"))
		return HZ_ERR_UNAVAILABLE;
	if (hz_str_eq(word, "invalid"))
		return HZ_ERR_INVALID;
	if (hz_str_eq(word, "forbidden"))
		return HZ_ERR_FORBIDDEN;
	return HZ_ERR_FAILED;
}

static struct hz_blocker describe(const json_t *row, const json_t *object,
				  const struct hz_condition *condition)
{
	struct hz_blocker blocker = {
		.object = hz_object_title(object),
		.condition = hz_strf("%s: %s", condition->type, condition->reason),
		.message = hz_strndup(condition->message, strcspn(condition->message, "\r\n")),
		.advice = advise(row, object),
		.waiting = hz_json_bool(row, "waiting"),
		.final = hz_json_bool(row, "final"),
		.kind = failure_kind(hz_json_str(row, "exit")),
	};

	return blocker;
}

/* The first object of the row's kind that matches. */
static bool match_row(const json_t *row, const struct hz_inventory *inventory,
		      struct hz_blocker *ret)
{
	struct hz_condition condition;
	enum hz_kind kind = hz_kind_by_name(hz_json_str(row, "kind"));
	const char *name;
	json_t *object;

	json_object_foreach(hz_inventory_all(inventory, kind), name, object) {
		if (!find_match(row, object, &condition))
			continue;
		*ret = describe(row, object, &condition);
		return true;
	}
	return false;
}

bool hz_cluster_blocker(const struct hz_inventory *inventory, struct hz_blocker *ret)
{
	const json_t *row;
	size_t i;

	json_array_foreach(table(), i, row)
		if (match_row(row, inventory, ret))
			return true;
	return false;
}
