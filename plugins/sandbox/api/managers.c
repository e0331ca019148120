/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Server-side apply on the managers of an object.
 */
#include "api/managers.h"

#include <string.h>

#include "api/fields.h"
#include "api/typed.h"
#include "base/str.h"

#define APPLY "Apply"
#define UPDATE "Update"

/* So many updaters are told apart; the oldest ones become one (capManagers). */
#define MOST_UPDATERS 10

void hz_applied_done(struct hz_applied *applied)
{
	json_decref(applied->object);
	json_decref(applied->managers);
	*applied = (struct hz_applied){ .object = NULL };
}

/* --- entries ------------------------------------------------------------------------------- */

static json_t *fields_of(const json_t *entry)
{
	return json_object_get(entry, "fieldsV1");
}

/* Takes @fields over. */
static void set_fields(json_t *entry, json_t *fields)
{
	(void)json_object_set_new(entry, "fieldsV1", fields);
}

/* An applier is the same in every version of the kind, an updater is not. */
static bool is_entry_of(const json_t *entry, const struct hz_managed_write *write,
			const char *operation)
{
	const char *subresource = hz_json_str(entry, "subresource");

	return hz_str_eq(hz_json_str(entry, "manager"), write->manager) &&
	       hz_str_eq(hz_json_str(entry, "operation"), operation) &&
	       hz_str_eq(subresource ? subresource : "",
			 write->subresource ? write->subresource : "") &&
	       (hz_str_eq(operation, APPLY) ||
		hz_str_eq(hz_json_str(entry, "apiVersion"), write->api_version));
}

static json_t *find_entry(const json_t *managers, const struct hz_managed_write *write,
			  const char *operation)
{
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry)
		if (is_entry_of(entry, write, operation))
			return entry;
	return NULL;
}

/* Appends an entry without fields and time. Borrowed from @managers. */
static json_t *add_entry(json_t *managers, const struct hz_managed_write *write,
			 const char *operation)
{
	json_t *entry =
		json_pack("{s:s, s:s, s:s, s:s}", "manager", write->manager, "operation", operation,
			  "apiVersion", write->api_version, "fieldsType", "FieldsV1");

	if (write->subresource)
		hz_json_set_str(entry, "subresource", write->subresource);
	(void)json_array_append_new(managers, entry);
	return entry;
}

static void drop_empty(json_t *managers)
{
	for (size_t i = json_array_size(managers); i > 0; i--)
		if (hz_fields_empty(fields_of(json_array_get(managers, i - 1))))
			(void)json_array_remove(managers, i - 1);
}

/* The fields that nobody manages: who an object is. */
static json_t *unmanaged(void)
{
	static const char *const own[] = { "name",       "namespace",     "creationTimestamp",
					   "selfLink",   "uid",           "clusterName",
					   "generation", "managedFields", "resourceVersion" };
	json_t *set = json_object();
	json_t *metadata = json_object();

	for (size_t i = 0; i < HZ_COUNT(own); i++) {
		HZ_AUTO(hz_freep) char *element = hz_fields_name(own[i]);

		hz_fields_put(metadata, element, true, json_object());
	}
	hz_fields_put(set, "f:apiVersion", true, json_object());
	hz_fields_put(set, "f:kind", true, json_object());
	hz_fields_put(set, "f:metadata", true, metadata);
	return set;
}

static json_t *without_unmanaged(const json_t *fields)
{
	HZ_AUTO(hz_json_unrefp) json_t *set = unmanaged();

	return hz_fields_difference(fields, set);
}

/* --- order --------------------------------------------------------------------------------- */

static int compare_texts(const json_t *a, const json_t *b, const char *key)
{
	const char *left = hz_json_str(a, key);
	const char *right = hz_json_str(b, key);

	return strcmp(left ? left : "", right ? right : "");
}

/* By operation, time, name, version and subresource. */
static int compare_entries(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "operation", "time", "manager", "apiVersion",
					    "subresource" };
	int r = 0;

	for (size_t i = 0; r == 0 && i < HZ_COUNT(keys); i++)
		r = compare_texts(a, b, keys[i]);
	return r;
}

static void sort(json_t *managers)
{
	for (size_t i = 1; i < json_array_size(managers); i++) {
		json_t *entry = json_incref(json_array_get(managers, i));
		size_t to = i;

		while (to > 0 && compare_entries(json_array_get(managers, to - 1), entry) > 0)
			to--;
		(void)json_array_remove(managers, i);
		(void)json_array_insert_new(managers, to, entry);
	}
}

/* --- what a change does to the others ------------------------------------------------------ */

/* Takes the fields of @set from every entry but @own. */
static void take_from_others(json_t *managers, const json_t *own, const json_t *set)
{
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry)
		if (entry != own)
			set_fields(entry, hz_fields_difference(fields_of(entry), set));
}

