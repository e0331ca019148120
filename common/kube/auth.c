/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who we are to one server, for each request anew: when an identity is made again.
 */
#include "kube/auth.h"

/*
 * How old a token from a file may be: a minute, less ten seconds for a request to arrive
 * (k8s.io/client-go/transport/token_source.go).
 */
#define TOKEN_FILE_AGE_S 50

struct hz_auth {
	const struct hz_kube_target *target; /* borrowed */
	struct hz_identity *current;         /* a reference; NULL before the first request */
	bool refused;                        /* the server did not take @current */
	bool renewed; /* @current stands for one that was refused, and was not taken yet */
};

struct hz_auth *hz_auth_new(const struct hz_kube_target *target)
{
	struct hz_auth *auth = hz_alloc(1, sizeof(*auth));

	auth->target = target;
	return auth;
}

void hz_auth_free(struct hz_auth *auth)
{
	if (!auth)
		return;
	hz_identity_unref(auth->current);
	free(auth);
}

/* A clock that was set back makes a token file old, too. */
static bool is_due(const struct hz_auth *auth, int64_t now)
{
	const struct hz_identity *current = auth->current;

	if (!current || auth->refused)
		return true;
	if (hz_identity_uses_plugin(auth->target))
		return current->plugin.expires != 0 && now >= current->plugin.expires;
	return auth->target->token_file && (current->fell_back || now < current->made ||
					    now - current->made >= TOKEN_FILE_AGE_S);
}

/* A token file that is just being replaced: the token that was read last may still be good. */
static bool is_worse(const struct hz_auth *auth, const struct hz_identity *identity)
{
	return auth->current && auth->target->token_file && (!identity || identity->fell_back);
}

static int renew(struct hz_auth *auth, int64_t now, struct hz_err *err)
{
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *identity = NULL;
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	int r = hz_identity_make(auth->target, now, &identity, &failure);

	if (is_worse(auth, identity))
		return 0;
	if (r < 0)
		return hz_err_move(err, &failure);
	hz_identity_unref(auth->current);
	auth->current = HZ_TAKE(identity);
	auth->renewed = auth->refused;
	auth->refused = false;
	return 0;
}

int hz_auth_identity(struct hz_auth *auth, int64_t now, struct hz_identity **ret,
		     struct hz_err *err)
{
	if (is_due(auth, now) && renew(auth, now, err) < 0)
		return -1;
	*ret = hz_identity_ref(auth->current);
	return 0;
}

void hz_auth_answered(struct hz_auth *auth, const struct hz_identity *identity, int status)
{
	if (identity != auth->current || !hz_identity_uses_plugin(auth->target))
		return;
	if (status != 401)
		auth->renewed = false;
	else if (!auth->renewed)
		auth->refused = true;
}
