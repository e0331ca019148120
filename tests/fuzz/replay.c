/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main function that replays a fuzz target's corpus without a fuzzer, so that
 * every finding stays a test. Each file is one case; the program that crashes or
 * trips a sanitizer names the file it was at.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_file_read(path, &text, &err) < 0) {
		fprintf(stderr, "%s\n", err.message);
		return -1;
	}
	fprintf(stderr, "replaying %s\n", path);
	(void)LLVMFuzzerTestOneInput((const uint8_t *)hz_buf_str(&text), text.len);
	return 0;
}

static int write_tap(const char *name, int cases)
{
	const char *path = getenv("CK_TAP_LOG_FILE_NAME");
	FILE *tap = path ? fopen(path, "w") : stdout;

	if (!tap)
		return -1;
	fprintf(tap, "ok 1 - %s survives its corpus of %d\n", name, cases);
	return fclose(tap);
}

int main(int argc, char *argv[])
{
	const char *name = strstr(argv[0], "replay_");
	HZ_AUTO(hz_freep) char *folder = hz_strf("tests/fuzz/corpus/%s", name ? name + 7 : "");
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, NULL, alphasort);
	int cases = 0;

	(void)argc;
	for (int i = 0; i < count; i++) {
		HZ_AUTO(hz_freep) char *path = hz_path_join(folder, entries[i]->d_name);

		if (entries[i]->d_name[0] != '.' && replay(path) == 0)
			cases++;
		free(entries[i]);
	}
	free((void *)entries);
	if (cases == 0) {
		fprintf(stderr, "no corpus in %s\n", folder);
		return EXIT_FAILURE;
	}
	return write_tap(name + 7, cases) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
