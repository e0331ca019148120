// SPDX-License-Identifier: Apache-2.0

// Where the release manifests of the providers come from.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// manifest is a file of a release. In a folder of manifests it has the place that clusterctl gives
// it in a local repository: provider/version/file.
type manifest struct {
	project, provider, version, file string
}

func manifests(capi, caph string) []manifest {
	const core, hetzner = "kubernetes-sigs/cluster-api", "syself/cluster-api-provider-hetzner"
	return []manifest{
		{core, "cluster-api", capi, "core-components.yaml"},
		{core, "bootstrap-kubeadm", capi, "bootstrap-components.yaml"},
		{core, "control-plane-kubeadm", capi, "control-plane-components.yaml"},
		{hetzner, "infrastructure-hetzner", caph, "infrastructure-components.yaml"},
	}
}

// find returns the path of m: in $HETZNER_TEST_PROVIDERS, else in shared/providers beside the
// checkout, else in the folder of what was downloaded, where it is put if it is not there.
func (m manifest) find(ctx context.Context) (string, error) {
	programs, err := programDir()
	if err != nil {
		return "", err
	}
	cache := filepath.Join(programs, "../providers") // build/testbed/providers
	folders := []string{filepath.Join(programs, "../../../../shared/providers"), cache}
	if folder := os.Getenv("HETZNER_TEST_PROVIDERS"); folder != "" {
		folders = append([]string{folder}, folders...)
	}
	place := filepath.Join(m.provider, m.version, m.file)
	for _, folder := range folders {
		file := filepath.Join(folder, place)
		if _, err := os.Stat(file); err == nil {
			return file, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	file := filepath.Join(cache, place)
	if err := m.download(ctx, file); err != nil {
		return "", fmt.Errorf("%s is %w: not in %s, and %w",
			place, errUnavailable, strings.Join(folders, ", "), err)
	}
	return file, nil
}

// download fetches m into file, which is there whole or not at all.
func (m manifest) download(ctx context.Context, file string) error {
	url := fmt.Sprintf("https://github.com/%s/releases/download/%s/%s", m.project, m.version, m.file)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s", url, response.Status)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, 64<<20))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", data, 0o644); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
