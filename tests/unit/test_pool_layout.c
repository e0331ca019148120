/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/pool_layout.h"

#include "text/json.h"
#include "unit.h"

START_TEST(a_pool_is_divided_by_the_size_of_placement_groups)
{
	static const struct {
		int replicas;
		const char *group;
		int parts;
		int last; /* replicas of the last part */
		const char *name;
	} cases[] = {
		{ 0, "spread", 1, 0, "md-0" },     { 1, "spread", 1, 1, "md-0" },
		{ 10, "spread", 1, 10, "md-0" },   { 11, "spread", 2, 1, "md-0-2" },
		{ 20, "spread", 2, 10, "md-0-2" }, { 23, "spread", 3, 3, "md-0-3" },
		{ 0, "none", 1, 0, "md-0" },       { 23, "none", 1, 23, "md-0" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp)
		json_t *pool = json_pack("{s:s, s:i, s:s}", "name", "md-0", "replicas",
					 cases[i].replicas, "placementGroup", cases[i].group);
		HZ_AUTO(hz_freep) char *name = hz_pool_part_name(pool, cases[i].parts - 1);
		int sum = 0;

		ck_assert_int_eq(hz_pool_parts(pool), cases[i].parts);
		for (int part = 0; part < cases[i].parts; part++)
			sum += hz_pool_part_replicas(pool, part);
		ck_assert_int_eq(sum, cases[i].replicas);
		ck_assert_int_eq(hz_pool_part_replicas(pool, cases[i].parts - 1), cases[i].last);
		ck_assert_str_eq(name, cases[i].name);
	}
}
END_TEST

START_TEST(a_pool_that_grows_keeps_the_parts_that_it_has)
{
	for (int replicas = 1; replicas < 60; replicas++) {
		HZ_AUTO(hz_json_unrefp)
		json_t *pool = json_pack("{s:s, s:i, s:s}", "name", "p", "replicas", replicas,
					 "placementGroup", "spread");
		HZ_AUTO(hz_json_unrefp)
		json_t *grown = json_pack("{s:s, s:i, s:s}", "name", "p", "replicas", replicas + 1,
					  "placementGroup", "spread");

		for (int part = 0; part < hz_pool_parts(pool); part++)
			ck_assert_int_le(hz_pool_part_replicas(pool, part),
					 hz_pool_part_replicas(grown, part));
	}
}
END_TEST

HZ_SUITE("pool_layout", a_pool_is_divided_by_the_size_of_placement_groups,
	 a_pool_that_grows_keeps_the_parts_that_it_has)
