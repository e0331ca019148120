// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strconv"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/pkg/apis/clientauthentication"
	"k8s.io/client-go/pkg/apis/clientauthentication/install"
	"k8s.io/client-go/rest"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// A plugin is the program of an exec stanza, as it would be run.
type plugin struct {
	Command            string   `json:"command"`
	Args               []string `json:"args"`
	Env                []env    `json:"env"`
	APIVersion         string   `json:"apiVersion"`
	InteractiveMode    string   `json:"interactiveMode"`
	InstallHint        string   `json:"installHint"`
	ProvideClusterInfo bool     `json:"provideClusterInfo"`
}

type env struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// tidy makes equal what means the same.
func (p *plugin) tidy() {
	if p == nil {
		return
	}
	p.Command = filepath.Clean(p.Command)
	if len(p.Args) == 0 {
		p.Args = nil
	}
	if len(p.Env) == 0 {
		p.Env = nil
	}
}

func describePlugin(config *rest.Config, found *answer) error {
	stanza := config.ExecProvider
	found.Plugin = &plugin{
		Command:            stanza.Command,
		Args:               stanza.Args,
		APIVersion:         stanza.APIVersion,
		InteractiveMode:    string(stanza.InteractiveMode),
		InstallHint:        stanza.InstallHint,
		ProvideClusterInfo: stanza.ProvideClusterInfo,
	}
	for _, variable := range stanza.Env {
		found.Plugin.Env = append(found.Plugin.Env, env{variable.Name, variable.Value})
	}
	info, err := describeInfo(config)
	found.PluginInfo = info
	return err
}

// runPlugin describes the plugin, and then has client-go run it for request.
func runPlugin(config *rest.Config, found *answer, request *http.Request) error {
	if err := describePlugin(config, found); err != nil {
		return err
	}
	// client-go keeps what a stanza gave for as long as the process runs: none is seen twice.
	runs++
	config.ExecProvider.Env = append(config.ExecProvider.Env, clientcmdapi.ExecEnvVar{Name: "RUN", Value: strconv.Itoa(runs)})
	wire, err := config.TransportConfig()
	if err != nil {
		return err
	}
	if found.Authorization, err = authorize(wire, request); err != nil {
		return err
	}
	certificate, err := wire.TLS.GetCertHolder.GetCert()
	found.PluginCert = certificate != nil
	return err
}

var runs int

// describeInfo is what the plugin is told, as client-go's exec package writes it.
func describeInfo(config *rest.Config) (string, error) {
	scheme := runtime.NewScheme()
	install.Install(scheme)
	told := &clientauthentication.ExecCredential{}
	if config.ExecProvider.ProvideClusterInfo {
		cluster, err := rest.ConfigToExecCluster(config)
		if err != nil {
			return "", err
		}
		told.Spec.Cluster = cluster
	}
	version := must(schema.ParseGroupVersion(config.ExecProvider.APIVersion))
	text, err := runtime.Encode(serializer.NewCodecFactory(scheme).LegacyCodec(version), told)
	return string(text), err
}

// sameJSON is text with its members in a fixed order, less a configuration that is null.
func sameJSON(text string) string {
	var value map[string]any
	if json.Unmarshal([]byte(text), &value) != nil {
		return text
	}
	spec, _ := value["spec"].(map[string]any)
	if cluster, ok := spec["cluster"].(map[string]any); ok && cluster["config"] == nil {
		delete(cluster, "config")
	}
	sorted, err := json.Marshal(value)
	if err != nil {
		return text
	}
	return string(sorted)
}
