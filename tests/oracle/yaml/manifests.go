// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// providers is where the release files of the providers lie, seen from the repository.
const providers = "../shared/providers"

// checkManifests reads every manifest of the providers and writes each object of it.
func checkManifests(r *run) error {
	if _, err := os.Stat(providers); err != nil {
		fmt.Println("skip: there is no " + providers)
		r.result.skipped = true
		return nil
	}
	return filepath.WalkDir(providers, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		return r.checkManifest(path)
	})
}

func (r *run) checkManifest(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := r.read([][]byte{text}, true); err != nil {
		return err
	}
	all, err := readAll(text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	var documents []json.RawMessage
	if err := json.Unmarshal(all, &documents); err != nil {
		return err
	}
	var texts []string
	for _, document := range documents {
		texts = append(texts, string(document))
	}
	return r.write(texts)
}
