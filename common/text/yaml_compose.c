/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes the nodes of a YAML document from libyaml's events, within limits: libyaml
 * itself has none, and its time grows with the square of the depth.
 */
#include <stdint.h>
#include <string.h>

#include "text/yaml_anchors.h"
#include "text/yaml_hidden.h"
#include "text/yaml_refuse.h"
#include "text/yaml_utf16.h"

#define EVENTS_MAX 1000000

struct composer {
	struct hz_yaml_input *input;         /* borrowed */
	const struct hz_yaml_hidden *hidden; /* borrowed; what the input hides */
	yaml_parser_t parser;
	struct hz_yaml_anchors anchors;
	int depth;
	int flow; /* how many of these levels are in brackets */
};

static void done(struct composer *composer)
{
	yaml_parser_delete(&composer->parser);
	hz_yaml_anchors_done(&composer->anchors);
}

static int fail_at(struct hz_err *err, const struct composer *composer, const yaml_event_t *event,
		   const char *what)
{
	return hz_yaml_fail(err, composer->input,
			    (int)event->start_mark.line + composer->input->line,
			    (int)event->start_mark.column + 1, "%s", what);
}

static int next_event(struct composer *composer, yaml_event_t *ret, struct hz_err *err)
{
	if (!yaml_parser_parse(&composer->parser, ret))
		return hz_yaml_fail_syntax(err, composer->input, &composer->parser);
	if (++composer->input->events > EVENTS_MAX)
		return fail_at(err, composer, ret, "the file has too many keys and values");
	return hz_yaml_refuse(composer->input, ret, composer->flow > 0, err);
}

static int find_target(const struct composer *composer, const yaml_event_t *event,
		       const struct hz_yaml_node **ret, struct hz_err *err)
{
	const char *name = (const char *)event->data.alias.anchor;
	const struct hz_yaml_node *target = hz_yaml_anchors_find(&composer->anchors, name);

	if (!target)
		return fail_at(err, composer, event,
			       "no anchor with this name stands before the alias: quote the text "
			       "if it is none");
	if (target->open)
		return fail_at(err, composer, event, "the alias stands for what it is a part of");
	*ret = target;
	return 0;
}

static void fill_scalar(const struct composer *composer, const yaml_event_t *event,
			struct hz_yaml_node *node)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	HZ_AUTO(hz_buf_wipe) struct hz_buf shown = HZ_BUF_INIT;

	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->implicit = event->data.scalar.plain_implicit;
	if (composer->hidden->text.len > 0) {
		hz_yaml_hidden_show(composer->hidden, text, len, &shown);
		text = hz_buf_str(&shown);
		len = shown.len;
	}
	hz_yaml_node_set_text(node, text, len, (const char *)event->data.scalar.tag);
}

static int compose(struct composer *composer, const yaml_event_t *event, struct hz_yaml_node **ret,
		   struct hz_err *err);

static int fill_collection(struct composer *composer, yaml_event_type_t end,
			   struct hz_yaml_node *node, struct hz_err *err)
{
	for (;;) {
		HZ_AUTO(yaml_event_delete) yaml_event_t event = { .type = YAML_NO_EVENT };
		struct hz_yaml_node *item;

		if (next_event(composer, &event, err) < 0)
			return -1;
		if (event.type == end)
			return 0;
		if (compose(composer, &event, &item, err) < 0)
			return -1;
		hz_yaml_node_append(node, item);
	}
}

static bool is_flow(const yaml_event_t *event)
{
	return event->type == YAML_MAPPING_START_EVENT
		       ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
		       : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
}

static int fill_items(struct composer *composer, const yaml_event_t *event,
		      struct hz_yaml_node *node, struct hz_err *err)
{
	yaml_event_type_t end = event->type == YAML_MAPPING_START_EVENT ? YAML_MAPPING_END_EVENT
									: YAML_SEQUENCE_END_EVENT;
	int r;

	if (++composer->depth > HZ_YAML_DEPTH_MAX)
		return fail_at(err, composer, event, "this is nested too deeply");
	node->open = true;
	composer->flow += is_flow(event);
	r = fill_collection(composer, end, node, err);
	composer->flow -= is_flow(event);
	node->open = false;
	composer->depth--;
	return r;
}

/* The name that an anchor gives to the node of @event, or NULL. */
static const char *anchor_of(const yaml_event_t *event)
{
	if (event->type == YAML_SCALAR_EVENT)
		return (const char *)event->data.scalar.anchor;
	if (event->type == YAML_MAPPING_START_EVENT)
		return (const char *)event->data.mapping_start.anchor;
	return (const char *)event->data.sequence_start.anchor;
}

