// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
	"k8s.io/cli-runtime/pkg/genericclioptions"
	_ "k8s.io/client-go/plugin/pkg/client/auth" // as kubectl has it
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/transport"
	"k8s.io/client-go/util/homedir"
)

var nothing = must(os.OpenFile(os.DevNull, os.O_RDWR, 0))

// theirs is what client-go makes of s, whose folder and environment this process is in.
func theirs(s *setup) answer {
	defer func(stdout *os.File) { os.Stdout = stdout }(os.Stdout)
	os.Stdin, os.Stdout = nothing, nothing // for the question after a user name

	// What client-go reads from the environment when a program starts.
	clientcmd.RecommendedHomeFile = filepath.Join(homedir.HomeDir(), ".kube", "config")
	clientcmd.ClusterDefaults.Server = "http://localhost:8080"
	if server := s.env["KUBERNETES_MASTER"]; server != "" {
		clientcmd.ClusterDefaults.Server = server
	}
	config, err := loader(s)
	if err != nil {
		return answer{Error: err.Error()}
	}
	found, err := resolve(config)
	if err != nil {
		found.Error = err.Error()
	}
	if raw, err := config.RawConfig(); err == nil {
		found.nameless = usesNameless(s, raw)
	}
	return found
}

// loader reads the options as kubectl does. What only client-go's own option set has, the
// proxy and the prefix of a namespace, is read as other programs on clientcmd do.
func loader(s *setup) (clientcmd.ClientConfig, error) {
	for _, arg := range s.args {
		namespace, _ := strings.CutPrefix(arg, "--namespace=")
		if strings.HasPrefix(arg, "--proxy-url=") || (namespace != arg && strings.Contains(namespace, "/")) {
			return clientcmdLoader(s.args)
		}
	}
	return kubectlLoader(s.args)
}

func kubectlLoader(args []string) (clientcmd.ClientConfig, error) {
	options := genericclioptions.NewConfigFlags(false).WithDeprecatedPasswordFlag()
	flags := pflag.NewFlagSet("kubectl", pflag.ContinueOnError)
	options.AddFlags(flags)
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if *options.Password == "" { // it would ask for a user where nothing logs in
		options.Password = nil
	}
	return options.ToRawKubeConfigLoader(), nil
}

func clientcmdLoader(args []string) (clientcmd.ClientConfig, error) {
	overrides := &clientcmd.ConfigOverrides{ClusterDefaults: clientcmd.ClusterDefaults}
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	flags := pflag.NewFlagSet("clientcmd", pflag.ContinueOnError)
	clientcmd.BindOverrideFlags(overrides, flags, clientcmd.RecommendedConfigOverrideFlags(""))
	flags.StringVar(&rules.ExplicitPath, "kubeconfig", "", "")
	var extra []string
	flags.StringArrayVar(&extra, "as-user-extra", nil, "")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	addExtra(&overrides.AuthInfo, extra)
	return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides), nil
}

// addExtra does what cli-runtime does, as clientcmd has no such option.
func addExtra(user *clientcmdapi.AuthInfo, extra []string) {
	for _, text := range extra {
		if key, value, ok := strings.Cut(text, "="); ok {
			if user.ImpersonateUserExtra == nil {
				user.ImpersonateUserExtra = map[string][]string{}
			}
			user.ImpersonateUserExtra[key] = append(user.ImpersonateUserExtra[key], value)
		}
	}
}

func resolve(loader clientcmd.ClientConfig) (answer, error) {
	config, err := loader.ClientConfig()
	if err != nil {
		return answer{}, err
	}
	namespace, _, err := loader.Namespace()
	if err != nil {
		return answer{}, err
	}
	found, err := describe(config)
	found.Namespace = namespace
	found.byDefault = config.Host == clientcmd.ClusterDefaults.Server
	found.provider = config.AuthProvider != nil
	return found, err
}

// usesNameless is whether an entry that has no name is used, as the one that is named by
// nothing.
func usesNameless(s *setup, config clientcmdapi.Config) bool {
	name := cmp.Or(s.option("context"), config.CurrentContext)
	context := config.Contexts[name]
	if context == nil {
		context = &clientcmdapi.Context{}
	} else if name == "" {
		return true
	}
	return cmp.Or(s.option("cluster"), context.Cluster) == "" && config.Clusters[""] != nil ||
		cmp.Or(s.option("user"), context.AuthInfo) == "" && config.AuthInfos[""] != nil
}

// describe goes all the way that a client does before it connects.
func describe(config *rest.Config) (answer, error) {
	base, _, err := rest.DefaultServerUrlFor(config)
	if err != nil {
		return answer{}, err
	}
	if base.Scheme != "http" && base.Scheme != "https" { // net/http's transport says so
		return answer{}, fmt.Errorf("unsupported protocol scheme %q", base.Scheme)
	}
	wire, err := config.TransportConfig()
	if err != nil {
		return answer{}, err
	}
	if err := checkTLS(wire); err != nil {
		return answer{}, err
	}
	found := answer{
		Server:        base.Scheme + "://" + base.Host + strings.TrimRight(base.Path, "/"),
		CA:            string(wire.TLS.CAData),
		ServerName:    wire.TLS.ServerName,
		Insecure:      wire.TLS.Insecure,
		Certificate:   string(wire.TLS.CertData),
		Key:           string(wire.TLS.KeyData),
		NoCompression: wire.DisableCompression,
		TimeoutMS:     config.Timeout.Milliseconds(),
		As:            wire.Impersonate.UserName,
		AsUID:         wire.Impersonate.UID,
		AsGroups:      wire.Impersonate.Groups,
		AsExtra:       wire.Impersonate.Extra,
	}
	request, err := http.NewRequest(http.MethodGet, base.String(), nil)
	if err != nil {
		return answer{}, err
	}
	if config.Proxy != nil {
		proxy, err := config.Proxy(request)
		if err != nil {
			return answer{}, err
		}
		found.Proxy = proxy.String()
	}
	if wire.HasCertCallback() {
		return found, runPlugin(config, &found, request)
	}
	found.Authorization, err = authorize(wire, request)
	return found, err
}

// checkTLS reads the files, and does what a handshake does with a client certificate.
func checkTLS(wire *transport.Config) error {
	config, err := transport.TLSConfigFor(wire)
	if err != nil || config == nil || !wire.HasCertAuth() {
		return err
	}
	_, err = config.GetClientCertificate(&tls.CertificateRequestInfo{})
	return err
}

// authorize is the header that a request gets on its way.
func authorize(wire *transport.Config, request *http.Request) (string, error) {
	seen := &catcher{}
	chain, err := transport.HTTPWrappersForConfig(wire, seen)
	if err != nil {
		return "", err
	}
	if _, err := chain.RoundTrip(request); !errors.Is(err, errCaught) {
		return "", err
	}
	value := seen.header.Get("Authorization")
	if strings.ContainsFunc(value, func(r rune) bool { return (r < ' ' && r != '\t') || r == 0x7f }) {
		return "", errHeader
	}
	return value, nil
}

// A catcher stands where the network would be.
type catcher struct{ header http.Header }

var (
	errCaught = errors.New("caught")
	errHeader = errors.New("invalid header field value") // net/http's transport says so
)

func (c *catcher) RoundTrip(request *http.Request) (*http.Response, error) {
	c.header = request.Header
	return nil, errCaught
}
