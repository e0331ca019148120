// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A setup is all that decides where kubectl goes.
type setup struct {
	files   map[string]string // kubeconfig files: texts by their paths below the root
	folders []string          // what lies in place of such a file
	env     map[string]string
	args    []string
	occurs  map[string]bool // fields, options and faults in it
}

func (s *setup) String() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		fmt.Fprintf(&b, "--- %s\n%s\n", name, s.files[name])
	}
	for _, name := range s.folders {
		fmt.Fprintf(&b, "--- %s/\n", name)
	}
	for _, name := range slices.Sorted(maps.Keys(s.env)) {
		fmt.Fprintf(&b, "%s=%s\n", name, s.env[name])
	}
	fmt.Fprintf(&b, "kubectl %q\n", s.args)
	return b.String()
}

// The folders that kubeconfig files lie in, below the root. Each has certificates, keys
// and tokens of its own below it.
var places = []string{"home/.kube", "work", "work/.kube", "a", "b/c"}

// A bed is the folder that the set-ups are laid out in, one after the other.
type bed struct {
	root string
	laid []string
}

func newBed() (*bed, error) {
	root, err := os.MkdirTemp("", "kubeconfig")
	if err != nil {
		return nil, err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	b := &bed{root: root}
	for _, place := range append([]string{"."}, places...) {
		if err := writeMaterial(filepath.Join(root, place), place); err != nil {
			return nil, err
		}
		if err := writePlugin(filepath.Join(root, place)); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *bed) remove() { _ = os.RemoveAll(b.root) }

// enter lays out s in place of the set-up before it, and makes its working directory and
// environment those of this process.
func (b *bed) enter(s *setup) error {
	for _, path := range b.laid {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	b.laid = nil
	for name, text := range s.files {
		path := filepath.Join(b.root, name)
		b.laid = append(b.laid, path)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	for _, name := range s.folders {
		path := filepath.Join(b.root, name)
		b.laid = append(b.laid, path)
		if err := os.Mkdir(path, 0o700); err != nil {
			return err
		}
	}
	os.Clearenv()
	for name, value := range s.env {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	return os.Chdir(filepath.Join(b.root, "work"))
}
