// SPDX-License-Identifier: Apache-2.0

// apply [-seed N] [-objects N] PROGRAM compares how our sandbox keeps metadata.managedFields
// with how the API server does: random writes to random objects, by several managers. It
// prints the differences and the counts, and ends with 1 if there is one.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apimachinery/pkg/util/managedfields/managedfieldstest"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"kubectl-hetzner.dev/oracle/ours"
)

const now = "2026-01-01T00:00:00Z"

// at is where a conflict says when the other one wrote.
var at = regexp.MustCompile(` at [0-9T:-]+Z`)

var kind = schema.GroupVersionKind{Group: "test.dev", Version: "v1", Kind: "Thing"}

type request struct {
	Schema   json.RawMessage `json:"schema"`
	Live     object          `json:"live"`
	Managers []any           `json:"managers"`
	Manager  string          `json:"manager"`
	Apply    bool            `json:"apply"`
	Force    bool            `json:"force"`
	Object   object          `json:"object"`
	Time     string          `json:"time"`
}

type answer struct {
	Object    object   `json:"object"`
	Managers  []any    `json:"managers"`
	Conflicts []string `json:"conflicts"`
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, "apply:", err)
		os.Exit(1)
	}
	return value
}

func converter() managedfields.TypeConverter {
	var s spec.Schema
	must(0, json.Unmarshal([]byte(schemaText), &s))
	s.AddExtension("x-kubernetes-group-version-kind", []any{map[string]any{
		"group": kind.Group, "version": kind.Version, "kind": kind.Kind}})
	return must(managedfields.NewTypeConverter(map[string]*spec.Schema{"thing": &s}, false))
}

// plain is value as JSON has it.
func plain(value any) any {
	var out any
	must(0, json.Unmarshal(must(json.Marshal(value)), &out))
	return out
}

// timeless is managedFields with one time in the place of all, so in an order of their own.
func timeless(managers []any) []any {
	for _, entry := range managers {
		if fields := entry.(object); fields["time"] != nil {
			fields["time"] = now
		}
	}
	slices.SortFunc(managers, func(a, b any) int {
		return strings.Compare(identity(a.(object)), identity(b.(object)))
	})
	return managers
}

func identity(entry object) string {
	return fmt.Sprint(entry["operation"], entry["manager"], entry["apiVersion"], entry["subresource"])
}

// split is the live object and its managers, nil where there is none yet.
func split(manager managedfieldstest.TestFieldManager) (object, []any) {
	live := manager.Live().DeepCopyObject().(*unstructured.Unstructured)
	live.SetManagedFields(nil)
	managers, _ := plain(manager.ManagedFields()).([]any)
	managers = append([]any{}, timeless(managers)...)
	if live.GetName() == "" {
		return nil, managers
	}
	return live.Object, managers
}

// conflictsOf is what an error of an apply names, "manager: field" each.
func conflictsOf(err error) []string {
	out := []string{}
	if status, ok := err.(errors.APIStatus); ok && errors.IsConflict(err) {
		for _, cause := range status.Status().Details.Causes {
			out = append(out, at.ReplaceAllString(cause.Message, "")+": "+cause.Field)
		}
	}
	return out
}

type run struct {
	generator
	program  *ours.Program
	counts   map[string]int
	problems int
}

// change is a random write of a manager. An update is what lives, with parts of another object.
func (r *run) change(live object, managers []any) request {
	write := request{
		Schema:   json.RawMessage(schemaText),
		Live:     live,
		Managers: managers,
		Manager:  []string{"one", "two", "three"}[r.Intn(3)],
		Apply:    r.Intn(3) > 0,
		Force:    r.Intn(3) == 0,
		Object:   r.thing(),
		Time:     now,
	}
	if !write.Apply && live != nil {
		write.Object = r.mix(plain(live).(object), write.Object)
	}
	return write
}

// mix takes about half of the fields of each spec.
func (r *run) mix(a, b object) object {
	into, ok := a["spec"].(object)
	from, _ := b["spec"].(object)
	if !ok {
		return b
	}
	for _, name := range fields {
		value, found := from[name]
		if r.Intn(2) == 0 {
			continue
		}
		if found {
			into[name] = value
		} else {
			delete(into, name)
		}
	}
	return a
}

// upstream does the write, and is the answer that ours must give.
func (r *run) upstream(manager managedfieldstest.TestFieldManager, write request) (answer, error) {
	given := &unstructured.Unstructured{Object: plain(write.Object).(map[string]any)}
	var err error
	if write.Apply {
		err = manager.Apply(given, write.Manager, write.Force)
	} else {
		err = manager.Update(given, write.Manager)
	}
	live, managers := split(manager)
	return answer{Object: live, Managers: managers, Conflicts: conflictsOf(err)}, err
}

func (r *run) complain(write request, want, got answer) {
	r.problems++
	if r.problems > 5 {
		return
	}
	write.Schema = nil
	fmt.Printf("%s\nwant %s\ngot  %s\n", must(json.Marshal(write)), must(json.Marshal(want)),
		must(json.Marshal(got)))
}

// object writes to one object a few times.
func (r *run) object(types managedfields.TypeConverter) {
	manager := managedfieldstest.NewTestFieldManager(types, kind)
	for range 6 {
		live, managers := split(manager)
		write := r.change(live, managers)
		want, err := r.upstream(manager, write)
		if err != nil && len(want.Conflicts) == 0 {
			r.counts["refused"]++
			fmt.Println(err)
			continue
		}
		var got answer
		must(0, r.program.Ask(write, &got))
		r.counts[kindOf(write, want)]++
		if len(want.Conflicts) > 0 {
			if !sameConflicts(want.Conflicts, got.Conflicts) {
				r.complain(write, want, got)
			}
		} else if !reflect.DeepEqual(plain(want.Object), plain(got.Object)) ||
			!reflect.DeepEqual(timeless(want.Managers), timeless(got.Managers)) {
			r.complain(write, want, got)
		}
	}
}

// sameConflicts does not look at the order: upstream has it by chance.
func sameConflicts(want, got []string) bool {
	for i := range got {
		got[i] = at.ReplaceAllString(got[i], "")
	}
	slices.Sort(want)
	slices.Sort(got)
	return slices.Equal(want, got)
}

func kindOf(write request, want answer) string {
	switch {
	case len(want.Conflicts) > 0:
		return "conflicts"
	case write.Apply:
		return "applied"
	}
	return "updated"
}

func main() {
	seed := flag.Int64("seed", 1, "of the random numbers")
	objects := flag.Int("objects", 2000, "how many objects are written to")
	flag.Parse()
	r := &run{
		generator: generator{rand.New(rand.NewSource(*seed))},
		program:   must(ours.Start(flag.Arg(0))),
		counts:    map[string]int{},
	}
	types := converter()
	for range *objects {
		r.object(types)
	}
	must(0, r.program.Close())
	fmt.Printf("%d objects, %d applied, %d updated, %d conflicts, %d refused, %d differences\n", *objects,
		r.counts["applied"], r.counts["updated"], r.counts["conflicts"], r.counts["refused"], r.problems)
	if r.problems > 0 {
		os.Exit(1)
	}
}
