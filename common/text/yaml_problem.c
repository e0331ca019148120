/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libyaml complains about, in words for people who do not know it. No text of
 * the document is quoted: it may be a secret.
 */
#include "base/str.h"
#include "text/yaml_input.h"

/* Where the message points to: libyaml tells where it noticed, and often where it began. */
enum place {
	NOTICED,
	BEGAN,
	NOTICED_AND_BEGAN,
};

struct complaint {
	const char *theirs;
	enum place place;
	const char *ours;
};

static const struct complaint complaints[] = {
	{ "mapping values are not allowed in this context", NOTICED,
	  "\":\" cannot stand here: quote the text if it is part of it, else check the "
	  "indentation" },
	{ "could not find expected ':'", BEGAN,
	  "\":\" is missing: this is neither \"key: value\" nor part of the text before it" },
	{ "did not find expected key", NOTICED,
	  "a key is expected here: check the indentation, and the quotes before it" },
	{ "did not find expected '-' indicator", NOTICED,
	  "\"- \" is expected here: check the indentation of the list" },
	{ "block sequence entries are not allowed in this context", NOTICED,
	  "a list cannot begin here: put \"- \" on a line of its own, or quote the text" },
	{ "mapping keys are not allowed in this context", NOTICED, "a key cannot stand here" },
	{ "did not find expected node content", NOTICED, "a value is expected here" },
	{ "did not find expected ',' or ']'", NOTICED_AND_BEGAN,
	  "\",\" or \"]\" is expected here, in the list that begins at" },
	{ "did not find expected ',' or '}'", NOTICED_AND_BEGAN,
	  "\",\" or \"}\" is expected here, in the mapping that begins at" },
	{ "did not find expected <document start>", NOTICED,
	  "the document ends before this: check the indentation, or separate documents by a "
	  "line \"---\"" },
	{ "found unexpected end of stream", BEGAN, "the quote that opens here is never closed" },
	{ "found unexpected document indicator", BEGAN,
	  "the quote that opens here is not closed before the next document" },
	{ "found unknown escape character", NOTICED,
	  "no such escape between double quotes: write \"\\\\\" for a backslash, or use single "
	  "quotes" },
	{ "did not find expected hexdecimal number", NOTICED,
	  "hexadecimal digits are expected in this escape" },
	{ "found invalid Unicode character escape code", NOTICED,
	  "this escape is no Unicode character" },
	{ "did not find expected alphabetic or numeric character", BEGAN,
	  "\"&\" and \"*\" begin an anchor or an alias, and this is none: quote the text" },
	{ "found a tab character that violates indentation", NOTICED,
	  "a tab cannot indent: use blanks" },
	{ "found a tab character where an indentation space is expected", NOTICED,
	  "a tab cannot indent: use blanks" },
	{ "did not find expected comment or line break", NOTICED,
	  "the text of a block begins on the line after \"|\" or \">\"" },
	{ "found undefined tag handle", NOTICED, "the document declares no such tag" },
	{ "did not find expected whitespace or line break", NOTICED,
	  "a blank is expected behind the tag" },
	{ "found unexpected ':'", NOTICED, "\":\" cannot stand here: quote the text" },
	{ "found incompatible YAML document", NOTICED, "only YAML 1.1 is known" },
	{ "found unknown directive name", BEGAN,
	  "a line cannot begin with \"%\" here: quote the text" },
};

/* The scanner stopped at a character that begins nothing: a tab, '@', '`', '%'. */
static int fail_at_character(struct hz_err *err, struct hz_yaml_input *input,
			     const yaml_mark_t *mark)
{
	size_t offset = hz_yaml_input_offset(input, mark->index);
	char c = offset < input->len ? input->text[offset] : '\0';
	int line = (int)mark->line + input->line;
	int column = (int)mark->column + 1;

	if (c == '\t')
		return hz_yaml_fail(err, input, line, column, "a tab cannot indent: use blanks");
	return hz_yaml_fail(err, input, line, column,
			    "a plain text cannot begin with \"%c\": quote it", c);
}

/* The reader has no mark, only the offset of a byte. */
static int fail_at_byte(struct hz_err *err, const struct hz_yaml_input *input,
			const yaml_parser_t *parser)
{
	int line;
	int column;

	hz_yaml_input_place(input, parser->problem_offset, &line, &column);
	if (hz_str_eq(parser->problem, "control characters are not allowed"))
		return hz_yaml_fail(err, input, line, column,
				    "a control character (0x%02x): write it as an escape between "
				    "double quotes",
				    (unsigned)parser->problem_value);
	return hz_yaml_fail(err, input, line, column, "this is not UTF-8 text");
}

static int fail_as(struct hz_err *err, const struct hz_yaml_input *input,
		   const struct complaint *complaint, const yaml_parser_t *parser)
{
	const yaml_mark_t *mark =
		complaint->place == BEGAN ? &parser->context_mark : &parser->problem_mark;
	int line = (int)mark->line + input->line;
	int column = (int)mark->column + 1;

	if (complaint->place != NOTICED_AND_BEGAN)
		return hz_yaml_fail(err, input, line, column, "%s", complaint->ours);
	return hz_yaml_fail(err, input, line, column, "%s %d:%d", complaint->ours,
			    (int)parser->context_mark.line + input->line,
			    (int)parser->context_mark.column + 1);
}

int hz_yaml_fail_syntax(struct hz_err *err, struct hz_yaml_input *input,
			const yaml_parser_t *parser)
{
	const struct complaint unknown = { parser->problem, NOTICED, parser->problem };

	if (parser->error == YAML_MEMORY_ERROR)
		abort();
	if (parser->error == YAML_READER_ERROR)
		return fail_at_byte(err, input, parser);
	if (hz_str_eq(parser->problem, "found character that cannot start any token"))
		return fail_at_character(err, input, &parser->problem_mark);
	for (size_t i = 0; i < HZ_COUNT(complaints); i++)
		if (hz_str_eq(parser->problem, complaints[i].theirs))
			return fail_as(err, input, &complaints[i], parser);
	return fail_as(err, input, &unknown, parser);
}
