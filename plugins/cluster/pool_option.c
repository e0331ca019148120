/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --pool name=gpu,type=ccx33,replicas=2,…: a pool of workers as one argument.
 *
 * Labels and taints are words of their own, "label=a=b,label=c=d": a comma inside one
 * would end it.
 */
#include "pool_option.h"

#include <limits.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/strv.h"
#include "text/json.h"
#include "text/json_path.h"

/* One word of the argument, and the pool that it is about. */
struct pool_word {
	struct hz_cluster_draft *draft;
	const char *pool; /* its path */
	const char *key;
	const char *value;
	const char *flag; /* "--pool gpu: type", for messages */
};

static const char *const keys[] = {
	"arch",     "image", "label",  "labels", "location", "name", "placement-group",
	"replicas", "taint", "taints", "type",   NULL
};

static int refuse(const char *text, struct hz_err *err, const char *why)
{
	HZ_AUTO(hz_freep) char *shown = hz_mistakes_quote(text);

	hz_err_set(err, HZ_ERR_USAGE, "InvalidValue", "invalid value %s for --pool: %s", shown,
		   why);
	(void)hz_err_advise(err, "For example: --pool "
				 "name=arm,type=cax21,replicas=3,location=fsn1,label=disk=ssd,"
				 "taint=dedicated=gpu:NoSchedule");
	return -1;
}

static void set(const struct pool_word *word, const char *field, json_t *value)
{
	HZ_AUTO(hz_freep) char *path = hz_strf("%s.%s", word->pool, field);

	hz_cluster_draft_set(word->draft, path, value, word->flag);
}

static int set_replicas(const struct pool_word *word, struct hz_err *err)
{
	int replicas;

	if (hz_parse_int_in(word->value, INT_MIN, INT_MAX, &replicas) < 0)
		return refuse(word->value, err, "replicas must be a whole number");
	set(word, "replicas", json_integer(replicas));
	return 0;
}

/* "key=value" */
static int add_label(const struct pool_word *word, struct hz_err *err)
{
	const char *equals = strchr(word->value, '=');
	HZ_AUTO(hz_freep)
	char *key = equals ? hz_strndup(word->value, (size_t)(equals - word->value)) : NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf field = HZ_BUF_INIT;

	if (!key)
		return refuse(word->value, err, "a label is KEY=VALUE");
	hz_buf_adds(&field, "labels");
	hz_json_path_add(&field, key);
	set(word, hz_buf_str(&field), hz_json_string(equals + 1));
	return 0;
}

/* "key=value:Effect" or "key:Effect", as kubectl taint has it. */
static int add_taint(const struct pool_word *word, struct hz_err *err)
{
	const char *colon = strrchr(word->value, ':');
	HZ_AUTO(hz_freep)
	char *key = colon ? hz_strndup(word->value, (size_t)(colon - word->value)) : NULL;
	char *equals = key ? strchr(key, '=') : NULL;
	HZ_AUTO(hz_freep) char *list = hz_strf("%s.taints", word->pool);
	HZ_AUTO(hz_freep) char *field = NULL;
	json_t *taint;

	if (!key)
		return refuse(word->value, err, "a taint is KEY=VALUE:EFFECT or KEY:EFFECT");
	if (!hz_json_array(word->draft->tree, list))
		hz_json_set(word->draft->tree, list, json_array());
	field = hz_strf("taints.%zu", json_array_size(hz_json_array(word->draft->tree, list)));
	if (equals)
		*equals = '\0';
	taint = json_pack("{s:o, s:o}", "key", hz_json_string(key), "effect",
			  hz_json_string(colon + 1));
	if (equals)
		(void)json_object_set_new(taint, "value", hz_json_string(equals + 1));
	set(word, field, taint);
	return 0;
}

static int apply_word(const struct pool_word *word, struct hz_err *err)
{
	if (hz_str_eq(word->key, "replicas"))
		return set_replicas(word, err);
	if (hz_str_starts(word->key, "label"))
		return add_label(word, err);
	if (hz_str_starts(word->key, "taint"))
		return add_taint(word, err);
	if (!hz_str_eq(word->key, "name"))
		set(word,
		    hz_str_eq(word->key, "arch")              ? "architecture"
		    : hz_str_eq(word->key, "placement-group") ? "placementGroup"
							      : word->key,
		    hz_json_string(word->value));
	return 0;
}

/* Cuts "key=value" in two, in place; @word stands whole in @text. */
static int split_word(const char *text, char *word, const char **ret_key, const char **ret_value,
		      struct hz_err *err)
{
	char *equals = strchr(word, '=');
	HZ_AUTO(hz_freep) char *why = NULL;
	const char *nearest;

	if (!equals)
		return refuse(text, err,
			      "it is a list of KEY=VALUE words with commas between them");
	*equals = '\0';
	for (size_t i = 0; keys[i]; i++) {
		if (!hz_str_eq(word, keys[i]))
			continue;
		*ret_key = word;
		*ret_value = equals + 1;
		return 0;
	}
	nearest = hz_str_nearest(word, keys);
	why = hz_strf("unknown word \"%s\"%s%s%s", word, nearest ? "; did you mean \"" : "",
		      nearest ? nearest : "", nearest ? "\"?" : "");
	return refuse(text, err, why);
}

/* What the words say under "name", or NULL. Borrowed. */
static const char *find_name(const struct hz_strv *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (hz_str_starts(words->item[i], "name="))
			return words->item[i] + strlen("name=");
	return NULL;
}

/* Labels and taints that are given replace those of the file. */
static void clear_lists(struct hz_cluster_draft *draft, const char *pool,
			const struct hz_strv *words)
{
	for (size_t i = 0; i < words->count; i++) {
		bool labels = hz_str_starts(words->item[i], "label");
		HZ_AUTO(hz_freep) char *path = hz_strf("%s.%s", pool, labels ? "labels" : "taints");

		if (labels || hz_str_starts(words->item[i], "taint"))
			hz_cluster_draft_unset(draft, path);
	}
}

int hz_pool_option_apply(struct hz_cluster_draft *draft, const char *text, const char *image,
			 struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv words = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *flag = NULL;
	HZ_AUTO(hz_freep) char *path = NULL;
	size_t before = json_array_size(hz_cluster_draft_pools(draft));
	const char *name;

	hz_strv_split(&words, text, ',');
	name = find_name(&words);
	if (hz_str_empty(name))
		return refuse(text, err, "name=NAME is missing");
	flag = hz_strf("--pool %s", name);
	path = hz_cluster_draft_pool(draft, name, flag);
	if (image && json_array_size(hz_cluster_draft_pools(draft)) > before)
		hz_json_set_str(hz_json_get(draft->tree, path), "image", image);
	clear_lists(draft, path, &words);
	for (size_t i = 0; i < words.count; i++) {
		struct pool_word word = { .draft = draft, .pool = path };
		HZ_AUTO(hz_freep) char *place = NULL;

		if (split_word(text, words.item[i], &word.key, &word.value, err) < 0)
			return -1;
		place = hz_strf("%s: %s", flag, word.key);
		word.flag = place;
		if (apply_word(&word, err) < 0)
			return -1;
	}
	return 0;
}
