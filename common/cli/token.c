/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of the Hetzner project.
 */
#include "cli/token.h"

#include <string.h>

#include "base/secret.h"

#define TOKEN_LENGTH 64

bool hz_token_is_hetzner(const char *text)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz0123456789";

	return strlen(text) == TOKEN_LENGTH && strspn(text, alphabet) == TOKEN_LENGTH;
}

void hz_token_register_environment(void)
{
	hz_secret_register(getenv("HCLOUD_TOKEN"));
	hz_secret_register(getenv("HETZNER_ROBOT_PASSWORD"));
}
