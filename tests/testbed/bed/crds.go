// SPDX-License-Identifier: Apache-2.0

// The kinds of Cluster API and of the Hetzner provider, as their release manifests define them.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"sigs.k8s.io/yaml"
)

// definition is what is needed of a CustomResourceDefinition.
type definition struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec struct {
		Group string `json:"group"`
		Names struct {
			Plural string `json:"plural"`
		} `json:"names"`
		Versions []struct {
			Name   string `json:"name"`
			Served bool   `json:"served"`
		} `json:"versions"`
	} `json:"spec"`
	manifest []byte // JSON
}

// crds gives the test bed in dir the kinds of a version of Cluster API and one of the Hetzner
// provider, and returns when all of them are served. Called again with later versions it upgrades them.
func crds(ctx context.Context, dir, capi, caph string) error {
	b, err := load(dir)
	if err != nil {
		return err
	}
	c, err := b.client()
	if err != nil {
		return err
	}
	began := time.Now()
	var definitions []definition
	for _, m := range manifests(capi, caph) {
		file, err := m.find(ctx)
		if err != nil {
			return err
		}
		found, err := readDefinitions(file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		definitions = append(definitions, found...)
	}
	for _, d := range definitions {
		// Forced, for the fields that another version has set.
		_, err := c.do(ctx, "PATCH", crdFolder+d.Metadata.Name+"?fieldManager=testbed&force=true",
			"application/apply-patch+yaml", d.manifest)
		if err != nil {
			return err
		}
	}
	served := 0
	err = b.waitFor(ctx, "the new kinds", func() bool {
		for served < len(definitions) && definitions[served].isServed(ctx, c) {
			served++
		}
		return served == len(definitions)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", definitions[served].Metadata.Name, err)
	}
	// The garbage collector looks for new kinds every 30 s only, but does so at its start.
	if err := b.startControllers(ctx, c); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "testbed: %d kinds of Cluster API %s and Hetzner provider %s are served after %.1f s\n",
		len(definitions), capi, caph, time.Since(began).Seconds())
	return nil
}

const crdFolder = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/"

// readDefinitions returns the CustomResourceDefinitions among the documents of a YAML file.
func readDefinitions(file string) ([]definition, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var found []definition
	// Release manifests have no "---" inside of a document: they are written by kustomize.
	for _, document := range bytes.Split(text, []byte("\n---\n")) {
		if !bytes.Contains(document, []byte("kind: CustomResourceDefinition\n")) {
			continue
		}
		d, err := newDefinition(document)
		if err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no CustomResourceDefinition in it")
	}
	return found, nil
}

func newDefinition(document []byte) (d definition, err error) {
	var object struct {
		APIVersion string         `json:"apiVersion"`
		Kind       string         `json:"kind"`
		Metadata   map[string]any `json:"metadata"`
		Spec       map[string]any `json:"spec"`
	}
	if err := yaml.Unmarshal(document, &object); err != nil {
		return d, err
	}
	// Without the provider's webhook every read in another version than the stored one would
	// fail. Without this stanza the server changes no more than the apiVersion.
	delete(object.Spec, "conversion")
	// As `clusterctl init` does: by this label `clusterctl move` finds the kinds to move.
	labels, _ := object.Metadata["labels"].(map[string]any)
	if labels == nil {
		labels = map[string]any{}
	}
	labels["clusterctl.cluster.x-k8s.io"] = ""
	object.Metadata["labels"] = labels

	if d.manifest, err = json.Marshal(object); err != nil {
		return d, err
	}
	return d, json.Unmarshal(d.manifest, &d)
}

// isServed tells whether the server answers for every version of d, and lists it in its discovery.
func (d *definition) isServed(ctx context.Context, c *client) bool {
	for _, version := range d.Spec.Versions {
		if !version.Served {
			continue
		}
		group := "/apis/" + d.Spec.Group + "/" + version.Name
		if _, err := c.get(ctx, group+"/"+d.Spec.Names.Plural+"?limit=1"); err != nil {
			return false
		}
		var list struct {
			Resources []struct {
				Name string `json:"name"`
			} `json:"resources"`
		}
		listed := false
		answer, err := c.get(ctx, group)
		if err != nil || json.Unmarshal(answer, &list) != nil {
			return false
		}
		for _, resource := range list.Resources {
			listed = listed || resource.Name == d.Spec.Names.Plural
		}
		if !listed {
			return false
		}
	}
	return true
}
