/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The error codes of the Cloud API and what each means for us. The API's HTTP statuses
 * are no guide: one code comes with several, and several codes with one.
 * https://docs.hetzner.cloud/reference/cloud#errors
 * github.com/hetznercloud/hcloud-go/v2/hcloud/error.go
 */
#ifndef HZ_HCLOUD_ERROR_CODE_H
#define HZ_HCLOUD_ERROR_CODE_H

#include "base/err.h"

/* Whether a request with this answer may be sent once more. */
enum hz_hcloud_again {
	HZ_AGAIN_NEVER,
	HZ_AGAIN_HARMLESS, /* if doing it twice is doing it once: it may have been done */
	HZ_AGAIN_ALWAYS,   /* it was not done */
};

struct hz_hcloud_code {
	const char *name;   /* "resource_unavailable"; NULL: none that we know */
	const char *reason; /* of our error */
	enum hz_err_kind kind;
	enum hz_hcloud_again again;
	const char *advice; /* one sentence, or NULL */
};

/*
 * The entry of @name, else what the HTTP status @status says (0: nothing). Static.
 */
const struct hz_hcloud_code *hz_hcloud_code_find(const char *name, int status);

#endif
