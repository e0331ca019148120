/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which versions of Cluster API, of the Hetzner provider and of Kubernetes work together.
 */
#include "capi/versions.h"

#include "base/str.h"
#include "capi/data_file.h"
#include "text/json.h"

void hz_versions_done(struct hz_versions *versions)
{
	free(versions->capi);
	free(versions->caph);
	json_decref(versions->table);
	*versions = (struct hz_versions){ .capi = NULL };
}

/* Whether @version lies in @range, which has "from" and "below". */
static bool is_in(const struct hz_semver *version, const json_t *range)
{
	struct hz_semver from;
	struct hz_semver below;

	if (hz_semver_parse(hz_json_str(range, "from"), &from) < 0 ||
	    hz_semver_parse(hz_json_str(range, "below"), &below) < 0)
		abort();
	return hz_semver_compare(version, &from) >= 0 && hz_semver_compare(version, &below) < 0;
}

/* Whether @version is NULL or lies in the range. */
static bool may_be(const char *version, const json_t *range)
{
	struct hz_semver parsed;

	return !version || (hz_semver_parse(version, &parsed) == 0 && is_in(&parsed, range));
}

static const json_t *find_pair(const json_t *table, const char *capi, const char *caph)
{
	size_t i;
	json_t *pair;

	json_array_foreach(hz_json_array(table, "pairs"), i, pair)
		if (may_be(capi, hz_json_get(pair, "capi")) &&
		    may_be(caph, hz_json_get(pair, "caph")))
			return pair;
	return NULL;
}

/* "v1.11 to v1.13" of a range. Owned by the caller. */
static char *range_in_words(const json_t *range)
{
	struct hz_semver from;
	struct hz_semver below;

	if (hz_semver_parse(hz_json_str(range, "from"), &from) < 0 ||
	    hz_semver_parse(hz_json_str(range, "below"), &below) < 0)
		abort();
	if (from.minor == below.minor - 1)
		return hz_strf("v%d.%d", from.major, from.minor);
	return hz_strf("v%d.%d to v%d.%d", from.major, from.minor, below.major, below.minor - 1);
}

static int refuse(const json_t *table, const char *capi, const char *caph, struct hz_err *err)
{
	size_t i;
	json_t *pair;

	hz_err_set(err, HZ_ERR_INVALID, "UnsupportedVersions", "%s%s%s%s%s is not supported",
		   capi ? "Cluster API " : "", capi ? capi : "", capi && caph ? " with " : "",
		   caph ? "Hetzner provider " : "", caph ? caph : "");
	json_array_foreach(hz_json_array(table, "pairs"), i, pair) {
		HZ_AUTO(hz_freep) char *core = range_in_words(hz_json_get(pair, "capi"));
		HZ_AUTO(hz_freep) char *provider = range_in_words(hz_json_get(pair, "caph"));

		hz_err_advise(err, "Cluster API %s works with Hetzner provider %s.", core,
			      provider);
	}
	return hz_err_advise(err, "To go on all the same, add --allow-unsupported.");
}

/* The row whose contract a core outside the table has: that of its nearest neighbour. */
static const json_t *nearest_pair(const json_t *table, const struct hz_semver *core)
{
	const json_t *pairs = hz_json_array(table, "pairs");
	struct hz_semver from;
	size_t i;
	json_t *pair;

	json_array_foreach(pairs, i, pair)
		if (hz_semver_parse(hz_json_str(pair, "capi.from"), &from) == 0 &&
		    hz_semver_compare(core, &from) >= 0)
			return pair;
	return json_array_get(pairs, json_array_size(pairs) - 1);
}

static int check_syntax(const char *what, const char *version, struct hz_err *err)
{
	struct hz_semver parsed;

	if (!version || hz_semver_parse(version, &parsed) == 0)
		return 0;
	return hz_err_set(err, HZ_ERR_INVALID, "BadVersion",
			  "\"%s\" is no version of %s, such as v1.13.5", version, what);
}

/* @version with a "v" before it. Owned by the caller. */
static char *with_v(const char *version)
{
	return *version == 'v' ? hz_strdup(version) : hz_strf("v%s", version);
}

