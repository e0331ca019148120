/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML text as `kubectl -o yaml` prints it.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/encode.go
 */
#include <string.h>

#include "base/str.h"
#include "text/float.h"
#include "text/json.h"
#include "text/yaml.h"
#include "text/yaml_emit.h"
#include "text/yaml_order.h"
#include "text/yaml_resolve.h"

#define STEP 2 /* blanks a level */

/* The lines of a text stand further in than the block that it is in. */
static void emit_text(struct hz_yaml_emitter *emitter, const char *text, size_t len,
		      bool simple_key)
{
	enum hz_yaml_style style = hz_yaml_style_of(text, len, simple_key);
	int indent = emitter->indent;

	emitter->indent = indent < 0 ? STEP : indent + STEP;
	hz_yaml_emit_string(emitter, text, len, style, !simple_key);
	emitter->indent = indent;
}

/*
 * Writes a key with its colon. One that is long or has lines stands behind "? ", its value
 * on a line of its own. go-yaml leaves the key "<<" plain, which then reads as a merge; we
 * do not.
 */
static void emit_key(struct hz_yaml_emitter *emitter, const char *key)
{
	size_t len = strlen(key);

	hz_yaml_emit_indent(emitter);
	if (hz_yaml_is_simple_key(key, len)) {
		if (hz_str_eq(key, "<<"))
			hz_yaml_emit_word(emitter, "\"<<\"", true);
		else
			emit_text(emitter, key, len, true);
		hz_yaml_emit_word(emitter, ":", false);
		return;
	}
	hz_yaml_emit_block_indicator(emitter, '?');
	emit_text(emitter, key, len, false);
	hz_yaml_emit_indent(emitter);
	hz_yaml_emit_block_indicator(emitter, ':');
}

/*
 * kubectl prints JSON first and reads that as YAML, so that a number without a fraction
 * is an integer if 64 bits hold it, and -0 is 0.
 */
static void emit_real(struct hz_yaml_emitter *emitter, double number)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	struct hz_yaml_scalar value;

	hz_float_add_json(&text, number);
	value = hz_yaml_resolve(text.data, text.len);
	if (value.type == HZ_YAML_FLOAT) {
		hz_buf_clear(&text);
		hz_float_add_g(&text, number);
	}
	hz_yaml_emit_word(emitter, hz_str_eq(text.data, "-0") ? "0" : text.data, true);
}

static void emit_integer(struct hz_yaml_emitter *emitter, json_int_t number)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text, "%" JSON_INTEGER_FORMAT, number);
	hz_yaml_emit_word(emitter, text.data, true);
}

static void emit_value(struct hz_yaml_emitter *emitter, const json_t *json, bool in_mapping);

/* Behind a key on its line the dashes of a list stand below the key. */
static void emit_array(struct hz_yaml_emitter *emitter, const json_t *array, bool in_mapping)
{
	int indent = emitter->indent;

	if (json_array_size(array) == 0) {
		hz_yaml_emit_word(emitter, "[]", true);
		return;
	}
	if (indent < 0)
		emitter->indent = 0;
	else if (!in_mapping || emitter->in_margin)
		emitter->indent += STEP;
	for (size_t i = 0; i < json_array_size(array); i++) {
		hz_yaml_emit_indent(emitter);
		hz_yaml_emit_block_indicator(emitter, '-');
		emit_value(emitter, json_array_get(array, i), false);
	}
	emitter->indent = indent;
}

static void emit_object(struct hz_yaml_emitter *emitter, const json_t *object)
{
	HZ_AUTO(hz_freep) const char **keys = hz_yaml_keys(object);
	int indent = emitter->indent;

	if (!keys[0]) {
		hz_yaml_emit_word(emitter, "{}", true);
		return;
	}
	emitter->indent = indent < 0 ? 0 : indent + STEP;
	for (size_t i = 0; keys[i]; i++) {
		emit_key(emitter, keys[i]);
		emit_value(emitter, json_object_get(object, keys[i]), true);
	}
	emitter->indent = indent;
}

static void emit_value(struct hz_yaml_emitter *emitter, const json_t *json, bool in_mapping)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		emit_object(emitter, json);
		break;
	case JSON_ARRAY:
		emit_array(emitter, json, in_mapping);
		break;
	case JSON_STRING:
		emit_text(emitter, json_string_value(json), json_string_length(json), false);
		break;
	case JSON_INTEGER:
		emit_integer(emitter, json_integer_value(json));
		break;
	case JSON_REAL:
		emit_real(emitter, json_real_value(json));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		hz_yaml_emit_word(emitter, json_is_true(json) ? "true" : "false", true);
		break;
	case JSON_NULL:
		hz_yaml_emit_word(emitter, "null", true);
		break;
	}
}

void hz_yaml_write(struct hz_buf *out, const json_t *json)
{
	struct hz_yaml_emitter emitter = {
		.out = out, .indent = -1, .after_blank = true, .in_margin = true
	};

	emit_value(&emitter, json, false);
	emitter.indent = 0;
	hz_yaml_emit_indent(&emitter);
}
