/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The error codes of the Cloud API and what each means for us.
 */
#include "hcloud/error_code.h"

#include "base/str.h"

#define READ_WRITE                                                                          \
	"Use a token with the right to read and write; make one in the Hetzner Console of " \
	"the project, under Security, API tokens."
#define TROUBLE                                                                              \
	"The Hetzner Cloud API has trouble of its own: look at https://status.hetzner.com, " \
	"and try again in a while."
#define BUSY "Another action works on it; try again in a moment."
#define ELSEWHERE "Try another location or another type, or try again later."

static const struct hz_hcloud_code codes[] = {
	{ "unauthorized", "Unauthorized", HZ_ERR_FORBIDDEN, HZ_AGAIN_NEVER,
	  "Hetzner does not know this token: check that it is whole and was not deleted; a new one "
	  "is made in the Hetzner Console of the project, under Security, API tokens." },
	{ "forbidden", "Forbidden", HZ_ERR_FORBIDDEN, HZ_AGAIN_NEVER, READ_WRITE },
	{ "token_readonly", "TokenReadonly", HZ_ERR_FORBIDDEN, HZ_AGAIN_NEVER, READ_WRITE },
	{ "protected", "Protected", HZ_ERR_FORBIDDEN, HZ_AGAIN_NEVER,
	  "Take the protection off in the Hetzner Console if this is what you want." },

	{ "not_found", "NotFound", HZ_ERR_NOT_FOUND, HZ_AGAIN_NEVER, NULL },
	{ "firewall_resource_not_found", "NotFound", HZ_ERR_NOT_FOUND, HZ_AGAIN_NEVER, NULL },
	{ "dns_zone_not_found", "NotFound", HZ_ERR_NOT_FOUND, HZ_AGAIN_NEVER, NULL },

	{ "conflict", "Conflict", HZ_ERR_CONFLICT, HZ_AGAIN_ALWAYS, BUSY },
	{ "locked", "Locked", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, BUSY },
	{ "resource_locked", "ResourceLocked", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER,
	  "Hetzner has locked it: ask the support why." },
	{ "uniqueness_error", "UniquenessError", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER,
	  "The project has one with this name or value already: use it, choose another, or delete "
	  "it." },
	{ "resource_in_use", "ResourceInUse", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "server_not_stopped", "ServerNotStopped", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "networks_overlap", "NetworksOverlap", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "server_already_attached", "AlreadyAttached", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "load_balancer_already_attached", "AlreadyAttached", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER,
	  NULL },
	{ "volume_already_attached", "AlreadyAttached", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "server_already_added", "AlreadyAttached", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "firewall_already_applied", "AlreadyAttached", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "target_already_defined", "AlreadyAttached", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "source_port_already_used", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "vswitch_id_already_used", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "primary_ip_assigned", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "primary_ip_already_assigned", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "server_has_ipv4", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "server_has_ipv6", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "server_is_load_balancer_target", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL },
	{ "firewall_managed_by_label_selector", "AlreadyUsed", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER,
	  NULL },

	{ "invalid_input", "InvalidInput", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "json_error", "InvalidInput", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "unsupported_error", "Unsupported", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "invalid_server_type", "InvalidServerType", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "invalid_load_balancer_type", "InvalidLoadBalancerType", HZ_ERR_INVALID, HZ_AGAIN_NEVER,
	  NULL },
	{ "missing_ipv4", "MissingIpv4", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "ip_not_owned", "IpNotOwned", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "cloud_resource_ip_not_allowed", "IpNotAllowed", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "server_not_attached_to_network", "NotAttached", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "load_balancer_not_attached_to_network", "NotAttached", HZ_ERR_INVALID, HZ_AGAIN_NEVER,
	  NULL },
	{ "targets_without_use_private_ip", "NotAttached", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "incompatible_network_type", "Mismatch", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "private_net_only_server", "Mismatch", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "primary_ip_datacenter_mismatch", "Mismatch", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "primary_ip_version_mismatch", "Mismatch", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },
	{ "dns_zone_is_secondary_zone", "Mismatch", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL },

	{ "resource_limit_exceeded", "ResourceLimitExceeded", HZ_ERR_UNAVAILABLE, HZ_AGAIN_NEVER,
	  "Delete what is no longer needed, or ask for a higher limit in the Hetzner Console, "
	  "under Limits." },
	{ "resource_unavailable", "ResourceUnavailable", HZ_ERR_UNAVAILABLE, HZ_AGAIN_NEVER,
	  ELSEWHERE },
	{ "placement_error", "PlacementError", HZ_ERR_UNAVAILABLE, HZ_AGAIN_NEVER, ELSEWHERE },
	{ "no_space_left_in_location", "NoSpaceLeft", HZ_ERR_UNAVAILABLE, HZ_AGAIN_NEVER,
	  ELSEWHERE },
	{ "no_subnet_available", "NoSubnetAvailable", HZ_ERR_UNAVAILABLE, HZ_AGAIN_NEVER,
	  "Give the network another subnet, or free addresses in those that it has." },
	{ "ip_not_available", "IpNotAvailable", HZ_ERR_UNAVAILABLE, HZ_AGAIN_NEVER, NULL },

	{ "rate_limit_exceeded", "RateLimitExceeded", HZ_ERR_FAILED, HZ_AGAIN_ALWAYS, NULL },
	{ "bad_gateway", "BadGateway", HZ_ERR_FAILED, HZ_AGAIN_HARMLESS, TROUBLE },
	{ "timeout", "ApiTimeout", HZ_ERR_FAILED, HZ_AGAIN_HARMLESS, TROUBLE },
	{ "server_error", "ServerError", HZ_ERR_FAILED, HZ_AGAIN_NEVER, TROUBLE },
	{ "service_error", "ServiceError", HZ_ERR_FAILED, HZ_AGAIN_NEVER, TROUBLE },
	{ "unknown_error", "UnknownError", HZ_ERR_FAILED, HZ_AGAIN_NEVER, TROUBLE },
	{ "unavailable", "Unavailable", HZ_ERR_FAILED, HZ_AGAIN_NEVER, TROUBLE },
	{ "maintenance", "Maintenance", HZ_ERR_FAILED, HZ_AGAIN_NEVER,
	  "Hetzner works on it: look at https://status.hetzner.com, and try again in a while." },
	{ "robot_unavailable", "RobotUnavailable", HZ_ERR_FAILED, HZ_AGAIN_NEVER,
	  "Hetzner's Robot does not answer its Cloud API; try again in a while." },
	{ "deprecated_api_endpoint", "DeprecatedApiEndpoint", HZ_ERR_FAILED, HZ_AGAIN_NEVER,
	  "Update kubectl hetzner: Hetzner has removed what it asks for." },
};

