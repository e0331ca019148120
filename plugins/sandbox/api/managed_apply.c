/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Server-side apply.
 */
#include "base/str.h"
#include "sandbox/api/fields.h"
#include "sandbox/api/managed_entries.h"
#include "sandbox/api/typed.h"

void hz_applied_done(struct hz_applied *applied)
{
	json_decref(applied->object);
	json_decref(applied->managers);
	*applied = (struct hz_applied){ .object = NULL };
}

static json_t *all_managed(const json_t *managers)
{
	json_t *all = json_object();
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry) {
		json_t *more = hz_fields_union(all, hz_entry_fields(entry));

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
	if (hz_str_eq(hz_json_str(entry, "operation"), HZ_OPERATION_UPDATE))
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
		both = hz_fields_intersection(hz_entry_fields(entry), set);
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
	json_t *entry = hz_entry_find(managers, write, HZ_OPERATION_APPLY);

	if (!entry)
		entry = hz_entry_add(managers, write, HZ_OPERATION_APPLY);
	hz_json_set_str(entry, "apiVersion", write->api_version);
	hz_entry_set_fields(entry, hz_typed_fields(write->shape, config));
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
	const json_t *before =
		hz_entry_fields(hz_entry_find(write->managers, write, HZ_OPERATION_APPLY));
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
	taken = hz_comparison_changed(&comparison);
	all = hz_comparison_touched(&comparison);
	conflicts = find_conflicts(managers, own, taken);
	if (!force && json_array_size(conflicts) > 0) {
		*ret_conflicts = HZ_TAKE(conflicts);
		return -1;
	}
	hz_entries_take(managers, own, all);
	hz_entry_set_fields(own, hz_fields_managed(hz_entry_fields(own)));
	if (!write->live || !json_equal(write->live, object))
		hz_json_set_str(own, "time", write->time);
	hz_entries_drop_empty(managers);
	hz_entries_sort(managers);
	*ret = (struct hz_applied){ .object = HZ_TAKE(object), .managers = HZ_TAKE(managers) };
	*ret_conflicts = NULL;
	return 0;
}
