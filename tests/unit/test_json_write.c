/* SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <string.h>

#include "base/file.h"
#include "text/float.h"
#include "text/json.h"
#include "unit.h"

/* The file is what `kubectl annotate --local -o json` printed. */
START_TEST(an_object_looks_as_kubectl_prints_it)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf golden = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;

	hz_ck_ok(hz_file_read(hz_test_data("json/kubectl.json"), &golden, &err), &err);
	hz_ck_ok(hz_json_parse(golden.data, golden.len, &json, &err), &err);
	hz_json_write(&out, json, 4);
	ck_assert_str_eq(hz_buf_str(&out), hz_buf_str(&golden));
}
END_TEST

START_TEST(without_an_indent_it_is_one_line)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *json = json_pack("{s:[i,s,b,n],s:{},s:[]}", "list", 1, "x", 1, "empty", "also");
	HZ_AUTO(hz_freep) char *text = hz_json_text(json);

	ck_assert_str_eq(text, "{\"also\":[],\"empty\":{},\"list\":[1,\"x\",true,null]}");
}
END_TEST

START_TEST(escapes_controls_and_what_html_knows)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *json = json_string("<a href=\"x\">\\ & \b\f\n\r\t\x01\x1f\x7f \xc2\x85\xe2\x80\xa8"
				   "\xe2\x80\xa9\xf0\x9f\x98\x80");
	HZ_AUTO(hz_freep) char *text = hz_json_text(json);

	ck_assert_str_eq(text, "\"\\u003ca href=\\\"x\\\"\\u003e\\\\ \\u0026 "
			       "\\b\\f\\n\\r\\t\\u0001\\u001f\x7f \xc2\x85\\u2028"
			       "\\u2029\xf0\x9f\x98\x80\"");
}
END_TEST

/* The wanted texts are those of Go's encoding/json and strconv. */
static const struct {
	double value;
	const char *json;
	const char *g;
	const char *g32;
} numbers[] = {
	{ 0.0, "0", "0", "0" },
	{ -0.0, "-0", "-0", "-0" },
	{ 1.0, "1", "1", "1" },
	{ -1.5, "-1.5", "-1.5", "-1.5" },
	{ 0.1, "0.1", "0.1", "0.1" },
	{ 1.1, "1.1", "1.1", "1.1" },
	{ 1.0 / 3, "0.3333333333333333", "0.3333333333333333", "0.33333334" },
	{ 100, "100", "100", "100" },
	{ 999999, "999999", "999999", "999999" },
	{ 1e6, "1000000", "1e+06", "1e+06" },
	{ 1234567.5, "1234567.5", "1.2345675e+06", "1.2345675e+06" },
	{ 1e20, "100000000000000000000", "1e+20", "1e+20" },
	{ 123456789012345678901.0, "123456789012345680000", "1.2345678901234568e+20",
	  "1.2345679e+20" },
	{ 1e21, "1e+21", "1e+21", "1e+21" },
	{ 1.5e300, "1.5e+300", "1.5e+300", NULL },
	{ 0.0001, "0.0001", "0.0001", "0.0001" },
	{ 0.00001, "0.00001", "1e-05", "1e-05" },
	{ 0.000001, "0.000001", "1e-06", "1e-06" },
	{ 0.0000001, "1e-7", "1e-07", "1e-07" },
	{ 1.25e-10, "1.25e-10", "1.25e-10", "1.25e-10" },
	{ 5e-324, "5e-324", "5e-324", "0" },
	{ DBL_MAX, "1.7976931348623157e+308", "1.7976931348623157e+308", NULL },
	{ DBL_MIN, "2.2250738585072014e-308", "2.2250738585072014e-308", "0" },
	{ 0x1p-1017, "7.120236347223045e-307", "7.120236347223045e-307", "0" },
	{ 0x1p-44, "5.684341886080802e-14", "5.684341886080802e-14", "5.684342e-14" },
	{ 0x1p-96, "1.262177448353619e-29", "1.262177448353619e-29", "1.2621775e-29" },
	{ 9999999999999999.0, "10000000000000000", "1e+16", "1e+16" },
	{ 9007199254740993.0, "9007199254740992", "9.007199254740992e+15", "9.007199e+15" },
};

START_TEST(numbers_have_the_fewest_digits)
{
	for (size_t i = 0; i < HZ_COUNT(numbers); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *json = json_real(numbers[i].value);
		HZ_AUTO(hz_freep) char *text = hz_json_text(json);

		ck_assert_str_eq(text, numbers[i].json);
	}
}
END_TEST

START_TEST(the_g_form_has_an_exponent_from_six_digits_on)
{
	for (size_t i = 0; i < HZ_COUNT(numbers); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		hz_float_add_g(&out, numbers[i].value);
		ck_assert_str_eq(hz_buf_str(&out), numbers[i].g);
		if (!numbers[i].g32)
			continue;
		hz_buf_clear(&out);
		hz_float_add_g32(&out, (float)numbers[i].value);
		ck_assert_str_eq(hz_buf_str(&out), numbers[i].g32);
	}
}
END_TEST

HZ_SUITE("json_write", an_object_looks_as_kubectl_prints_it, without_an_indent_it_is_one_line,
	 escapes_controls_and_what_html_knows, numbers_have_the_fewest_digits,
	 the_g_form_has_an_exponent_from_six_digits_on)
