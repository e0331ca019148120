/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in the brackets of a JSONPath template: an index, a slice, a key, a union,
 * or a filter.
 */
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "text/jsonpath_parser.h"

/* What a bracket holds: a part of the parser's text. */
struct inside {
	size_t pos;
	size_t len;
};

static const char *text_of(const struct hz_jsonpath_parser *parser, const struct inside *inside)
{
	return parser->text + inside->pos;
}

static int refuse_bracket(const struct hz_jsonpath_parser *parser, const struct inside *inside)
{
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;

	hz_str_add_visible(&shown, text_of(parser, inside), inside->len);
	hz_jsonpath_refuse(parser, inside->pos, "[%s] is no index, slice or key",
			   hz_buf_str(&shown));
	return hz_err_advise(parser->err, "Write an index as [0], a slice as [0:2], all elements "
					  "as [*], and a key in single quotes as ['name'].");
}

/* One of the numbers of a slice, which may be missing. */
static int parse_bound(const struct hz_jsonpath_parser *parser, const struct inside *inside,
		       size_t *at, struct hz_jsonpath_bound *ret)
{
	HZ_AUTO(hz_buf_done) struct hz_buf number = HZ_BUF_INIT;
	const char *text = text_of(parser, inside);
	int64_t value;

	if (*at < inside->len && text[*at] == '-')
		hz_buf_addc(&number, text[(*at)++]);
	while (*at < inside->len && text[*at] >= '0' && text[*at] <= '9')
		hz_buf_addc(&number, text[(*at)++]);
	if (number.len == 0)
		return 0;
	if (hz_parse_int64(hz_buf_str(&number), &value) < 0)
		return refuse_bracket(parser, inside);
	*ret = (struct hz_jsonpath_bound){ .value = value, .known = true };
	return 0;
}

/* The end of an index alone is the one behind it; behind the greatest there is nothing. */
static void derive_end(struct hz_jsonpath_bound bound[])
{
	long long end;

	if (__builtin_add_overflow(bound[0].value, 1, &end))
		end = INT64_MIN;
	bound[1] = (struct hz_jsonpath_bound){ .value = end, .known = true, .derived = true };
}

static int parse_slice(struct hz_jsonpath_parser *parser, const struct inside *inside,
		       struct hz_jsonpath_list *list)
{
	struct hz_jsonpath_bound bound[3] = { { .value = 0 } };
	const char *text = text_of(parser, inside);
	size_t at = 0;
	size_t i = 0;

	if (parse_bound(parser, inside, &at, &bound[0]) < 0)
		return -1;
	if (at == inside->len)
		derive_end(bound);
	while (at < inside->len && text[at] == ':' && i < 2) {
		at++;
		if (parse_bound(parser, inside, &at, &bound[++i]) < 0)
			return -1;
	}
	if (at < inside->len)
		return refuse_bracket(parser, inside);
	memcpy(hz_jsonpath_list_add(list, HZ_JSONPATH_SLICE, hz_jsonpath_at(parser, inside->pos))
		       ->bound,
	       bound, sizeof(bound));
	return 0;
}

/* The parts between commas, also between those in quotes, each as a bracket of its own. */
static int parse_union(struct hz_jsonpath_parser *parser, const struct inside *inside,
		       struct hz_jsonpath_list *list)
{
	struct hz_jsonpath_node *node =
		hz_jsonpath_list_add(list, HZ_JSONPATH_UNION, hz_jsonpath_at(parser, inside->pos));
	size_t end = inside->pos + inside->len;
	size_t start = inside->pos;

	for (;;) {
		const char *comma = memchr(parser->text + start, ',', end - start);
		size_t stop = comma ? (size_t)(comma - parser->text) : end;
		size_t next = stop + 1;
		struct hz_jsonpath_part part = { .before = "[", .after = "]", .inner = true };

		while (start < stop && parser->text[start] == ' ')
			start++;
		while (stop > start && parser->text[stop - 1] == ' ')
			stop--;
		part.pos = start;
		part.len = stop - start;
		if (hz_jsonpath_parse_part(parser, &part, hz_jsonpath_node_list(node)) < 0)
			return -1;
		if (!comma)
			return 0;
		start = next;
	}
}

static bool is_key(const char *text, size_t len)
{
	return len >= 2 && text[0] == '\'' && memchr(text + 1, '\'', len - 1) == text + len - 1;
}

