/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a YAML scalar means: the rules of go-yaml v2.
 */
#include "text/yaml_resolve.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/num.h"
#include "base/str.h"

#define DIGITS "0123456789"
#define HEX DIGITS "abcdefABCDEF"

/* "false", "+.inf" */
#define LONGEST_WORD 5

static const struct hz_yaml_scalar string = { .type = HZ_YAML_STR };

/* Whether @word is one of @words, each of which has a blank behind it. */
static bool is_among(const char *word, const char *words)
{
	size_t len = strlen(word);

	for (; *words; words = strchr(words, ' ') + 1)
		if (strncmp(words, word, len) == 0 && words[len] == ' ')
			return true;
	return false;
}

/* The words that are no strings. */
static bool resolve_word(const char *text, struct hz_yaml_scalar *ret)
{
	static const struct {
		const char *words;
		struct hz_yaml_scalar value;
	} known[] = {
		{ "y Y yes Yes YES true True TRUE on On ON ",
		  { .type = HZ_YAML_BOOL, .boolean = true } },
		{ "n N no No NO false False FALSE off Off OFF ",
		  { .type = HZ_YAML_BOOL, .boolean = false } },
		{ "~ null Null NULL ", { .type = HZ_YAML_NULL } },
		{ ".inf .Inf .INF +.inf +.Inf +.INF ",
		  { .type = HZ_YAML_FLOAT, .number = HUGE_VAL } },
		{ "-.inf -.Inf -.INF ", { .type = HZ_YAML_FLOAT, .number = -HUGE_VAL } },
		{ ".nan .NaN .NAN ", { .type = HZ_YAML_FLOAT, .number = NAN } },
	};

	if (strnlen(text, LONGEST_WORD + 1) > LONGEST_WORD || strchr(text, ' '))
		return false;
	for (size_t i = 0; i < HZ_COUNT(known); i++) {
		if (is_among(text, known[i].words)) {
			*ret = known[i].value;
			return true;
		}
	}
	return false;
}

