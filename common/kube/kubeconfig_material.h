/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates and keys of a kubeconfig entry, which stand in it as base64 or in a
 * file that it names.
 */
#ifndef HZ_KUBE_KUBECONFIG_MATERIAL_H
#define HZ_KUBE_KUBECONFIG_MATERIAL_H

#include "base/problems.h"
#include "kube/pem.h"
#include "text/json.h"

struct hz_material {
	const json_t *entry;
	const char *title; /* of the entry, for messages */
	const char *field; /* "client-key"; its other field is "client-key-data" */
	bool by_option;    /* --<field> has set it */
	bool unused;       /* it will not be sent: a file of it need only be there */
	enum hz_pem_kind kind;
};

/* Whether either field is set. */
bool hz_material_is_set(const struct hz_material *material);

/*
 * The PEM text, owned by the caller, registered as a secret if it is a key; NULL where
 * there is none, where it is not used, or after adding a problem.
 */
char *hz_material_load(const struct hz_material *material, struct hz_problems *problems);

#endif
