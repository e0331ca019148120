/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates with variables: which they are, and the text that values make of them.
 */
#include "text/envsubst.h"

#include <stdlib.h>
#include <string.h>

#include "base/strv.h"
#include "text/envsubst_node.h"
#include "text/envsubst_output.h"

struct hz_envsubst {
	char *name;                            /* owned */
	struct hz_envsubst_node *first;        /* owned */
	struct hz_envsubst_variable *variable; /* owned, @count entries */
	size_t count;
};

/* Filling it in. */
struct filler {
	const struct hz_envsubst *template;
	hz_envsubst_lookup *lookup;
	void *data;
	struct hz_err *err;
};

void hz_envsubst_free(struct hz_envsubst *template)
{
	if (!template)
		return;
	for (size_t i = 0; i < template->count; i++) {
		free(template->variable[i].name);
		free(template->variable[i].fallback);
	}
	free(template->variable);
	hz_envsubst_node_free(template->first);
	free(template->name);
	free(template);
}

void hz_envsubst_freep(struct hz_envsubst **template)
{
	hz_envsubst_free(*template);
}

/* --- variables ---------------------------------------------------------------------------- */

static char *fallback_of(const struct hz_envsubst_node *node)
{
	HZ_AUTO(hz_buf_done) struct hz_buf fallback = HZ_BUF_INIT;

	for (node = node->arguments; node; node = node->next) {
		if (node->variable)
			hz_buf_addf(&fallback, "${%s}", node->variable);
		else
			hz_buf_adds(&fallback, node->text);
	}
	return fallback.len > 0 ? hz_buf_take(&fallback) : NULL;
}

/* By name, and in the order of the template. */
static int compare(const void *a, const void *b)
{
	const struct hz_envsubst_node *const *left = a, *const *right = b;
	int order = strcmp((*left)->variable, (*right)->variable);

	if (order != 0)
		return order;
	if ((*left)->place.line != (*right)->place.line)
		return (*left)->place.line < (*right)->place.line ? -1 : 1;
	return (*left)->place.column < (*right)->place.column ? -1 : 1;
}

static void collect_variables(struct hz_envsubst *template)
{
	HZ_AUTO(hz_freep) const struct hz_envsubst_node **node = NULL;
	size_t count = 0;

	for (const struct hz_envsubst_node *at = template->first; at; at = at->next)
		count += at->variable != NULL;
	if (count == 0)
		return;
	node = hz_alloc(count, sizeof(const struct hz_envsubst_node *));
	template->variable = hz_alloc(count, sizeof(*template->variable));
	count = 0;
	for (const struct hz_envsubst_node *at = template->first; at; at = at->next) {
		if (at->variable)
			node[count++] = at;
	}
	qsort(node, count, sizeof(const struct hz_envsubst_node *), compare);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && strcmp(node[i]->variable, node[i - 1]->variable) == 0)
			continue;
		template->variable[template->count++] = (struct hz_envsubst_variable){
			.name = hz_strdup(node[i]->variable),
			.fallback = fallback_of(node[i]),
		};
	}
}

int hz_envsubst_parse(const char *text, size_t len, const char *name, struct hz_envsubst **ret,
		      struct hz_err *err)
{
	HZ_AUTO(hz_envsubst_freep) struct hz_envsubst *template = hz_alloc(1, sizeof(*template));

	if (hz_envsubst_node_parse(text, len, name, &template->first, err) < 0)
		return -1;
	template->name = hz_strdup(name);
	collect_variables(template);
	*ret = HZ_TAKE(template);
	return 0;
}

const struct hz_envsubst_variable *hz_envsubst_variables(const struct hz_envsubst *template,
							 size_t *ret_count)
{
	*ret_count = template->count;
	return template->variable;
}

/* --- values ------------------------------------------------------------------------------- */

static int write_node(struct filler *filler, const struct hz_envsubst_node *node,
		      struct hz_buf *out);

static int write_nodes(struct filler *filler, const struct hz_envsubst_node *node,
		       struct hz_buf *out)
{
	for (; node; node = node->next) {
		if (write_node(filler, node, out) < 0)
			return -1;
	}
	return 0;
}

/* What stands for an empty value is made even when it is not needed, as upstream does. */
static int write_default(struct filler *filler, const struct hz_envsubst_node *node,
			 struct hz_buf *out)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf fallback = { .cap = HZ_BUF_CAP_REPLY };
	const char *value;

	if (write_nodes(filler, node->arguments, &fallback) < 0)
		return -1;
	value = filler->lookup(node->variable, filler->data);
	return hz_envsubst_put(out, value && *value ? value : hz_buf_str(&fallback), filler->err);
}

static int write_function(struct filler *filler, const struct hz_envsubst_node *node,
			  struct hz_buf *out)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf first = { .cap = HZ_BUF_CAP_REPLY };
	HZ_AUTO(hz_buf_wipe) struct hz_buf second = { .cap = HZ_BUF_CAP_REPLY };
	struct hz_buf *const argument[] = { &first, &second };
	struct hz_envsubst_call call = { .out = out };
	const struct hz_envsubst_node *at = node->arguments;

	for (; at && call.count < HZ_COUNT(argument); at = at->next) {
		if (write_node(filler, at, argument[call.count]) < 0)
			return -1;
		call.argument[call.count] = hz_buf_str(argument[call.count]);
		call.count++;
	}
	call.value = filler->lookup(node->variable, filler->data);
	if (!call.value)
		call.value = "";
	if (node->function->run(&call, filler->err) < 0)
		return hz_err_wrap(filler->err, "%s:%d:%d: \"${%.60s}\"", filler->template->name,
				   node->place.line, node->place.column, node->variable);
	return 0;
}

static int write_node(struct filler *filler, const struct hz_envsubst_node *node,
		      struct hz_buf *out)
{
	if (!node->variable)
		return hz_envsubst_put(out, node->text, filler->err);
	if (node->function)
		return write_function(filler, node, out);
	return write_default(filler, node, out);
}

static int check_missing(const struct filler *filler)
{
	const struct hz_envsubst *template = filler->template;
	HZ_AUTO(hz_strv_done) struct hz_strv missing = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *names = NULL;

	for (size_t i = 0; i < template->count; i++) {
		const struct hz_envsubst_variable *variable = &template->variable[i];

		if (!filler->lookup(variable->name, filler->data) && !variable->fallback)
			hz_strv_add(&missing, variable->name);
	}
	if (missing.count == 0)
		return 0;
	names = hz_strv_join(&missing, ", ");
	return hz_err_set(filler->err, HZ_ERR_INVALID, "MissingVariables",
			  "%s: %s without a value: %s", template->name,
			  missing.count == 1 ? "a variable" : "variables", names);
}

int hz_envsubst_fill(const struct hz_envsubst *template, hz_envsubst_lookup *lookup, void *data,
		     struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf filled = { .cap = HZ_BUF_CAP_REPLY };
	struct filler filler = {
		.template = template,
		.lookup = lookup,
		.data = data,
		.err = err,
	};

	if (check_missing(&filler) < 0 || write_nodes(&filler, template->first, &filled) < 0)
		return -1;
	return hz_envsubst_put(out, hz_buf_str(&filled), err);
}
