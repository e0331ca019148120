// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math/rand/v2"
	"strings"
)

// What mutations and random scalars are made of: mostly what has a meaning somewhere.
var alphabets = []string{
	"0123456789",
	"0123456789_.+-eExXoObB:",
	"0123456789abcdefABCDEF_xX+-",
	"yYnNtTfFoO~uUlLsSeErRaAfF",
	".infNaN+-INF",
	"0123456789-:.TtZ +,",
	"0123456789 abcxyz.-_/",
	" !\"#$%&'()*+,-./0123:;<=>?@AZ[\\]^_`az{|}~",
	"aé日😀ß\u0301٣\u00a0\u2003\ufeff\u2028\u2029 :-#\t",
}

// rare is what upstream cannot write.
const rare = "a\u0085\u009f\x7f é\r"

// mutate changes the text at one to three places.
func mutate(random *rand.Rand, text string, others []string) string {
	for range 1 + random.IntN(3) {
		text = mutateOnce(random, []rune(text), others)
	}
	return text
}

func mutateOnce(random *rand.Rand, text []rune, others []string) string {
	at := random.IntN(len(text) + 1)
	head, tail := string(text[:at]), text[at:]
	switch kind := random.IntN(8); {
	case kind == 0 && len(tail) > 0:
		return head + string(tail[1:])
	case kind == 1 && len(tail) > 0:
		return head + pick(random) + string(tail[1:])
	case kind == 2 && len(tail) > 0:
		return head + string(tail[0]) + string(tail)
	case kind == 3 && len(tail) > 1:
		return head + string(tail[1]) + string(tail[0]) + string(tail[2:])
	case kind == 4:
		return head + others[random.IntN(len(others))]
	case kind == 5 && len(tail) > 0:
		return head + swapCase(tail[0]) + string(tail[1:])
	case kind == 6:
		return head
	default:
		return head + pick(random) + string(tail)
	}
}

func swapCase(letter rune) string {
	text := string(letter)
	if upper := strings.ToUpper(text); upper != text {
		return upper
	}
	return strings.ToLower(text)
}

func alphabet(random *rand.Rand) []rune {
	if random.IntN(500) == 0 {
		return []rune(rare)
	}
	return []rune(alphabets[random.IntN(len(alphabets))])
}

// pick gives one character.
func pick(random *rand.Rand) string {
	alphabet := alphabet(random)
	return string(alphabet[random.IntN(len(alphabet))])
}

// randomText gives up to most characters of one alphabet.
func randomText(random *rand.Rand, most int) string {
	alphabet := alphabet(random)
	var text strings.Builder
	for range random.IntN(most + 1) {
		text.WriteRune(alphabet[random.IntN(len(alphabet))])
	}
	return text.String()
}

// scalar gives a mutation of a case, seven times in ten, or something random.
func scalar(random *rand.Rand, cases []string) string {
	if random.IntN(10) < 7 {
		return mutate(random, cases[random.IntN(len(cases))], cases)
	}
	return randomText(random, 12)
}

// places are where a scalar can stand, with "$" for it; the first is the most usual.
var places = []string{"a: $\n", "a: $\n", "a: $\n", "$: a\n", "- $\n", "[$, b]\n", "{a: $}\n", "$\n",
	"{$: a}\n", "? $\n: a\n"}

func checkScalars(r *run) error {
	cases, err := scalarCases()
	if err != nil {
		return err
	}
	var texts [][]byte
	for range r.count {
		place := places[r.random.IntN(len(places))]
		texts = append(texts, []byte(strings.Replace(place, "$", scalar(r.random, cases), 1)))
	}
	return r.read(texts, false)
}