static json_t *changed(const struct hz_comparison *comparison)
{
	return hz_fields_union(comparison->modified, comparison->added);
}

static json_t *touched(const struct hz_comparison *comparison)
{
	HZ_AUTO(hz_json_unrefp) json_t *set = changed(comparison);

	return hz_fields_union(set, comparison->removed);
}

/* --- update -------------------------------------------------------------------------------- */

/* Two of the oldest updaters become one, "ancient-changes", while there are too many. */
static size_t count_updaters(const json_t *managers)
{
	size_t count = 0;
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry)
		count += hz_str_eq(hz_json_str(entry, "operation"), UPDATE);
	return count;
}

/* The first updater from place @from on, in the order of time; @managers is sorted. */
static size_t find_updater(const json_t *managers, size_t from)
{
	while (from < json_array_size(managers) &&
	       !hz_str_eq(hz_json_str(json_array_get(managers, from), "operation"), UPDATE))
		from++;
	return from;
}

static void merge_oldest(json_t *managers)
{
	size_t first = find_updater(managers, 0);
	size_t second = find_updater(managers, first + 1);
	json_t *kept = json_array_get(managers, first);
	json_t *gone = json_array_get(managers, second);

	set_fields(kept, hz_fields_union(fields_of(kept), fields_of(gone)));
	hz_json_set_str(kept, "manager", "ancient-changes");
	hz_json_set_str(kept, "time", hz_json_str(gone, "time"));
	(void)json_array_remove(managers, second);
}

/* The manager's entry has what it changed besides what it had. */
static void give(json_t *managers, const struct hz_managed_write *write, json_t *fields)
{
	json_t *entry = find_entry(managers, write, UPDATE);

	if (hz_fields_empty(fields))
		return;
	if (!entry)
		entry = add_entry(managers, write, UPDATE);
	set_fields(entry, hz_fields_union(fields, fields_of(entry)));
	hz_json_set_str(entry, "time", write->time);
}

json_t *hz_managers_update(const struct hz_managed_write *write, const json_t *object)
{
	json_t *managers = write->managers ? json_deep_copy(write->managers) : json_array();
	HZ_AUTO(hz_comparison_done) struct hz_comparison comparison = { .added = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *all = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *taken = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *fields = NULL;

	/* an object that was never managed stays so */
	if (write->live && json_array_size(managers) == 0)
		return managers;
	hz_typed_compare(write->shape, write->live, object, &comparison);
	all = touched(&comparison);
	taken = changed(&comparison);
	fields = without_unmanaged(taken);
	take_from_others(managers, NULL, all);
	give(managers, write, fields);
	drop_empty(managers);
	sort(managers);
	while (count_updaters(managers) > MOST_UPDATERS)
		merge_oldest(managers);
	return managers;
}

/* --- apply --------------------------------------------------------------------------------- */

static json_t *all_managed(const json_t *managers)
{
	json_t *all = json_object();
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry) {
		json_t *more = hz_fields_union(all, fields_of(entry));

		json_decref(all);
		all = more;
	}
	return all;
}

/* The fields of @value with the structs on the way. */
static json_t *fields_with_structs(struct hz_shape shape, const json_t *value)
{
	HZ_AUTO(hz_json_unrefp) json_t *fields = hz_typed_fields(shape, value);

	return hz_typed_with_structs(shape, fields);
}

/* @merged without what @last had and nobody manages any more: a new tree. */
static json_t *remove_unowned(struct hz_shape shape, const json_t *merged, const json_t *last,
			      const json_t *managers)
{
	HZ_AUTO(hz_json_unrefp) json_t *all = all_managed(managers);
	HZ_AUTO(hz_json_unrefp) json_t *owned = hz_typed_with_structs(shape, all);
	HZ_AUTO(hz_json_unrefp) json_t *pruned = hz_typed_remove(shape, merged, last);
	HZ_AUTO(hz_json_unrefp) json_t *stay = fields_with_structs(shape, pruned);
	HZ_AUTO(hz_json_unrefp) json_t *keep = hz_fields_union(stay, owned);
	HZ_AUTO(hz_json_unrefp) json_t *have = fields_with_structs(shape, merged);
	HZ_AUTO(hz_json_unrefp) json_t *go = hz_fields_difference(have, keep);

	return hz_typed_remove(shape, merged, go);
}

/*
 * @merged without what this manager applied last time, does not apply now, and nobody
 * else manages: a new tree. @managers has the new fields already.
 */
