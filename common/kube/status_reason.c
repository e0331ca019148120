/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reasons of a Status.
 */
#include "kube/status_reason.h"

#include "base/str.h"
#include "text/json.h"

/* The first of a code is its reason where the server gave none. */
static const struct hz_status_reason reasons[] = {
	{ "BadRequest", 400, HZ_ERR_INVALID },
	{ "Unauthorized", 401, HZ_ERR_FORBIDDEN },
	{ "Forbidden", 403, HZ_ERR_FORBIDDEN },
	{ "NotFound", 404, HZ_ERR_NOT_FOUND },
	{ "MethodNotAllowed", 405, HZ_ERR_FAILED },
	{ "NotAcceptable", 406, HZ_ERR_FAILED },
	{ "Conflict", 409, HZ_ERR_CONFLICT },
	{ "AlreadyExists", 409, HZ_ERR_CONFLICT },
	{ "Expired", 410, HZ_ERR_FAILED },
	{ "Gone", 410, HZ_ERR_FAILED },
	{ "RequestEntityTooLarge", 413, HZ_ERR_FAILED },
	{ "UnsupportedMediaType", 415, HZ_ERR_FAILED },
	{ "Invalid", 422, HZ_ERR_INVALID },
	{ "TooManyRequests", 429, HZ_ERR_FAILED },
	{ "InternalError", 500, HZ_ERR_FAILED },
	{ "StorageReadError", 500, HZ_ERR_FAILED },
	{ "ServiceUnavailable", 503, HZ_ERR_FAILED },
	{ "Timeout", 504, HZ_ERR_FAILED },
	{ "ServerTimeout", 504, HZ_ERR_FAILED },
};

static const struct hz_status_reason no_such_kind = { "NoSuchKind", 404, HZ_ERR_NOT_FOUND };
static const struct hz_status_reason unknown = { "Unknown", 0, HZ_ERR_FAILED };

const struct hz_status_reason *hz_status_reason_of_code(int code)
{
	for (size_t i = 0; i < HZ_COUNT(reasons); i++)
		if (reasons[i].code == code)
			return &reasons[i];
	return code >= 500 ? hz_status_reason_of_code(500) : &unknown;
}

static const struct hz_status_reason *reason_of_name(const char *name, int code)
{
	for (size_t i = 0; i < HZ_COUNT(reasons); i++)
		if (hz_str_eq(reasons[i].name, name))
			return &reasons[i];
	return hz_status_reason_of_code(code);
}

/*
 * An apply with a field that a built-in kind does not have: the server finds it before
 * it validates, and calls it a fault of its own.
 */
static bool is_unknown_field(const json_t *status)
{
	const char *message = hz_json_str(status, "message");

	return message && hz_str_starts(message, "failed to create typed patch object") &&
	       hz_str_empty(hz_json_str(status, "reason"));
}

const struct hz_status_reason *hz_status_reason_of(const json_t *status, int code)
{
	const struct hz_status_reason *reason = reason_of_name(hz_json_str(status, "reason"), code);

	if (is_unknown_field(status))
		return hz_status_reason_of_code(400);
	if (reason->code == 404 && hz_str_empty(hz_json_str(status, "details.name")))
		return &no_such_kind;
	return reason;
}

const struct hz_status_reason *hz_status_no_such_kind(void)
{
	return &no_such_kind;
}
