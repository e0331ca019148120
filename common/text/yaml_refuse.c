/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libyaml lets through and go-yaml v2 does not, found in the text of an event.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/scannerc.go
 */
#include "text/yaml_refuse.h"

#include <string.h>

static int fail(struct hz_err *err, const struct hz_yaml_input *input, const yaml_event_t *event,
		const char *what)
{
	return hz_yaml_fail(err, input, (int)event->start_mark.line + input->line,
			    (int)event->start_mark.column + 1, "%s", what);
}

/* Of the versions only 1.1 is known to go-yaml. */
static bool has_other_version(const yaml_event_t *event)
{
	const yaml_version_directive_t *version = event->data.document_start.version_directive;

	return version && (version->major != 1 || version->minor != 1);
}

/* JSON has this escape, YAML 1.1 has not. */
static bool has_escaped_slash(const char *text, const char *end)
{
	for (; text + 1 < end; text++)
		if (*text == '\\' && *++text == '/')
			return true;
	return false;
}

/*
 * In brackets libyaml ends a tag at a comma, where go-yaml makes the comma a part of it,
 * so that another value follows. A node without text ends with its tag.
 */
static bool is_tag_before_comma(const struct hz_yaml_input *input, const char *text,
				const char *end)
{
	const char *word = end;

	if (end == input->text + input->len || *end != ',')
		return false;
	while (word > text && !strchr(" \t\r\n", word[-1]))
		word--;
	return word < end && *word == '!';
}

static int refuse_scalar(struct hz_yaml_input *input, const yaml_event_t *event, bool flow,
			 struct hz_err *err)
{
	const char *value = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	yaml_scalar_style_t style = event->data.scalar.style;
	const char *text;
	const char *end;

	if (flow && style == YAML_PLAIN_SCALAR_STYLE && memchr(value, '?', len))
		return fail(err, input, event,
			    "\"?\" cannot stand here, inside brackets: quote the text");
	if (!(flow && len == 0) &&
	    !(style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && memchr(value, '/', len)))
		return 0;
	text = input->text + hz_yaml_input_offset(input, event->start_mark.index);
	end = input->text + hz_yaml_input_offset(input, event->end_mark.index);
	if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && has_escaped_slash(text, end))
		return fail(err, input, event,
			    "\"\\/\" is no escape between double quotes: write \"/\"");
	if (is_tag_before_comma(input, text, end))
		return fail(err, input, event, "a blank is expected behind the tag");
	return 0;
}

int hz_yaml_refuse(struct hz_yaml_input *input, const yaml_event_t *event, bool flow,
		   struct hz_err *err)
{
	if (event->type == YAML_SCALAR_EVENT)
		return refuse_scalar(input, event, flow, err);
	if (event->type == YAML_DOCUMENT_START_EVENT && has_other_version(event))
		return fail(err, input, event, "only YAML 1.1 is known");
	return 0;
}