/* ^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$ */
static bool looks_like_a_float(const char *text)
{
	size_t whole;
	size_t fraction = 0;

	text += *text == '-' || *text == '+';
	whole = strspn(text, DIGITS);
	text += whole;
	if (*text == '.') {
		fraction = strspn(++text, DIGITS);
		text += fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (*text != 'e' && *text != 'E')
		return *text == '\0';
	text++;
	text += *text == '-' || *text == '+';
	return *text != '\0' && text[strspn(text, DIGITS)] == '\0';
}

static bool resolve_float(const char *text, struct hz_yaml_scalar *ret)
{
	double number;

	if (!looks_like_a_float(text) || hz_parse_double(text, &number) < 0)
		return false;
	*ret = (struct hz_yaml_scalar){ .type = HZ_YAML_FLOAT, .number = number };
	return true;
}

/* Whether each '_' stands between two digits. */
static bool underscores_separate_digits(const char *text)
{
	for (const char *at = strchr(text, '_'); at; at = strchr(at + 1, '_'))
		if (at == text || !strchr(DIGITS, at[-1]) || !at[1] || !strchr(DIGITS, at[1]))
			return false;
	return true;
}

static void add_without_underscores(struct hz_buf *out, const char *text)
{
	for (; *text; text++)
		if (*text != '_')
			hz_buf_addc(out, *text);
}

/* What starts with a dot. */
static bool resolve_fraction(const char *text, struct hz_yaml_scalar *ret)
{
	HZ_AUTO(hz_buf_done) struct hz_buf plain = HZ_BUF_INIT;

	if (!underscores_separate_digits(text))
		return false;
	add_without_underscores(&plain, text);
	return resolve_float(hz_buf_str(&plain), ret);
}

/* The base that the prefix of @digits names as in a Go literal; skips "0x", "0b" and "0o". */
static int take_base(const char **digits)
{
	const char *text = *digits;

	if (text[0] != '0')
		return 10;
	if (text[1] == '\0' || text[2] == '\0')
		return 8;
	*digits += 2;
	switch (text[1] | 0x20) {
	case 'x':
		return 16;
	case 'b':
		return 2;
	case 'o':
		return 8;
	default:
		*digits -= 2;
		return 8;
	}
}

static bool parse_magnitude(const char *text, int base, uint64_t *ret)
{
	const char *digits = base == 2 ? "01" : base == 8 ? "01234567" : base == 10 ? DIGITS : HEX;

	if (*text == '\0' || text[strspn(text, digits)] != '\0')
		return false;
	errno = 0;
	*ret = strtoull(text, NULL, base);
	return errno == 0;
}

/* A magnitude with its sign, which may be '\0'. Only without a sign it may exceed int64. */
static bool sign_integer(uint64_t magnitude, char sign, struct hz_yaml_scalar *ret)
{
	if (sign == '-' && magnitude <= (uint64_t)INT64_MAX + 1)
		*ret = (struct hz_yaml_scalar){ .type = HZ_YAML_INT,
						.integer = (int64_t)(0 - magnitude) };
	else if (sign != '-' && magnitude <= INT64_MAX)
		*ret = (struct hz_yaml_scalar){ .type = HZ_YAML_INT,
						.integer = (int64_t)magnitude };
	else if (sign == '\0')
		*ret = (struct hz_yaml_scalar){ .type = HZ_YAML_UINT, .large = magnitude };
	else
		return false;
	return true;
}

static char take_sign(const char **text)
{
	return **text == '-' || **text == '+' ? *(*text)++ : '\0';
}

/* Go's ParseInt and ParseUint of base 0. */
static bool resolve_integer(const char *text, struct hz_yaml_scalar *ret)
{
	char sign = take_sign(&text);
	int base = take_base(&text);
	uint64_t magnitude;

	return parse_magnitude(text, base, &magnitude) && sign_integer(magnitude, sign, ret);
}

/* go-yaml v2 also takes a sign behind the prefix: "0b-101". */
static bool resolve_signed_binary(const char *text, struct hz_yaml_scalar *ret)
{
	const char *digits = hz_str_after(text, "0b");
	uint64_t magnitude;
	char sign;

	if (!digits)
		return false;
	sign = take_sign(&digits);
	return parse_magnitude(digits, 2, &magnitude) && sign_integer(magnitude, sign, ret);
}

/* What starts with a digit or a sign. */
static bool resolve_number(const char *text, struct hz_yaml_scalar *ret)
{
	HZ_AUTO(hz_buf_done) struct hz_buf plain = HZ_BUF_INIT;

	add_without_underscores(&plain, text);
	return resolve_integer(hz_buf_str(&plain), ret) || resolve_float(hz_buf_str(&plain), ret) ||
	       resolve_signed_binary(hz_buf_str(&plain), ret);
}

static struct hz_yaml_scalar resolve(const char *text, bool timestamps)
{
	struct hz_yaml_scalar value = string;

	if (*text == '\0')
		value.type = HZ_YAML_NULL;
	else if (!strchr("yYnNtTfFoO~.+-" DIGITS, *text) || resolve_word(text, &value))
		return value;
	else if (*text == '.')
		(void)resolve_fraction(text, &value);
	else if (timestamps && hz_yaml_is_timestamp(text))
		value.type = HZ_YAML_TIMESTAMP;
	else if (strchr("+-" DIGITS, *text))
		(void)resolve_number(text, &value);
	return value;
}

struct hz_yaml_scalar hz_yaml_resolve(const char *text, size_t len)
{
	return strlen(text) == len ? resolve(text, true) : string;
}

/* An integer is a float as well where the tag says so, if int64 holds it. */
static bool is_of_type(struct hz_yaml_scalar *value, enum hz_yaml_type type)
{
	if (type == HZ_YAML_FLOAT && value->type == HZ_YAML_INT)
		*value = (struct hz_yaml_scalar){ .type = HZ_YAML_FLOAT,
						  .number = (double)value->integer };
	return value->type == type || (type == HZ_YAML_INT && value->type == HZ_YAML_UINT);
}

int hz_yaml_resolve_tagged(const char *tag, const char *text, size_t len,
			   struct hz_yaml_scalar *ret)
{
	static const struct {
		const char *tag;
		enum hz_yaml_type type;
	} known[] = {
		{ HZ_YAML_TAG "null", HZ_YAML_NULL },
		{ HZ_YAML_TAG "bool", HZ_YAML_BOOL },
		{ HZ_YAML_TAG "int", HZ_YAML_INT },
		{ HZ_YAML_TAG "float", HZ_YAML_FLOAT },
		{ HZ_YAML_TAG "timestamp", HZ_YAML_TIMESTAMP },
	};

	for (size_t i = 0; i < HZ_COUNT(known); i++) {
		struct hz_yaml_scalar value = string;

		if (!hz_str_eq(tag, known[i].tag))
			continue;
		if (strlen(text) == len)
			value = resolve(text, known[i].type == HZ_YAML_TIMESTAMP);
		if (!is_of_type(&value, known[i].type))
			return -1;
		*ret = value;
		return 0;
	}
	*ret = string;
	return 0;
}
