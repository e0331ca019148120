/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML text as `kubectl -o yaml` prints it: libyaml's emitter, with the styles that
 * go-yaml v2 chooses.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/encode.go
 */
#include <string.h>

#include <yaml.h>

#include "base/str.h"
#include "text/float.h"
#include "text/json.h"
#include "text/yaml.h"
#include "text/yaml_order.h"
#include "text/yaml_resolve.h"

#define DIGITS "0123456789"

static int write_bytes(void *data, unsigned char *bytes, size_t len)
{
	hz_buf_add(data, bytes, len);
	return 1;
}

/* libyaml fails only without memory, and where the events make no document. */
static void emit(yaml_emitter_t *emitter, int initialized, yaml_event_t *event)
{
	if (!initialized || !yaml_emitter_emit(emitter, event))
		abort();
}

static void emit_scalar(yaml_emitter_t *emitter, const char *text, size_t len,
			yaml_scalar_style_t style)
{
	yaml_event_t event;

	emit(emitter,
	     yaml_scalar_event_initialize(&event, NULL, NULL, (const unsigned char *)text, (int)len,
					  1, 1, style),
	     &event);
}

static void emit_plain(yaml_emitter_t *emitter, const char *text)
{
	emit_scalar(emitter, text, strlen(text), YAML_PLAIN_SCALAR_STYLE);
}

/* "12:30" and the like, numbers to the base 60 in YAML 1.1. */
static bool is_base_60(const char *text)
{
	text += *text == '-' || *text == '+';
	if (!*text || !strchr(DIGITS, *text))
		return false;
	text += strspn(text, DIGITS "_");
	if (*text != ':')
		return false;
	while (*text == ':') {
		size_t digits = strspn(++text, DIGITS);

		if (digits == 0 || digits > 2 || (digits == 2 && *text > '5'))
			return false;
		text += digits;
	}
	if (*text == '.')
		text += 1 + strspn(text + 1, DIGITS "_");
	return *text == '\0';
}

/* libyaml makes of a plain style what the text needs beyond that. */
static yaml_scalar_style_t style_of(const char *text, size_t len)
{
	if (memchr(text, '\n', len))
		return YAML_LITERAL_SCALAR_STYLE;
	if (hz_yaml_resolve(text, len).type != HZ_YAML_STR || is_base_60(text))
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	return YAML_PLAIN_SCALAR_STYLE;
}

/* go-yaml leaves the key "<<" plain, which then reads as a merge; we do not. */
static void emit_key(yaml_emitter_t *emitter, const char *key)
{
	size_t len = strlen(key);

	emit_scalar(emitter, key, len,
		    hz_str_eq(key, "<<") ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : style_of(key, len));
}

/*
 * kubectl prints JSON first and reads that as YAML, so that a number without a fraction
 * is an integer if 64 bits hold it, and -0 is 0.
 */
static void emit_real(yaml_emitter_t *emitter, double number)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	struct hz_yaml_scalar value;

	hz_float_add_json(&text, number);
	value = hz_yaml_resolve(text.data, text.len);
	if (value.type == HZ_YAML_FLOAT) {
		hz_buf_clear(&text);
		hz_float_add_g(&text, number);
	}
	emit_plain(emitter, hz_str_eq(text.data, "-0") ? "0" : text.data);
}

static void emit_integer(yaml_emitter_t *emitter, json_int_t number)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text, "%" JSON_INTEGER_FORMAT, number);
	emit_plain(emitter, text.data);
}

static void emit_value(yaml_emitter_t *emitter, const json_t *json);

static void emit_array(yaml_emitter_t *emitter, const json_t *array)
{
	yaml_event_t event;

	emit(emitter,
	     yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE),
	     &event);
	for (size_t i = 0; i < json_array_size(array); i++)
		emit_value(emitter, json_array_get(array, i));
	emit(emitter, yaml_sequence_end_event_initialize(&event), &event);
}

static void emit_object(yaml_emitter_t *emitter, const json_t *object)
{
	HZ_AUTO(hz_freep) const char **keys = hz_yaml_keys(object);
	yaml_event_t event;

	emit(emitter,
	     yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE),
	     &event);
	for (size_t i = 0; keys[i]; i++) {
		emit_key(emitter, keys[i]);
		emit_value(emitter, json_object_get(object, keys[i]));
	}
	emit(emitter, yaml_mapping_end_event_initialize(&event), &event);
}

static void emit_value(yaml_emitter_t *emitter, const json_t *json)
{
	const char *text = json_string_value(json);
	size_t len = json_string_length(json);

	switch (json_typeof(json)) {
	case JSON_OBJECT:
		emit_object(emitter, json);
		break;
	case JSON_ARRAY:
		emit_array(emitter, json);
		break;
	case JSON_STRING:
		emit_scalar(emitter, text, len, style_of(text, len));
		break;
	case JSON_INTEGER:
		emit_integer(emitter, json_integer_value(json));
		break;
	case JSON_REAL:
		emit_real(emitter, json_real_value(json));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		emit_plain(emitter, json_is_true(json) ? "true" : "false");
		break;
	case JSON_NULL:
		emit_plain(emitter, "null");
		break;
	}
}

static void emit_document(yaml_emitter_t *emitter, const json_t *json)
{
	yaml_event_t event;

	emit(emitter, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event);
	emit(emitter, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1), &event);
	emit_value(emitter, json);
	emit(emitter, yaml_document_end_event_initialize(&event, 1), &event);
}

void hz_yaml_write(struct hz_buf *out, const json_t *json)
{
	HZ_AUTO(yaml_emitter_delete) yaml_emitter_t emitter;

	if (!yaml_emitter_initialize(&emitter))
		abort();
	yaml_emitter_set_output(&emitter, write_bytes, out);
	yaml_emitter_set_unicode(&emitter, 1);
	emit_document(&emitter, json);
	/* Without the end of the stream, which can add a line "...". */
	if (!yaml_emitter_flush(&emitter))
		abort();
}
