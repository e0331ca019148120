/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The entries of metadata.managedFields, an array of them being what one object has.
 */
#ifndef HZ_SANDBOX_API_MANAGED_ENTRIES_H
#define HZ_SANDBOX_API_MANAGED_ENTRIES_H

#include "sandbox/api/managers.h"

#define HZ_OPERATION_APPLY "Apply"
#define HZ_OPERATION_UPDATE "Update"

/* The set of fields of @entry, which may be NULL. Borrowed. */
json_t *hz_entry_fields(const json_t *entry);

/* Takes @fields over. */
void hz_entry_set_fields(json_t *entry, json_t *fields);

/* The entry of the writer for this operation, or NULL. Borrowed. */
json_t *hz_entry_find(const json_t *managers, const struct hz_managed_write *write,
		      const char *operation);

/* Appends an entry without fields and time. Borrowed from @managers. */
json_t *hz_entry_add(json_t *managers, const struct hz_managed_write *write, const char *operation);

/* Takes the fields of @set from every entry but @own, which may be NULL. */
void hz_entries_take(json_t *managers, const json_t *own, const json_t *set);

/* Removes the entries without fields. */
void hz_entries_drop_empty(json_t *managers);

/* By operation, time, name, version and subresource. */
void hz_entries_sort(json_t *managers);

/* @fields without those that nobody manages: who the object is. A new reference. */
json_t *hz_fields_managed(const json_t *fields);

#endif