int hz_jsonpath_parse_bracket(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	struct inside inside = { .pos = parser->pos };
	const char *text = text_of(parser, &inside);
	const char *close = memchr(text, ']', parser->len - inside.pos);

	if (!close || memchr(text, '\n', (size_t)(close - text))) {
		hz_jsonpath_refuse(parser, inside.pos - 1, "the [ is not closed");
		return hz_err_advise(parser->err, "Put a ] behind the index or key.");
	}
	inside.len = (size_t)(close - text);
	parser->pos += inside.len + 1;
	if (memchr(text, ',', inside.len))
		return parse_union(parser, &inside, list);
	if (is_key(text, inside.len))
		return hz_jsonpath_parse_part(parser,
					      &(struct hz_jsonpath_part){ .before = ".",
									  .pos = inside.pos + 1,
									  .len = inside.len - 2,
									  .after = "" },
					      list);
	if (inside.len == 1 && *text == '*') { /* [:] */
		(void)hz_jsonpath_list_add(list, HZ_JSONPATH_SLICE,
					   hz_jsonpath_at(parser, inside.pos));
		return 0;
	}
	return parse_slice(parser, &inside, list);
}

/*
 * Where the filter that begins at @pos has its ")", or 0 when it has none. Within the
 * first quotes it does not count.
 */
static size_t end_of_filter(const struct hz_jsonpath_parser *parser, size_t pos)
{
	char quote = '\0';
	bool closed = false;

	for (; pos < parser->len && parser->text[pos] != '\n'; pos++) {
		char c = parser->text[pos];

		if (c == ')' && (!quote || closed))
			return pos;
		if (!quote && (c == '"' || c == '\''))
			quote = c;
		else if (quote && c == quote && parser->text[pos - 1] != '\\')
			closed = true;
	}
	return 0;
}

static bool is_operator(char c)
{
	return c == '!' || c == '<' || c == '=' || c == '>';
}

/* The length of the left side and of the operator; false when only existence is asked for. */
static bool find_operator(const char *text, size_t len, size_t *ret_left, size_t *ret_operator)
{
	size_t left = 0;
	size_t behind;

	while (left < len && !is_operator(text[left]))
		left++;
	for (behind = left; behind < len && is_operator(text[behind]);)
		behind++;
	if (behind == len && behind > left + 1)
		behind--; /* the right side has at least one character */
	if (left == 0 || left == len || behind == len)
		return false;
	*ret_left = left;
	*ret_operator = behind - left;
	return true;
}

static int parse_operator(struct hz_jsonpath_parser *parser, const struct inside *inside,
			  enum hz_jsonpath_operator *ret)
{
	static const struct {
		const char *text;
		enum hz_jsonpath_operator operator_;
	} known[] = {
		{ "==", HZ_JSONPATH_EQUAL },  { "!=", HZ_JSONPATH_NOT_EQUAL },
		{ "<", HZ_JSONPATH_LESS },    { "<=", HZ_JSONPATH_LESS_EQUAL },
		{ ">", HZ_JSONPATH_GREATER }, { ">=", HZ_JSONPATH_GREATER_EQUAL },
	};

	for (size_t i = 0; i < HZ_COUNT(known); i++) {
		if (strlen(known[i].text) != inside->len ||
		    memcmp(known[i].text, text_of(parser, inside), inside->len) != 0)
			continue;
		*ret = known[i].operator_;
		return 0;
	}
	hz_jsonpath_refuse(parser, inside->pos, "there is no operator %.*s", (int)inside->len,
			   text_of(parser, inside));
	return hz_err_advise(parser->err, "Compare with ==, !=, <, <=, > or >=.");
}

static int parse_condition(struct hz_jsonpath_parser *parser, const struct inside *inside,
			   struct hz_jsonpath_node *node)
{
	struct hz_jsonpath_part left = { .before = "", .after = "", .inner = true };
	struct hz_jsonpath_part right = left;
	struct inside operator_;

	left.pos = inside->pos;
	left.len = inside->len;
	right.pos = inside->pos + inside->len;
	if (find_operator(text_of(parser, inside), inside->len, &left.len, &operator_.len)) {
		operator_.pos = left.pos + left.len;
		right.pos = operator_.pos + operator_.len;
		right.len = inside->pos + inside->len - right.pos;
		if (parse_operator(parser, &operator_, &node->operator_) < 0)
			return -1;
	}
	if (hz_jsonpath_parse_part(parser, &left, hz_jsonpath_node_list(node)) < 0)
		return -1;
	return hz_jsonpath_parse_part(parser, &right, hz_jsonpath_node_list(node));
}

int hz_jsonpath_parse_filter(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	size_t opened = parser->pos;
	struct inside inside = { .pos = opened + strlen("[?(") };
	size_t end = end_of_filter(parser, inside.pos);

	if (end == 0 || end + 1 >= parser->len || parser->text[end + 1] != ']') {
		hz_jsonpath_refuse(parser, opened, "the filter is not closed by )]");
		return hz_err_advise(parser->err,
				     "Write a filter as [?(@.name==\"value\")], without brackets "
				     "in brackets.");
	}
	inside.len = end - inside.pos;
	parser->pos = end + 2;
	return parse_condition(parser, &inside,
			       hz_jsonpath_list_add(list, HZ_JSONPATH_FILTER,
						    hz_jsonpath_at(parser, opened)));
}