static void hand_over(struct hz_versions *to, struct hz_versions *from)
{
	*to = *from;
	*from = (struct hz_versions){ .capi = NULL };
}

int hz_versions_choose(const char *capi, const char *caph, bool allow_unsupported,
		       struct hz_versions *ret, struct hz_err *err)
{
	HZ_AUTO(hz_versions_done)
	struct hz_versions chosen = { .table = hz_data_file("versions.yaml") };

	if (check_syntax("Cluster API", capi, err) < 0 ||
	    check_syntax("the Hetzner provider", caph, err) < 0)
		return -1;
	chosen.pair = find_pair(chosen.table, capi, caph);
	if (!chosen.pair && !allow_unsupported)
		return refuse(chosen.table, capi, caph, err);
	chosen.unsupported = !chosen.pair;
	if (!chosen.pair && !capi)
		chosen.pair = find_pair(chosen.table, NULL, NULL);
	if (!chosen.pair && hz_semver_parse(capi, &chosen.core) == 0)
		chosen.pair = nearest_pair(chosen.table, &chosen.core);

	chosen.capi = with_v(capi ? capi : hz_json_str(chosen.pair, "capi.default"));
	chosen.caph = with_v(caph ? caph : hz_json_str(chosen.pair, "caph.default"));
	(void)hz_semver_parse(chosen.capi, &chosen.core);
	hand_over(ret, &chosen);
	return 0;
}

char *hz_versions_core_of(const char *contract)
{
	HZ_AUTO(hz_json_unrefp) json_t *table = hz_data_file("versions.yaml");
	size_t i;
	json_t *pair;

	json_array_foreach(hz_json_array(table, "pairs"), i, pair)
		if (hz_str_eq(hz_json_str(pair, "contract"), contract))
			return hz_strdup(hz_json_str(pair, "capi.default"));
	return NULL;
}

const char *hz_versions_contract(const struct hz_versions *versions)
{
	return hz_json_str(versions->pair, "contract");
}

const char *hz_versions_kubernetes(const struct hz_versions *versions)
{
	return hz_json_str(versions->pair, "kubernetes.default");
}

/* The number that @patches has for the minor version of @version, or @otherwise. */
static int patch_of(const json_t *patches, const struct hz_semver *version, int otherwise)
{
	HZ_AUTO(hz_freep) char *minor = hz_strf("v%d.%d", version->major, version->minor);
	const json_t *patch = json_object_get(patches, minor);

	return patch ? (int)json_integer_value(patch) : otherwise;
}

/* Whether kubectl logs and exec would be refused by the kubelets; see the table. */
static bool lacks_permission(const struct hz_versions *versions, const struct hz_semver *kubernetes)
{
	const json_t *rule = hz_json_get(versions->table, "kubeletPermission");
	const json_t *granted = hz_json_get(rule, "grantedSince");
	const json_t *needed = hz_json_get(rule, "neededAfter");

	return versions->core.patch < patch_of(granted, &versions->core, INT32_MAX) &&
	       kubernetes->patch > patch_of(needed, kubernetes, INT32_MAX);
}

char *hz_versions_refusal(const struct hz_versions *versions, const char *kubernetes)
{
	const json_t *range = hz_json_get(versions->pair, "kubernetes");
	const char *good = hz_versions_kubernetes(versions);
	HZ_AUTO(hz_freep) char *words = NULL;
	struct hz_semver version;

	if (hz_semver_parse(kubernetes, &version) < 0)
		return hz_strf("\"%s\" is not a full version such as %s", kubernetes, good);
	if (versions->unsupported)
		return NULL;
	if (!is_in(&version, range)) {
		words = range_in_words(range);
		return hz_strf(
			"Kubernetes %s does not work with Cluster API %s and Hetzner provider "
			"%s, which take %s; %s works",
			kubernetes, versions->capi, versions->caph, words, good);
	}
	if (lacks_permission(versions, &version))
		return hz_strf(
			"Kubernetes %s refuses kubectl logs and exec under Cluster API %s, which "
			"does not grant the permission that it wants; v%d.%d.%d works",
			kubernetes, versions->capi, version.major, version.minor,
			patch_of(hz_json_get(versions->table, "kubeletPermission.neededAfter"),
				 &version, 0));
	return NULL;
}
