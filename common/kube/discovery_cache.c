/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server serves, kept in a file.
 *
 *	{"format": 1, "server": "c0ffee…", "asked": 1763737223, "resources":
 *	 [["apps", "v1", "deployments", "Deployment", false], …]}
 */
#include "kube/discovery_cache.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/cache_file.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/str.h"
#include "text/json.h"

#define FORMAT 1
#define LARGEST_FILE (16u << 20)

/* --- which file ---------------------------------------------------------------------------- */

/* kubectl's folder, in which kubectl itself uses other names. */
static char *default_folder(void)
{
	const char *folder = getenv("KUBECACHEDIR");
	const char *home = getenv("HOME");

	if (!hz_str_empty(folder))
		return hz_strdup(folder);
	return hz_str_empty(home) ? NULL : hz_path_join(home, ".kube/cache");
}

/* "10.0.0.1_6443": the server without its scheme, with what may stand in a file name. */
static void add_host(struct hz_buf *out, const char *server)
{
	const char *scheme = strstr(server, "://");

	for (const char *c = scheme ? scheme + 3 : server; *c; c++)
		hz_buf_addc(out, strchr("/:[]%~", *c) || (unsigned char)*c <= ' ' ? '_' : *c);
}

char *hz_discovery_cache_path(const char *folder, const struct hz_kube_target *target)
{
	HZ_AUTO(hz_freep) char *below = folder ? hz_strdup(folder) : default_folder();
	HZ_AUTO(hz_buf_done) struct hz_buf name = HZ_BUF_INIT;

	if (hz_str_empty(below))
		return NULL;
	hz_buf_adds(&name, "hetzner/");
	add_host(&name, target->server);
	hz_buf_adds(&name, ".json");
	return hz_path_join(below, hz_buf_str(&name));
}

/* FNV-1a, which is enough to tell servers apart that do not mean to be mistaken. */
static void mix(uint64_t *hash, const char *text)
{
	for (const char *c = text ? text : ""; *c; c++)
		*hash = (*hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
	*hash = (*hash ^ 0xff) * UINT64_C(0x100000001b3);
}

/* What tells a server from others that were, or will be, at its address. Owned. */
static char *identity_of(const struct hz_kube_target *target)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	mix(&hash, target->server);
	mix(&hash, target->tls_server_name);
	mix(&hash, target->ca);
	return hz_strf("%016" PRIx64, hash);
}

/* --- reading ------------------------------------------------------------------------------- */

static bool read_entry(struct hz_resource_list *list, const json_t *entry)
{
	const json_t *cluster_scoped = json_array_get(entry, 4);
	const struct hz_resource resource = {
		.group = json_string_value(json_array_get(entry, 0)),
		.version = json_string_value(json_array_get(entry, 1)),
		.plural = json_string_value(json_array_get(entry, 2)),
		.kind = json_string_value(json_array_get(entry, 3)),
		.cluster_scoped = json_is_true(cluster_scoped),
	};

	if (!resource.group || hz_str_empty(resource.version) || hz_str_empty(resource.plural) ||
	    hz_str_empty(resource.kind) || !json_is_boolean(cluster_scoped))
		return false;
	hz_resource_list_add(list, &resource);
	return true;
}

static bool read_entries(struct hz_resource_list *list, const json_t *entries)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(entries, i, entry)
		if (!read_entry(list, entry))
			return false;
	return list->count > 0;
}

bool hz_discovery_cache_parse(const char *text, size_t len, const char *identity, int64_t now,
			      struct hz_resource_list *list)
{
	HZ_AUTO(hz_json_unrefp) json_t *file = NULL;
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	int64_t asked;

	if (hz_json_parse(text, len, &file, &ignored) < 0)
		return false;
	asked = hz_json_int(file, "asked");
	if (hz_json_int(file, "format") != FORMAT ||
	    !hz_str_eq(hz_json_str(file, "server"), identity) || asked > now ||
	    asked <= now - HZ_DISCOVERY_CACHE_SECONDS)
		return false;
	if (read_entries(list, hz_json_array(file, "resources")))
		return true;
	hz_resource_list_done(list);
	return false;
}

bool hz_discovery_cache_read(const struct hz_kube *kube, struct hz_resource_list *list)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = { .cap = LARGEST_FILE };
	HZ_AUTO(hz_freep) char *identity = NULL;

	if (!kube->cache_path || !hz_cache_file_read(kube->cache_path, &text))
		return false;
	identity = identity_of(kube->target);
	return hz_discovery_cache_parse(hz_buf_str(&text), text.len, identity, hz_clock_now(),
					list);
}

/* --- writing ------------------------------------------------------------------------------- */

static json_t *entry_of(const struct hz_resource *resource)
{
	return json_pack("[o, o, o, o, b]", hz_json_string(resource->group),
			 hz_json_string(resource->version), hz_json_string(resource->plural),
			 hz_json_string(resource->kind), (int)resource->cluster_scoped);
}

void hz_discovery_cache_write(const struct hz_kube *kube, const struct hz_resource_list *list)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *file = NULL;
	HZ_AUTO(hz_freep) char *identity = NULL;
	json_t *entries;

	if (!kube->cache_path || list->incomplete || list->count == 0)
		return;
	identity = identity_of(kube->target);
	entries = json_array();
	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(entries, entry_of(&list->item[i]));
	file = json_pack("{s:i, s:s, s:I, s:o}", "format", FORMAT, "server", identity, "asked",
			 (json_int_t)hz_clock_now(), "resources", entries);
	hz_json_write(&text, file, 0);
	hz_cache_file_write(kube->cache_path, hz_buf_str(&text), text.len);
}

int hz_discovery_doubt(struct hz_kube *kube, struct hz_err *err)
{
	if (!kube->from_cache || !hz_err_is(err, "NoSuchKind"))
		return -1;
	(void)unlink(kube->cache_path);
	if (!kube->wrote)
		err->reason = "StaleDiscovery";
	return -1;
}
