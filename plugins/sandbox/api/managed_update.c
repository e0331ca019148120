/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The managers of an object after it was written as a whole.
 */
#include "base/str.h"
#include "sandbox/api/fields.h"
#include "sandbox/api/managed_entries.h"
#include "sandbox/api/typed.h"

/* So many updaters are told apart; of more the oldest ones become one. */
#define MOST_UPDATERS 10

static size_t count_updaters(const json_t *managers)
{
	size_t count = 0;
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry)
		count += hz_str_eq(hz_json_str(entry, "operation"), HZ_OPERATION_UPDATE);
	return count;
}

/* The first updater from place @from on, in the order of time; @managers is sorted. */
static size_t find_updater(const json_t *managers, size_t from)
{
	while (from < json_array_size(managers) &&
	       !hz_str_eq(hz_json_str(json_array_get(managers, from), "operation"),
			  HZ_OPERATION_UPDATE))
		from++;
	return from;
}

/* The two oldest updaters become one. */
static void merge_oldest(json_t *managers)
{
	size_t first = find_updater(managers, 0);
	size_t second = find_updater(managers, first + 1);
	json_t *kept = json_array_get(managers, first);
	json_t *gone = json_array_get(managers, second);

	hz_entry_set_fields(kept, hz_fields_union(hz_entry_fields(kept), hz_entry_fields(gone)));
	hz_json_set_str(kept, "manager", "ancient-changes");
	hz_json_set_str(kept, "time", hz_json_str(gone, "time"));
	(void)json_array_remove(managers, second);
}

/* The manager's entry has what it changed besides what it had. */
static void give(json_t *managers, const struct hz_managed_write *write, json_t *fields)
{
	json_t *entry = hz_entry_find(managers, write, HZ_OPERATION_UPDATE);

	if (hz_fields_empty(fields))
		return;
	if (!entry)
		entry = hz_entry_add(managers, write, HZ_OPERATION_UPDATE);
	hz_entry_set_fields(entry, hz_fields_union(fields, hz_entry_fields(entry)));
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
	all = hz_comparison_touched(&comparison);
	taken = hz_comparison_changed(&comparison);
	fields = hz_fields_managed(taken);
	hz_entries_take(managers, NULL, all);
	give(managers, write, fields);
	hz_entries_drop_empty(managers);
	hz_entries_sort(managers);
	while (count_updaters(managers) > MOST_UPDATERS)
		merge_oldest(managers);
	return managers;
}
