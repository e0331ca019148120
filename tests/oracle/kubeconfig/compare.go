// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"reflect"

	"kubectl-hetzner.dev/oracle/ours"
)

// An answer is where requests go and with which credential, or why they do not.
type answer struct {
	Error         string              `json:"error"`
	Reason        string              `json:"reason"` // ours alone
	Server        string              `json:"server"`
	Namespace     string              `json:"namespace"`
	CA            string              `json:"ca"`
	ServerName    string              `json:"tls_server_name"`
	Insecure      bool                `json:"insecure"`
	Proxy         string              `json:"proxy"`
	NoCompression bool                `json:"no_compression"`
	TimeoutMS     int64               `json:"timeout_ms"`
	Certificate   string              `json:"certificate"`
	Key           string              `json:"key"`
	Authorization string              `json:"authorization"`
	As            string              `json:"as"`
	AsUID         string              `json:"as_uid"`
	AsGroups      []string            `json:"as_groups"`
	AsExtra       map[string][]string `json:"as_extra"`
	Plugin        *plugin             `json:"plugin"`
	PluginInfo    string              `json:"plugin_info"`
	PluginCert    bool                `json:"plugin_certificate"` // it gave one

	byDefault bool // client-go found no server, and took that of its own
	nameless  bool // client-go uses an entry that has no name
	provider  bool // client-go uses an auth-provider
}

// tidy makes equal what means the same.
func (a *answer) tidy() {
	if proxy, err := url.Parse(a.Proxy); err == nil {
		a.Proxy = proxy.String()
	}
	if len(a.AsGroups) == 0 {
		a.AsGroups = nil
	}
	if len(a.AsExtra) == 0 {
		a.AsExtra = nil
	}
	a.Plugin.tidy()
	a.PluginInfo = sameJSON(a.PluginInfo)
}

type request struct {
	Folder string            `json:"folder"`
	Env    map[string]string `json:"env"`
	Args   []string          `json:"args"`
}

// compare asks both sides about s, prints what they do not agree on, and counts it.
func compare(b *bed, program *ours.Program, number int, s *setup, counts *counts) error {
	if err := b.enter(s); err != nil {
		return err
	}
	want := theirs(s)
	var got answer
	ask := request{filepath.Join(b.root, "work"), s.env, s.args}
	if err := program.Ask(ask, &got); err != nil {
		return err
	}
	want.tidy()
	got.tidy()
	if want.Plugin != nil {
		s.occurs["plugin that is run"] = true
	}
	lines := differences(&want, &got)
	counts.add(s, want.Error == "" && got.Error == "")
	if len(lines) == 0 {
		return nil
	}
	if reason := excuse(s, &want, &got); reason != "" {
		counts.excused[reason]++
		return nil
	}
	counts.differences++
	fmt.Printf("set-up %d, options %q:\n", number, s.args)
	for _, line := range lines {
		fmt.Println("  " + line)
	}
	return nil
}

// differences has a line for each field that the sides see differently.
func differences(want, got *answer) []string {
	if want.Error != "" && got.Error != "" {
		return nil
	}
	if want.Error != "" || got.Error != "" {
		return []string{fmt.Sprintf("error: client-go %q, ours %q", want.Error, got.Error)}
	}
	var lines []string
	a, b := reflect.ValueOf(want).Elem(), reflect.ValueOf(got).Elem()
	for _, name := range differing(want, got) {
		x, y := a.FieldByName(name).Interface(), b.FieldByName(name).Interface()
		lines = append(lines, fmt.Sprintf("%s: client-go %q, ours %q", name, show(x), show(y)))
	}
	return lines
}

// differing are the names of the fields that have different values.
func differing(want, got *answer) []string {
	var names []string
	a, b := reflect.ValueOf(want).Elem(), reflect.ValueOf(got).Elem()
	for i := range a.NumField() {
		field := a.Type().Field(i)
		if field.IsExported() && !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			names = append(names, field.Name)
		}
	}
	return names
}

// show is value as text; of a plugin, what it is and not where it lies.
func show(value any) string {
	if p, ok := value.(*plugin); ok && p != nil {
		return fmt.Sprintf("%+v", *p)
	}
	return fmt.Sprint(value)
}
