/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/pem.h"

#include <string.h>

#include "unit.h"

#define BLOCK(label) "-----BEGIN " label "-----\nZmFrZQ==\n-----END " label "-----\n"

static const struct {
	const char *text;
	enum hz_pem_kind kind;
	const char *want; /* NULL: nothing is wrong */
} cases[] = {
	{ BLOCK("CERTIFICATE"), HZ_PEM_CERTIFICATE, NULL },
	{ "# subject: a\n" BLOCK("CERTIFICATE"), HZ_PEM_CERTIFICATE, NULL },
	{ BLOCK("X509 CRL") BLOCK("CERTIFICATE"), HZ_PEM_CERTIFICATE, NULL },
	{ BLOCK("PRIVATE KEY") BLOCK("CERTIFICATE"), HZ_PEM_CERTIFICATE, NULL },
	{ BLOCK("PRIVATE KEY"), HZ_PEM_PRIVATE_KEY, NULL },
	{ BLOCK("RSA PRIVATE KEY"), HZ_PEM_PRIVATE_KEY, NULL },
	{ BLOCK("EC PARAMETERS") BLOCK("EC PRIVATE KEY"), HZ_PEM_PRIVATE_KEY, NULL },
	{ "", HZ_PEM_CERTIFICATE, "holds no PEM certificate" },
	{ "", HZ_PEM_PRIVATE_KEY, "holds no PEM private key" },
	{ "ZmFrZQ==", HZ_PEM_CERTIFICATE, "holds no PEM certificate" },
	{ BLOCK("PRIVATE KEY"), HZ_PEM_CERTIFICATE, "holds no PEM certificate" },
	{ BLOCK("CERTIFICATE"), HZ_PEM_PRIVATE_KEY, "holds no PEM private key" },
	{ BLOCK("PUBLIC KEY"), HZ_PEM_PRIVATE_KEY, "holds no PEM private key" },
	{ BLOCK("CERTIFICATE REQUEST"), HZ_PEM_CERTIFICATE, "holds no PEM certificate" },
	{ "-----BEGIN CERTIFICATE-----\nZmFr", HZ_PEM_CERTIFICATE, "holds no PEM certificate" },
	{ "-----BEGIN CERTIFICATE", HZ_PEM_CERTIFICATE, "holds no PEM certificate" },
	{ "x-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", HZ_PEM_CERTIFICATE,
	  "holds no PEM certificate" },
	{ BLOCK("ENCRYPTED PRIVATE KEY"), HZ_PEM_PRIVATE_KEY,
	  "holds a private key that is encrypted" },
	{ "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nZm8=\n"
	  "-----END RSA PRIVATE KEY-----\n",
	  HZ_PEM_PRIVATE_KEY, "holds a private key that is encrypted" },
};

START_TEST(tells_what_is_missing)
{
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		const char *problem = hz_pem_problem(cases[i].text, cases[i].kind);

		ck_assert_msg(!problem == !cases[i].want &&
				      (!problem || strcmp(problem, cases[i].want) == 0),
			      "case %zu: %s", i, problem ? problem : "nothing wrong");
	}
}
END_TEST

HZ_SUITE("pem", tells_what_is_missing)
