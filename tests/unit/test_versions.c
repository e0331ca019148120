/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/versions.h"

#include <string.h>

#include "unit.h"

START_TEST(chooses_what_is_not_said)
{
	static const struct {
		const char *capi;
		const char *caph;
		const char *got_capi;
		const char *got_caph;
		const char *contract;
		const char *kubernetes;
	} cases[] = {
		{ NULL, NULL, "v1.13.5", "v1.1.8", "v1beta2", "v1.35.4" },
		{ "v1.13.5", NULL, "v1.13.5", "v1.1.8", "v1beta2", "v1.35.4" },
		{ "1.12.3", NULL, "v1.12.3", "v1.1.8", "v1beta2", "v1.35.4" },
		{ "v1.11.0", "v1.1.0", "v1.11.0", "v1.1.0", "v1beta2", "v1.35.4" },
		{ "v1.10.7", NULL, "v1.10.7", "v1.0.7", "v1beta1", "v1.34.7" },
		{ NULL, "v1.0.9", "v1.10.7", "v1.0.9", "v1beta1", "v1.34.7" },
		{ "v1.10.10", "v1.1.8", "v1.10.10", "v1.1.8", "v1beta1", "v1.34.7" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_versions_done) struct hz_versions got = { .capi = NULL };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_ok(hz_versions_choose(cases[i].capi, cases[i].caph, false, &got, &err), &err);
		ck_assert_str_eq(got.capi, cases[i].got_capi);
		ck_assert_str_eq(got.caph, cases[i].got_caph);
		ck_assert_str_eq(hz_versions_contract(&got), cases[i].contract);
		ck_assert_str_eq(hz_versions_kubernetes(&got), cases[i].kubernetes);
		ck_assert(!got.unsupported);
	}
}
END_TEST

START_TEST(refuses_pairs_outside_the_table)
{
	static const struct {
		const char *capi;
		const char *caph;
		const char *message;
	} cases[] = {
		{ "v1.14.0", NULL, "Cluster API v1.14.0 is not supported" },
		{ "v1.9.3", NULL, "Cluster API v1.9.3 is not supported" },
		{ NULL, "v1.2.0", "Hetzner provider v1.2.0 is not supported" },
		{ "v1.13.5", "v1.0.7",
		  "Cluster API v1.13.5 with Hetzner provider v1.0.7 is not supported" },
		{ "latest", NULL, "\"latest\" is no version of Cluster API, such as v1.13.5" },
		{ "v1.13", NULL, "\"v1.13\" is no version of Cluster API" },
		{ NULL, "x", "\"x\" is no version of the Hetzner provider" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_versions_done) struct hz_versions got = { .capi = NULL };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_fails(hz_versions_choose(cases[i].capi, cases[i].caph, false, &got, &err),
			    &err, cases[i].message);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_ptr_null(got.capi);
	}
}
END_TEST

START_TEST(says_which_pairs_work)
{
	HZ_AUTO(hz_versions_done) struct hz_versions got = { .capi = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_int_lt(hz_versions_choose("v1.13.5", "v1.0.7", false, &got, &err), 0);
	ck_assert_str_eq(err.advice,
			 "Cluster API v1.11 to v1.13 works with Hetzner provider v1.1.\n"
			 "Cluster API v1.10 works with Hetzner provider v1.0.\n"
			 "Cluster API v1.10 works with Hetzner provider v1.1.\n"
			 "To go on all the same, add --allow-unsupported.");
}
END_TEST

START_TEST(an_unsupported_pair_can_be_wanted)
{
	static const struct {
		const char *capi;
		const char *caph;
		const char *contract;
	} cases[] = {
		{ "v1.14.0", NULL, "v1beta2" },     { "v2.0.0", "v1.2.0", "v1beta2" },
		{ "v1.9.3", NULL, "v1beta1" },      { NULL, "v1.2.0", "v1beta2" },
		{ "v1.10.7", "v2.0.0", "v1beta1" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_versions_done) struct hz_versions got = { .capi = NULL };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_ok(hz_versions_choose(cases[i].capi, cases[i].caph, true, &got, &err), &err);
		ck_assert(got.unsupported);
		ck_assert_str_eq(hz_versions_contract(&got), cases[i].contract);
		ck_assert_ptr_null(hz_versions_refusal(&got, "v1.20.0"));
	}
}
END_TEST

START_TEST(refuses_versions_of_kubernetes_that_do_not_work)
{
	static const struct {
		const char *capi;
		const char *kubernetes;
		const char *refusal; /* NULL: none */
	} cases[] = {
		{ "v1.13.5", "v1.35.4", NULL },
		{ "v1.13.5", "v1.32.0", NULL },
		{ "v1.13.5", "v1.36.9", NULL },
		{ "v1.13.5", "v1.31.9",
		  "Kubernetes v1.31.9 does not work with Cluster API v1.13.5 and Hetzner provider "
		  "v1.1.8, which take v1.32 to v1.36; v1.35.4 works" },
		{ "v1.13.5", "v1.37.0",
		  "Kubernetes v1.37.0 does not work with Cluster API v1.13.5 and Hetzner provider "
		  "v1.1.8, which take v1.32 to v1.36; v1.35.4 works" },
		{ "v1.13.5", "1.35", "\"1.35\" is not a full version such as v1.35.4" },
		{ "v1.10.7", "v1.31.0", NULL },
		{ "v1.10.7", "v1.34.7", NULL },
		{ "v1.10.7", "v1.34.8",
		  "Kubernetes v1.34.8 refuses kubectl logs and exec under Cluster API v1.10.7, "
		  "which "
		  "does not grant the permission that it wants; v1.34.7 works" },
		{ "v1.10.7", "v1.33.12",
		  "Kubernetes v1.33.12 refuses kubectl logs and exec under Cluster API v1.10.7, "
		  "which "
		  "does not grant the permission that it wants; v1.33.11 works" },
		{ "v1.10.7", "v1.35.4",
		  "Kubernetes v1.35.4 does not work with Cluster API v1.10.7 and Hetzner provider "
		  "v1.0.7, which take v1.31 to v1.34; v1.34.7 works" },
		{ "v1.13.1", "v1.35.5",
		  "Kubernetes v1.35.5 refuses kubectl logs and exec under Cluster API v1.13.1, "
		  "which "
		  "does not grant the permission that it wants; v1.35.4 works" },
		{ "v1.13.2", "v1.35.5", NULL },
		{ "v1.12.7", "v1.32.99", NULL },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_versions_done) struct hz_versions versions = { .capi = NULL };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *got = NULL;

		hz_ck_ok(hz_versions_choose(cases[i].capi, NULL, false, &versions, &err), &err);
		got = hz_versions_refusal(&versions, cases[i].kubernetes);
		if (cases[i].refusal)
			ck_assert_pstr_eq(got, cases[i].refusal);
		else
			ck_assert_msg(!got, "%s", got);
	}
}
END_TEST

HZ_SUITE("versions", chooses_what_is_not_said, refuses_pairs_outside_the_table,
	 says_which_pairs_work, an_unsupported_pair_can_be_wanted,
	 refuses_versions_of_kubernetes_that_do_not_work)
