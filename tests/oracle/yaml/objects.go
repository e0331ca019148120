// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
)

// sample gives a string that may be hard to write.
func sample(random *rand.Rand, scalars []string) string {
	switch random.IntN(10) {
	case 0, 1:
		return mutate(random, scalars[random.IntN(len(scalars))], scalars)
	case 2:
		return lines(random, scalars)
	case 3:
		return words(random, 40)
	case 4:
		return strings.TrimSuffix(lines(random, scalars), "\n")
	case 5:
		return string(rune(random.IntN(0xd800))) + randomText(random, 6)
	case 6:
		return randomText(random, 4) + string(rune(0xe000+random.IntN(0x102000)))
	default:
		return randomText(random, 20)
	}
}

// lines gives text of some lines, with blanks where they matter.
func lines(random *rand.Rand, scalars []string) string {
	var text strings.Builder
	for range 1 + random.IntN(4) {
		switch random.IntN(6) {
		case 0:
			text.WriteString(strings.Repeat(" ", random.IntN(4)))
		case 1:
			text.WriteString(words(random, 20))
		case 2:
			text.WriteString(randomText(random, 10))
		default:
			text.WriteString(scalars[random.IntN(len(scalars))])
		}
		text.WriteString([]string{"\n", "\n", "\n", "\n\n", " \n", "\r\n", "\t\n"}[random.IntN(7)])
	}
	return text.String()
}

// words gives text that is folded when it is long.
func words(random *rand.Rand, most int) string {
	var text strings.Builder
	for range random.IntN(most + 1) {
		text.WriteString(strings.Repeat("w", random.IntN(12)) + []string{" ", " ", " ", "  ", ": ", ", "}[random.IntN(6)])
	}
	return strings.TrimSuffix(text.String(), " ")
}

// number gives a number as the API server could send it.
func number(random *rand.Rand) any {
	switch random.IntN(6) {
	case 0:
		return random.Int64()
	case 1:
		return -random.Int64()
	case 2:
		return random.NormFloat64()
	case 3:
		return random.NormFloat64() * math.Pow(10, float64(random.IntN(80)-40))
	case 4:
		return float64(random.IntN(1000)) / 4
	default:
		return random.IntN(100000)
	}
}

// key gives the key of an object: a field, a label, or anything.
func key(random *rand.Rand, scalars []string) string {
	fields := []string{"metadata", "spec", "name", "labels", "app.kubernetes.io/name", "x-1", "a2", "a10", "a1b",
		"10", "9", "b", "B", "_", ".dot", "-", "é", "日", "port", "127.0.0.1"}
	if random.IntN(3) > 0 {
		return fields[random.IntN(len(fields))]
	}
	return sample(random, scalars)
}

func value(random *rand.Rand, scalars []string, depth int) any {
	switch kind := random.IntN(12); {
	case kind < 3 && depth > 0:
		return mapping(random, scalars, depth-1)
	case kind < 5 && depth > 0:
		list := []any{}
		for range random.IntN(4) {
			list = append(list, value(random, scalars, depth-1))
		}
		return list
	case kind == 5:
		return []any{nil, true, false}[random.IntN(3)]
	case kind == 6:
		return number(random)
	default:
		return sample(random, scalars)
	}
}

func mapping(random *rand.Rand, scalars []string, depth int) map[string]any {
	object := map[string]any{}
	for range random.IntN(6) {
		name := strings.ReplaceAll(key(random, scalars), "\x00", "")
		object[name] = value(random, scalars, depth)
	}
	return object
}

func checkObjects(r *run) error {
	scalars, err := scalarCases()
	if err != nil {
		return err
	}
	texts, err := objectCases()
	if err != nil {
		return err
	}
	for range r.count {
		object := mapping(r.random, scalars, deepest)
		object["apiVersion"] = "example.com/v1"
		object["kind"] = "Example"
		text, err := json.Marshal(object)
		if err != nil {
			return err
		}
		texts = append(texts, string(text))
	}
	return r.write(texts)
}

func checkStrings(r *run) error {
	scalars, err := scalarCases()
	if err != nil {
		return err
	}
	var texts []string
	for range r.count {
		value := sample(r.random, scalars)
		text, err := json.Marshal([]any{value, map[string]any{strings.ReplaceAll(value, "\x00", ""): 1}})
		if err != nil {
			return err
		}
		texts = append(texts, string(text))
	}
	return r.write(texts)
}
