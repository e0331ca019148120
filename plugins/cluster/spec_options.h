/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options that describe a cluster, which every command has that makes one: a file,
 * flags for the common case, or both.
 *
 * A command's options struct begins with a struct hz_spec_options, and its table with
 * HZ_SPEC_OPTIONS.
 */
#ifndef HZ_PLUGINS_CLUSTER_SPEC_OPTIONS_H
#define HZ_PLUGINS_CLUSTER_SPEC_OPTIONS_H

#include "capi/cluster_config.h"
#include "cli/command.h"

struct hz_spec_options {
	const char *file;
	const char *kubernetes_version;
	const char *location;
	int control_planes;
	bool control_planes_given;
	const char *control_plane_type;
	int workers;
	bool workers_given;
	const char *worker_type;
	struct hz_strv pools;
	const char *image;
	struct hz_strv ssh_keys;
	bool network;
	bool network_given;
	const char *secret_name;
};

#define HZ_SPEC_FIELD(field_) .offset = offsetof(struct hz_spec_options, field_)
#define HZ_SPEC_GIVEN(field_) .given = offsetof(struct hz_spec_options, field_)

#define HZ_SPEC_OPTIONS                                                                       \
	{ .type = HZ_OPT_HEADING, .help = "The cluster" },                                    \
		{ .type = HZ_OPT_STRING,                                                      \
		  .letter = 'f',                                                              \
		  .name = "filename",                                                         \
		  .metavar = "FILE",                                                          \
		  HZ_SPEC_FIELD(file),                                                        \
		  .help = "ClusterConfig to begin with, - for standard input; flags win" },   \
		{ .type = HZ_OPT_STRING,                                                      \
		  .name = "kubernetes-version",                                               \
		  .metavar = "VERSION",                                                       \
		  HZ_SPEC_FIELD(kubernetes_version),                                          \
		  .help = "Kubernetes version, such as v1.35.4" },                            \
		{ .type = HZ_OPT_STRING,                                                      \
		  .name = "location",                                                         \
		  .metavar = "NAME",                                                          \
		  HZ_SPEC_FIELD(location),                                                    \
		  .help = "Location of everything: fsn1, nbg1, hel1, ash, hil or sin" },      \
		{ .type = HZ_OPT_INT,                                                         \
		  .name = "control-planes",                                                   \
		  .metavar = "COUNT",                                                         \
		  HZ_SPEC_FIELD(control_planes),                                              \
		  HZ_SPEC_GIVEN(control_planes_given),                                        \
		  .help = "Control plane machines: 1, or 3 or 5 for high availability" },     \
		{ .type = HZ_OPT_STRING,                                                      \
		  .name = "control-plane-type",                                               \
		  .metavar = "TYPE",                                                          \
		  HZ_SPEC_FIELD(control_plane_type),                                          \
		  .help = "Server type of the control plane, such as cpx32" },                \
		{ .type = HZ_OPT_INT,                                                         \
		  .name = "workers",                                                          \
		  .metavar = "COUNT",                                                         \
		  HZ_SPEC_FIELD(workers),                                                     \
		  HZ_SPEC_GIVEN(workers_given),                                               \
		  .help = "Machines of the worker pool, which is md-0 unless the file names " \
			  "another" },                                                        \
		{ .type = HZ_OPT_STRING,                                                      \
		  .name = "worker-type",                                                      \
		  .metavar = "TYPE",                                                          \
		  HZ_SPEC_FIELD(worker_type),                                                 \
		  .help = "Server type of that pool" },                                       \
		{ .type = HZ_OPT_STRINGS,                                                     \
		  .name = "pool",                                                             \
		  .metavar = "KEY=VALUE,...",                                                 \
		  HZ_SPEC_FIELD(pools),                                                       \
		  .help = "Worker pool: name, type, replicas, location, arch, image, "        \
			  "placement-group, label=KEY=VALUE, taint=KEY=VALUE:EFFECT" },       \
		{ .type = HZ_OPT_STRING,                                                      \
		  .name = "image",                                                            \
		  .metavar = "NAME",                                                          \
		  HZ_SPEC_FIELD(image),                                                       \
		  .help = "Image of all machines, such as ubuntu-24.04 or debian-12" },       \
		{ .type = HZ_OPT_STRINGS,                                                     \
		  .name = "ssh-key",                                                          \
		  .metavar = "NAME",                                                          \
		  HZ_SPEC_FIELD(ssh_keys),                                                    \
		  .help = "SSH key of the Hetzner project to put on the servers" },           \
		{ .type = HZ_OPT_BOOL,                                                        \
		  .name = "network",                                                          \
		  HZ_SPEC_FIELD(network),                                                     \
		  HZ_SPEC_GIVEN(network_given),                                               \
		  .help = "Connect the servers by a private network" },                       \
	{                                                                                     \
		.type = HZ_OPT_STRING, .name = "secret-name", .metavar = "NAME",              \
		HZ_SPEC_FIELD(secret_name),                                                   \
		.help = "Secret that holds the Hetzner token, hcloud by default"              \
	}

/* Kind USAGE when neither @name nor a file says which cluster. */
int hz_spec_options_check(const struct hz_spec_options *opts, const char *name, struct hz_err *err);

/*
 * The complete configuration of the cluster @name (NULL when the file says it), for
 * @versions. @namespace_ is for when neither -n nor the file names one. Notes go to
 * cli->err.
 */
int hz_spec_options_read(struct hz_cli *cli, const struct hz_spec_options *opts, const char *name,
			 const struct hz_versions *versions, const char *namespace_,
			 struct hz_cluster_config *ret, struct hz_err *err);

#endif
