// SPDX-License-Identifier: Apache-2.0

// The three servers: their arguments, and how they are started and known to work.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// arguments of the servers. They run in the folder of the test bed.
var arguments = map[string][]string{
	"etcd": {
		"--data-dir=etcd",
		// What is lost when the machine stops is the test bed's only.
		"--unsafe-no-fsync",
		"--listen-client-urls=" + etcdURL,
		"--advertise-client-urls=" + etcdURL,
		"--listen-peer-urls=" + etcdPeerURL,
		"--initial-advertise-peer-urls=" + etcdPeerURL,
		"--initial-cluster=default=" + etcdPeerURL,
		"--log-level=warn",
	},
	"kube-apiserver": {
		"--etcd-servers=" + etcdURL,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none", // Endpoints cannot be on loopback
		"--permit-port-sharing",           // with holdPort
		"--tls-cert-file=pki/server.crt",
		"--tls-private-key-file=pki/server.key",
		"--client-ca-file=pki/ca.crt",
		"--token-auth-file=pki/tokens.csv",
		"--authorization-mode=RBAC",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=pki/service-accounts.crt",
		"--service-account-signing-key-file=pki/service-accounts.key",
		"--service-cluster-ip-range=10.96.0.0/16",
		"--audit-policy-file=audit-policy.yaml",
		"--audit-log-path=log/audit.log",
	},
	"kube-controller-manager": {
		"--kubeconfig=kubeconfig/controllers.yaml",
		"--leader-elect=false",
		"--secure-port=0",
		// All that do not need nodes or a cloud.
		"--controllers=" + strings.Join([]string{
			"certificatesigningrequest-approving-controller",
			"certificatesigningrequest-signing-controller",
			"clusterrole-aggregation-controller",
			"cronjob-controller",
			"deployment-controller",
			"garbage-collector-controller",
			"job-controller",
			"namespace-controller",
			"replicaset-controller",
			"resourcequota-controller",
			"root-ca-certificate-publisher-controller",
			"serviceaccount-controller",
			"serviceaccount-token-controller",
			"statefulset-controller",
			"ttl-after-finished-controller",
		}, ","),
		"--root-ca-file=pki/ca.crt",
		"--cluster-signing-cert-file=pki/ca.crt",
		"--cluster-signing-key-file=pki/ca.key",
		"--service-account-private-key-file=pki/service-accounts.key",
		// The defaults are for a cluster that has other work too.
		"--kube-api-qps=500",
		"--kube-api-burst=1000",
	},
}

// Sockets in the folder of the test bed, which only its owner can enter: no port to choose, and no
// way in that goes past the API server. etcd wants a port, which becomes part of the file's name.
const (
	etcdURL     = "unix://etcd.sock:0"
	etcdPeerURL = "unix://etcd-peer.sock:0"
)

// auditPolicy logs one line for each request, but none of the test bed's own.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: None
  users: ["system:apiserver", "` + controllersUser + `"]
- level: Metadata
`

// startServers starts etcd, the API server and the controllers and waits until they work.
func (b *bed) startServers(ctx context.Context, port int) error {
	if err := os.WriteFile(b.path("audit-policy.yaml"), []byte(auditPolicy), 0o600); err != nil {
		return err
	}
	if err := b.spawn("etcd"); err != nil {
		return err
	}
	if err := b.spawn("kube-apiserver", fmt.Sprint("--secure-port=", port)); err != nil {
		return err
	}
	c, err := b.client()
	if err != nil {
		return err
	}
	err = b.waitFor(ctx, "the API server", func() bool {
		_, err := c.get(ctx, "/readyz")
		return err == nil
	})
	if err != nil {
		return err
	}
	return b.startControllers(ctx, c)
}

// startControllers starts the controllers, anew if they run, and waits until they work.
func (b *bed) startControllers(ctx context.Context, c *client) error {
	const name = "kube-controller-manager"
	if last := len(b.Processes) - 1; b.Processes[last].Name == name {
		if err := b.Processes[last].end(); err != nil {
			return err
		}
		b.Processes = b.Processes[:last]
	}
	if err := b.spawn(name); err != nil {
		return err
	}
	// The garbage collector begins when it watches every kind there is. The owner of this object
	// does not exist, so that the object goes as soon as the collector has begun.
	const folder = "/api/v1/namespaces/default/"
	_, err := c.do(ctx, "POST", folder+"configmaps", "application/json", []byte(`{
		"metadata": {"name": "testbed-probe", "ownerReferences": [{"apiVersion": "v1",
			"kind": "ConfigMap", "name": "nobody", "uid": "00000000-0000-0000-0000-000000000000"}]}}`))
	if err != nil {
		return err
	}
	return b.waitFor(ctx, "the controllers", func() bool {
		_, err := c.get(ctx, folder+"configmaps/testbed-probe")
		_, noCA := c.get(ctx, folder+"configmaps/kube-root-ca.crt")
		_, noAccount := c.get(ctx, folder+"serviceaccounts/default")
		return notFound(err) && noCA == nil && noAccount == nil
	})
}

// spawn starts a server with its arguments and more.
func (b *bed) spawn(name string, more ...string) error {
	programs, err := programDir()
	if err != nil {
		return err
	}
	p, err := startProcess(filepath.Join(programs, name), b.dir, b.path("log/"+name+".log"),
		append(arguments[name], more...))
	if err != nil {
		return err
	}
	b.Processes = append(b.Processes, p)
	return b.save()
}

// waitFor calls done until it returns true, as long as all servers live.
func (b *bed) waitFor(ctx context.Context, what string, done func() bool) error {
	// A machine under load needs many times the usual 5 s.
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for !done() {
		if name := b.dead(); name != "" {
			return fmt.Errorf("%s has ended", name)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

// printLogs shows the end of the servers' logs to who has to find out why a start failed.
func (b *bed) printLogs() {
	for name := range arguments {
		data, err := os.ReadFile(b.path("log/" + name + ".log"))
		if err != nil {
			continue
		}
		lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
		lines = lines[max(0, len(lines)-15):]
		fmt.Fprintf(os.Stderr, "--- the end of %s.log\n%s\n", name, bytes.Join(lines, []byte("\n")))
	}
}
