/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The release files of the providers that we install, where they are at hand.
 */
#include <ftw.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

#define PROVIDERS "../shared/providers"

static int files;

/* What is written of an object must be the object again. */
static void check_round_trip(const char *path, json_t *json)
{
	struct hz_yaml_options options = { .name = path, .strict = true };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *back = NULL;

	hz_yaml_write(&text, json);
	hz_ck_ok(hz_yaml_parse(text.data, text.len, &options, &back, &err), &err);
	ck_assert_msg(json_equal(json, back), "%s: %s", path, text.data);
}

static int check_file(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	struct hz_yaml_options options = { .name = path, .strict = true, .all = true };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;

	(void)st;
	(void)walk;
	hz_buf_init(&text, HZ_BUF_CAP_CONFIG);
	if (type != FTW_F || !hz_str_ends(path, ".yaml"))
		return 0;
	hz_ck_ok(hz_file_read(path, &text, &err), &err);
	hz_ck_ok(hz_yaml_parse(text.data, text.len, &options, &json, &err), &err);
	ck_assert_msg(json_array_size(json) > 0, "%s is empty", path);
	for (size_t i = 0; i < json_array_size(json); i++)
		check_round_trip(path, json_array_get(json, i));
	files++;
	return 0;
}

START_TEST(every_manifest_of_a_provider_is_read_and_written_back)
{
	if (access(PROVIDERS, R_OK) < 0)
		hz_ck_skip("there is no " PROVIDERS);
	ck_assert_int_eq(nftw(PROVIDERS, check_file, 8, FTW_PHYS), 0);
	ck_assert_int_gt(files, 20);
}
END_TEST

HZ_SUITE("yaml_manifests", every_manifest_of_a_provider_is_read_and_written_back)