/* What a status says where no code does, as a proxy on the way answers. */
static const struct {
	int status;
	struct hz_hcloud_code code;
} statuses[] = {
	{ 400, { NULL, "Unknown", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL } },
	{ 401, { NULL, "Unknown", HZ_ERR_FORBIDDEN, HZ_AGAIN_NEVER, NULL } },
	{ 403, { NULL, "Unknown", HZ_ERR_FORBIDDEN, HZ_AGAIN_NEVER, NULL } },
	{ 404, { NULL, "Unknown", HZ_ERR_NOT_FOUND, HZ_AGAIN_NEVER, NULL } },
	{ 409, { NULL, "Unknown", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, NULL } },
	{ 422, { NULL, "Unknown", HZ_ERR_INVALID, HZ_AGAIN_NEVER, NULL } },
	{ 423, { NULL, "Unknown", HZ_ERR_CONFLICT, HZ_AGAIN_NEVER, BUSY } },
	{ 429, { NULL, "RateLimitExceeded", HZ_ERR_FAILED, HZ_AGAIN_ALWAYS, NULL } },
	{ 500, { NULL, "Unknown", HZ_ERR_FAILED, HZ_AGAIN_NEVER, TROUBLE } },
	{ 502, { NULL, "BadGateway", HZ_ERR_FAILED, HZ_AGAIN_HARMLESS, TROUBLE } },
	{ 503, { NULL, "Unknown", HZ_ERR_FAILED, HZ_AGAIN_NEVER, TROUBLE } },
	{ 504, { NULL, "ApiTimeout", HZ_ERR_FAILED, HZ_AGAIN_HARMLESS, TROUBLE } },
};

static const struct hz_hcloud_code unknown = { NULL, "Unknown", HZ_ERR_FAILED, HZ_AGAIN_NEVER,
					       NULL };

const struct hz_hcloud_code *hz_hcloud_code_find(const char *name, int status)
{
	for (size_t i = 0; name && i < HZ_COUNT(codes); i++)
		if (hz_str_eq(codes[i].name, name))
			return &codes[i];
	for (size_t i = 0; i < HZ_COUNT(statuses); i++)
		if (statuses[i].status == status)
			return &statuses[i].code;
	return &unknown;
}
