/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "kube/object.h"
#include "sandbox/api/store.h"
#include "unit.h"

struct fixture {
	struct hz_store *store;
	struct hz_collection *pods;
};

static void fixture_done(struct fixture *f)
{
	hz_store_free(f->store);
}

#define FIXTURE(f)                                                  \
	HZ_AUTO(fixture_done) struct fixture f = { .store = NULL }; \
	(f).store = hz_store_new(4);                                \
	(f).pods = hz_store_collection((f).store, "pods")

static void put(struct fixture *f, const char *namespace_, const char *name, int value)
{
	json_t *object = json_pack("{s:{s:s, s:s}, s:i}", "metadata", "namespace", namespace_,
				   "name", name, "value", value);

	ck_assert_ptr_nonnull(hz_store_put(f->store, f->pods, object));
}

/* "a/x=1@2 b/y=2@3" */
static char *show(json_t *list)
{
	struct hz_buf out = HZ_BUF_INIT;
	json_t *object;
	size_t i;

	json_array_foreach(list, i, object)
		hz_buf_addf(&out, "%s%s/%s=%d@%s", i > 0 ? " " : "", hz_object_namespace(object),
			    hz_object_name(object), (int)hz_json_int(object, "value"),
			    hz_object_version(object));
	json_decref(list);
	return hz_buf_take(&out);
}

static void ck_list(const struct fixture *f, const char *namespace_, const char *want)
{
	HZ_AUTO(hz_freep) char *got = show(hz_collection_list(f->pods, namespace_));

	ck_assert_str_eq(got, want);
}

static void ck_list_at(const struct fixture *f, int64_t revision, const char *want)
{
	HZ_AUTO(hz_freep) char *got = NULL;
	json_t *list = NULL;

	ck_assert_int_eq(hz_store_list_at(f->store, f->pods, NULL, revision, &list), 0);
	got = show(list);
	ck_assert_str_eq(got, want);
}

START_TEST(lists_are_by_namespace_and_name)
{
	FIXTURE(f);

	put(&f, "b", "x", 1);
	put(&f, "a", "y", 2);
	put(&f, "a", "x", 3);
	put(&f, "b", "x", 4);
	ck_list(&f, NULL, "a/x=3@4 a/y=2@3 b/x=4@5");
	ck_list(&f, "a", "a/x=3@4 a/y=2@3");
	ck_list(&f, "c", "");
	ck_assert_int_eq(hz_json_int(hz_collection_get(f.pods, "b", "x"), "value"), 4);
	ck_assert_ptr_null(hz_collection_get(f.pods, "b", "y"));
}
END_TEST

START_TEST(the_past_is_listed_as_far_as_it_is_known)
{
	FIXTURE(f);
	json_t *list = NULL;

	put(&f, "a", "x", 1);
	put(&f, "a", "y", 2);
	put(&f, "a", "x", 3);
	hz_store_remove(f.store, f.pods, "a", "y");
	put(&f, "a", "z", 4);
	ck_list(&f, NULL, "a/x=3@4 a/z=4@6");
	ck_list_at(&f, 6, "a/x=3@4 a/z=4@6");
	ck_list_at(&f, 5, "a/x=3@4");
	ck_list_at(&f, 4, "a/x=3@4 a/y=2@3");
	ck_list_at(&f, 3, "a/x=1@2 a/y=2@3");
	ck_list_at(&f, 2, "a/x=1@2");
	ck_assert_int_lt(hz_store_list_at(f.store, f.pods, NULL, 1, &list), 0);
	ck_assert_int_lt(hz_store_list_at(f.store, f.pods, NULL, 7, &list), 0);
	ck_assert_ptr_null(list);
}
END_TEST

START_TEST(writes_are_followed_one_by_one)
{
	FIXTURE(f);
	struct hz_collection *nodes = hz_store_collection(f.store, "nodes");
	const struct hz_store_event *event;

	put(&f, "a", "x", 1);
	ck_assert_ptr_nonnull(
		hz_store_put(f.store, nodes, json_pack("{s:{s:s}}", "metadata", "name", "n")));
	put(&f, "a", "x", 2);
	hz_store_remove(f.store, f.pods, "a", "x");
	event = hz_store_next(f.store, f.pods, 1);
	ck_assert_int_eq(event->type, HZ_STORE_ADDED);
	ck_assert_int_eq(event->revision, 2);
	event = hz_store_next(f.store, f.pods, event->revision);
	ck_assert_int_eq(event->type, HZ_STORE_MODIFIED);
	ck_assert_int_eq(event->revision, 4);
	ck_assert_int_eq(hz_json_int(event->before, "value"), 1);
	event = hz_store_next(f.store, f.pods, event->revision);
	ck_assert_int_eq(event->type, HZ_STORE_DELETED);
	ck_assert_str_eq(hz_object_version(event->object), "5");
	ck_assert_int_eq(hz_json_int(event->object, "value"), 2);
	ck_assert_ptr_null(hz_store_next(f.store, f.pods, event->revision));
	ck_assert_int_eq(hz_store_next(f.store, nodes, 1)->revision, 3);
}
END_TEST

START_TEST(what_is_no_longer_known_is_told)
{
	FIXTURE(f);

	for (int i = 0; i < 5; i++)
		put(&f, "a", "x", i);
	ck_assert_int_eq(hz_store_revision(f.store), 6);
	ck_assert(!hz_store_reaches(f.store, 1));
	ck_assert(hz_store_reaches(f.store, 2));
	ck_assert(hz_store_reaches(f.store, 6));
	ck_assert(!hz_store_reaches(f.store, 7));
}
END_TEST

HZ_SUITE("sandbox_store", lists_are_by_namespace_and_name, the_past_is_listed_as_far_as_it_is_known,
	 writes_are_followed_one_by_one, what_is_no_longer_known_is_told)
