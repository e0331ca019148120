// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"maps"
	"slices"
)

const (
	enoughSetups   = 2000
	enoughResolved = 60 // percent
	enoughOfEach   = 50
)

// What must occur in enough set-ups: every field that a kubeconfig may have, every option,
// and every kind of fault.
var mustOccur = []string{
	"kind", "apiVersion", "current-context", "preferences", "extensions",
	"clusters.name", "clusters.cluster",
	"clusters.cluster.server", "clusters.cluster.tls-server-name",
	"clusters.cluster.insecure-skip-tls-verify", "clusters.cluster.certificate-authority",
	"clusters.cluster.certificate-authority-data", "clusters.cluster.proxy-url",
	"clusters.cluster.disable-compression", "clusters.cluster.extensions",
	"users.name", "users.user",
	"users.user.client-certificate", "users.user.client-certificate-data",
	"users.user.client-key", "users.user.client-key-data", "users.user.token",
	"users.user.tokenFile", "users.user.as", "users.user.as-uid", "users.user.as-groups",
	"users.user.as-user-extra", "users.user.username", "users.user.password",
	"users.user.auth-provider", "users.user.auth-provider.name", "users.user.auth-provider.config",
	"users.user.exec", "users.user.exec.command", "users.user.exec.args", "users.user.exec.env",
	"users.user.exec.env.name", "users.user.exec.env.value", "users.user.exec.apiVersion",
	"users.user.exec.installHint", "users.user.exec.provideClusterInfo",
	"users.user.exec.interactiveMode", "users.user.extensions",
	"contexts.name", "contexts.context", "contexts.context.cluster", "contexts.context.user",
	"contexts.context.namespace", "contexts.context.extensions",

	"--kubeconfig", "--context", "--cluster", "--user", "--namespace", "--server", "--token",
	"--username", "--password", "--client-certificate", "--client-key",
	"--certificate-authority", "--insecure-skip-tls-verify", "--tls-server-name",
	"--proxy-url", "--disable-compression", "--request-timeout", "--as", "--as-uid",
	"--as-group", "--as-user-extra",

	"file in the home folder", "list of files", "file by a relative path", "missing file",
	"folder in place of a file", "KUBERNETES_MASTER", "relative path", "missing part",
	"wrong type", "name that stands twice", "other kind or version", "JSON",
	"byte order mark", "second document", "empty file", "broken text", "comment",
	"plugin that is run",
}

type counts struct {
	setups, resolved, differences int
	occurred                      map[string]int
	useful                        map[string]int // of these, in set-ups that resolve
	excused                       map[string]int // by the reason
}

func newCounts() *counts {
	return &counts{occurred: map[string]int{}, useful: map[string]int{}, excused: map[string]int{}}
}

// add counts s, which both sides resolve or not.
func (c *counts) add(s *setup, resolves bool) {
	c.setups++
	if resolves {
		c.resolved++
	}
	for what := range s.occurs {
		c.occurred[what]++
		if resolves {
			c.useful[what]++
		}
	}
}

// report prints the counts; whether they are enough to say that there is no difference.
func (c *counts) report() bool {
	rare := 0
	for _, what := range mustOccur {
		mark := ""
		if c.occurred[what] < enoughOfEach {
			mark = "  too few"
			rare++
		}
		fmt.Printf("%6d  (%d resolve)  %s%s\n", c.occurred[what], c.useful[what], what, mark)
	}
	excused := 0
	for _, reason := range slices.Sorted(maps.Keys(c.excused)) {
		fmt.Printf("%6d  deliberate: %s\n", c.excused[reason], reason)
		excused += c.excused[reason]
	}
	percent := 100 * c.resolved / max(c.setups, 1)
	fmt.Printf("%d set-ups, %d %% resolve, %d fields and options each in %d or more, %d deliberate differences, %d differences\n",
		c.setups, percent, len(mustOccur)-rare, enoughOfEach, excused, c.differences)
	return c.differences == 0 && c.setups >= enoughSetups && percent >= enoughResolved && rare == 0
}
