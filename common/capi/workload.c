/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The API of a workload cluster, through the kubeconfig that Cluster API keeps.
 */
#include "capi/workload.h"

#include "base/base64.h"
#include "kube/kinds.h"
#include "text/json.h"

void hz_workload_done(struct hz_workload *workload)
{
	hz_kube_free(workload->kube);
	hz_kube_target_free(workload->target);
	*workload = (struct hz_workload){ .kube = NULL };
}

/* Appends the kubeconfig of @cluster to @out. */
static int read_kubeconfig(struct hz_kube *management, const char *namespace_, const char *secret,
			   struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = NULL;
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_GET,
		.resource = &hz_kind_secret,
		.namespace_ = namespace_,
		.name = secret,
		.secret = true,
	};
	const char *value;

	if (hz_kube_do(management, &request, &object, err) < 0)
		return -1;
	value = hz_json_str(object, "data.value");
	if (!value || hz_base64_decode(out, value) < 0)
		return hz_err_set(
			err, HZ_ERR_INVALID, "BadKubeconfigSecret",
			"Secret %s in namespace %s has no kubeconfig under the key \"value\"",
			secret, namespace_);
	return 0;
}

int hz_workload_open(struct hz_http *http, struct hz_kube *management, const char *namespace_,
		     const char *cluster, struct hz_workload *ret, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *secret = hz_strf("%s-kubeconfig", cluster);
	HZ_AUTO(hz_freep) char *name = hz_strf("Secret %s/%s", namespace_, secret);
	HZ_AUTO(hz_buf_wipe) struct hz_buf text;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_workload_done) struct hz_workload workload = { .kube = NULL };
	const struct hz_kube_overrides none = { .kubeconfig = NULL };

	hz_buf_init(&text, HZ_BUF_CAP_CREDENTIAL);
	if (read_kubeconfig(management, namespace_, secret, &text, err) < 0 ||
	    hz_kubeconfig_parse(text.data, text.len, name, &config, err) < 0 ||
	    hz_kubeconfig_resolve(config, &none, &workload.target, err) < 0)
		return hz_err_wrap(err, "cannot open the API of cluster %s", cluster);
	workload.kube = hz_kube_new(http, workload.target);
	*ret = workload;
	workload = (struct hz_workload){ .kube = NULL };
	return 0;
}