static int fill(struct composer *composer, const yaml_event_t *event, struct hz_yaml_node *node,
		struct hz_err *err)
{
	if (event->type == YAML_ALIAS_EVENT) {
		node->kind = HZ_YAML_ALIAS;
		return find_target(composer, event, &node->target, err);
	}
	hz_yaml_anchors_set(&composer->anchors, anchor_of(event), node);
	if (event->type == YAML_SCALAR_EVENT) {
		node->kind = HZ_YAML_SCALAR;
		fill_scalar(composer, event, node);
		return 0;
	}
	node->kind = event->type == YAML_MAPPING_START_EVENT ? HZ_YAML_MAPPING : HZ_YAML_SEQUENCE;
	return fill_items(composer, event, node, err);
}

static int compose(struct composer *composer, const yaml_event_t *event, struct hz_yaml_node **ret,
		   struct hz_err *err)
{
	HZ_AUTO(hz_yaml_node_freep) struct hz_yaml_node *node = hz_alloc(1, sizeof(*node));

	node->line = (int)event->start_mark.line + composer->input->line;
	node->column = (int)event->start_mark.column + 1;
	if (fill(composer, event, node, err) < 0)
		return -1;
	*ret = HZ_TAKE(node);
	return 0;
}

/* Goes on to the next event that begins a document, or to the end of the stream. */
static int next_document(struct composer *composer, bool *ret, yaml_event_t *event,
			 struct hz_err *err)
{
	do {
		yaml_event_delete(event);
		if (next_event(composer, event, err) < 0)
			return -1;
	} while (event->type == YAML_STREAM_START_EVENT);
	*ret = event->type == YAML_DOCUMENT_START_EVENT;
	return 0;
}

/* The event behind the root tells whether the document really ends there. */
static int compose_root(struct composer *composer, struct hz_yaml_node **ret, struct hz_err *err)
{
	HZ_AUTO(yaml_event_delete) yaml_event_t event = { .type = YAML_NO_EVENT };
	HZ_AUTO(hz_yaml_node_freep) struct hz_yaml_node *root = NULL;
	bool found;

	if (next_document(composer, &found, &event, err) < 0)
		return -1;
	if (found) {
		yaml_event_delete(&event);
		if (next_event(composer, &event, err) < 0 ||
		    compose(composer, &event, &root, err) < 0)
			return -1;
		yaml_event_delete(&event);
		if (next_event(composer, &event, err) < 0)
			return -1;
	}
	*ret = HZ_TAKE(root);
	return 0;
}

static int refuse_a_second(struct composer *composer, struct hz_err *err)
{
	HZ_AUTO(yaml_event_delete) yaml_event_t event = { .type = YAML_NO_EVENT };
	bool found;

	if (next_document(composer, &found, &event, err) < 0)
		return -1;
	if (!found)
		return 0;
	return fail_at(err, composer, &event,
		       "a second document begins here: only one can be used");
}

/* One reading of the text; *@again when a character had to be hidden for another one. */
static int read_once(struct hz_yaml_input *input, struct hz_yaml_hidden *hidden, bool only,
		     struct hz_yaml_node **ret, bool *again, struct hz_err *err)
{
	HZ_AUTO(done) struct composer composer = { .input = input, .hidden = hidden };
	HZ_AUTO(hz_yaml_node_freep) struct hz_yaml_node *root = NULL;

	if (!yaml_parser_initialize(&composer.parser))
		abort();
	yaml_parser_set_input_string(&composer.parser, (const unsigned char *)input->text,
				     input->len);
	if (compose_root(&composer, &root, err) < 0 ||
	    (only && root && refuse_a_second(&composer, err) < 0)) {
		*again = hz_yaml_hide_colon(hidden, input, &composer.parser);
		return -1;
	}
	*ret = HZ_TAKE(root);
	return 0;
}

int hz_yaml_node_read(struct hz_yaml_input *input, bool only, struct hz_yaml_node **ret,
		      struct hz_err *err)
{
	HZ_AUTO(hz_yaml_hidden_done) struct hz_yaml_hidden hidden = { .colons = 0 };
	HZ_AUTO(hz_buf_wipe) struct hz_buf utf8 = HZ_BUF_INIT;
	struct hz_yaml_input shown = *input;
	bool again = false;

	if (hz_yaml_from_utf16(input->text, input->len, &utf8)) {
		shown.text = utf8.data;
		shown.len = utf8.len;
	}
	hz_yaml_hide_marks(&hidden, &shown);
	while (read_once(&shown, &hidden, only, ret, &again, err) < 0) {
		if (!again)
			return -1;
		hz_err_done(err);
		again = false;
		shown.events = input->events;
		shown.cursor.index = 0;
		shown.cursor.offset = 0;
	}
	input->events = shown.events;
	return 0;
}