static json_t *prune(struct hz_shape shape, const json_t *merged, const json_t *last_set,
		     const json_t *managers)
{
	HZ_AUTO(hz_json_unrefp) json_t *last = hz_typed_with_structs(shape, last_set);
	HZ_AUTO(hz_json_unrefp) json_t *pruned = remove_unowned(shape, merged, last, managers);
	HZ_AUTO(hz_json_unrefp) json_t *have = fields_with_structs(shape, merged);
	HZ_AUTO(hz_json_unrefp) json_t *stay = fields_with_structs(shape, pruned);
	HZ_AUTO(hz_json_unrefp) json_t *gone = hz_fields_difference(have, stay);
	HZ_AUTO(hz_json_unrefp) json_t *ours = hz_fields_intersection(gone, last);

	return hz_typed_remove(shape, merged, ours);
}

/* `conflict with "name" using v1 at TIME`, the words of the API server. Owned by the caller. */
static char *conflict_with(const json_t *entry)
{
	struct hz_buf out = HZ_BUF_INIT;
	const char *subresource = hz_json_str(entry, "subresource");
	const char *time = hz_json_str(entry, "time");

	hz_buf_addf(&out, "conflict with \"%s\"", hz_json_str(entry, "manager"));
	if (subresource)
		hz_buf_addf(&out, " with subresource \"%s\"", subresource);
	if (hz_str_eq(hz_json_str(entry, "operation"), UPDATE))
		hz_buf_addf(&out, " using %s%s%s", hz_json_str(entry, "apiVersion"),
			    time ? " at " : "", time ? time : "");
	return hz_buf_take(&out);
}

/* The fields of @set that others manage, as {"message", "field"}. A new reference. */
static json_t *find_conflicts(const json_t *managers, const json_t *own, const json_t *set)
{
	json_t *conflicts = json_array();
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry) {
		HZ_AUTO(hz_json_unrefp) json_t *both = NULL;
		HZ_AUTO(hz_strv_done) struct hz_strv paths = HZ_STRV_INIT;
		HZ_AUTO(hz_freep) char *message = NULL;

		if (entry == own)
			continue;
		both = hz_fields_intersection(fields_of(entry), set);
		hz_fields_list(both, &paths);
		message = conflict_with(entry);
		for (size_t path = 0; path < paths.count; path++)
			(void)json_array_append_new(conflicts,
						    json_pack("{s:s, s:s}", "message", message,
							      "field", paths.item[path]));
	}
	return conflicts;
}

/* The entry of the applier in @managers, with the fields of @config. Borrowed. */
static json_t *claim(json_t *managers, const struct hz_managed_write *write, const json_t *config)
{
	json_t *entry = find_entry(managers, write, APPLY);

	if (!entry)
		entry = add_entry(managers, write, APPLY);
	hz_json_set_str(entry, "apiVersion", write->api_version);
	set_fields(entry, hz_typed_fields(write->shape, config));
	return entry;
}

/* The managers of an object that nobody applied before: somebody without a name had it all. */
static json_t *first_managers(const struct hz_managed_write *write)
{
	struct hz_managed_write before = *write;

	if (json_array_size(write->managers) > 0 || !write->live)
		return write->managers ? json_deep_copy(write->managers) : json_array();
	before.live = NULL;
	before.managers = NULL;
	before.manager = "before-first-apply";
	return hz_managers_update(&before, write->live);
}

int hz_managers_apply(const struct hz_managed_write *write, const json_t *config, bool force,
		      struct hz_applied *ret, json_t **ret_conflicts)
{
	HZ_AUTO(hz_json_unrefp) json_t *managers = first_managers(write);
	const json_t *before = fields_of(find_entry(write->managers, write, APPLY));
	json_t *own = claim(managers, write, config);
	HZ_AUTO(hz_json_unrefp) json_t *merged = hz_typed_merge(write->shape, write->live, config);
	HZ_AUTO(hz_json_unrefp)
	json_t *object = hz_fields_empty(before) ? json_incref(merged)
						 : prune(write->shape, merged, before, managers);
	HZ_AUTO(hz_comparison_done) struct hz_comparison comparison = { .added = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *taken = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *all = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *conflicts = NULL;

	hz_typed_compare(write->shape, write->live, object, &comparison);
	taken = changed(&comparison);
	all = touched(&comparison);
	conflicts = find_conflicts(managers, own, taken);
	if (!force && json_array_size(conflicts) > 0) {
		*ret_conflicts = HZ_TAKE(conflicts);
		return -1;
	}
	take_from_others(managers, own, all);
	set_fields(own, without_unmanaged(fields_of(own)));
	if (!write->live || !json_equal(write->live, object))
		hz_json_set_str(own, "time", write->time);
	drop_empty(managers);
	sort(managers);
	*ret = (struct hz_applied){ .object = HZ_TAKE(object), .managers = HZ_TAKE(managers) };
	*ret_conflicts = NULL;
	return 0;
}
