/* SPDX-License-Identifier: Apache-2.0 */
#include "base/embedded.h"

#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "unit.h"

/* The file that "capi/node/setup.sh" was made of: common/capi/data/node/setup.sh. */
static char *source_of(const char *name)
{
	const char *slash = strchr(name, '/');

	return hz_strf("common/%.*s/data%s", (int)(slash - name), name, slash);
}

START_TEST(an_embedded_file_has_the_bytes_of_its_source)
{
	size_t count = 0;

	for (const struct hz_embedded *file = hz_embedded_files; file->name; file++, count++) {
		HZ_AUTO(hz_freep) char *path = source_of(file->name);
		HZ_AUTO(hz_buf_done) struct hz_buf source = HZ_BUF_INIT;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_ok(hz_file_read(path, &source, &err), &err);
		ck_assert_str_eq(file->text, hz_buf_str(&source));
		ck_assert_ptr_eq(hz_embedded_text(file->name), file->text);
	}
	ck_assert_uint_gt(count, 0);
}
END_TEST

HZ_SUITE("embedded", an_embedded_file_has_the_bytes_of_its_source)
