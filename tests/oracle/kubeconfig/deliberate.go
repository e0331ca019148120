// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
)

// Where ours differs from kubectl on purpose, with the reason. An entry fits only the
// difference that it is about.
var deliberate = []struct {
	reason string
	fits   func(s *setup, want, got *answer) bool
}{
	{
		"nothing names a server: ours says what is missing, kubectl tries localhost:8080",
		func(_ *setup, want, got *answer) bool {
			return want.Error == "" && want.Server == "http://localhost:8080" && want.byDefault &&
				(got.Reason == "NoContext" || got.Reason == "UnknownEntry" || got.says("no server is set"))
		},
	},
	{
		"the context names a cluster that does not exist: ours says so, kubectl goes to $KUBERNETES_MASTER",
		func(s *setup, want, got *answer) bool {
			return want.Error == "" && want.byDefault && s.env["KUBERNETES_MASTER"] != "" &&
				got.Reason == "UnknownEntry" && got.says("names the cluster")
		},
	},
	{
		"the context names a user that does not exist: ours says so, kubectl goes on as nobody",
		func(_ *setup, want, got *answer) bool {
			return want.Error == "" && want.Authorization == "" && want.Certificate == "" && want.Plugin == nil &&
				got.Reason == "UnknownEntry" && got.says("names the user")
		},
	},
	{
		"an entry without a name is a mistake: kubectl uses it where nothing is named, ours never",
		func(_ *setup, want, _ *answer) bool { return want.nameless },
	},
	{
		"--token beside a tokenFile: ours sends what was typed, kubectl what is in the file",
		func(s *setup, want, got *answer) bool {
			token := s.option("token")
			return token != "" && got.Authorization == "Bearer "+token &&
				(want.Error == errHeader.Error() || slices.Equal(differing(want, got), []string{"Authorization"}))
		},
	},
	{
		"--as-user-extra without a key or a value: ours refuses it, kubectl leaves it out or sends it",
		func(_ *setup, want, got *answer) bool {
			return want.Error == "" && got.Reason == "BadOption" && got.says("--as-user-extra")
		},
	},
	{
		"a password without a user name: kubectl asks for one, and nobody answers here",
		func(s *setup, want, got *answer) bool {
			return s.option("password") != "" && want.Error == "EOF" && got.Error == "" && got.Authorization == ""
		},
	},
	{
		"a list in place of base64 text: ours refuses it, Go reads it as numbers of bytes",
		func(_ *setup, want, got *answer) bool {
			return want.Error == "" && got.says("must be base64 text, not a list")
		},
	},
	{
		"auth-provider: ours has none and says so; where something else logs in, it does not matter",
		func(_ *setup, want, got *answer) bool {
			return want.provider && (got.says("auth-provider") ||
				want.Error != "" && (got.Authorization != "" || got.Certificate != ""))
		},
	},
}

// excuse is the reason of a deliberate difference, or "".
func excuse(s *setup, want, got *answer) string {
	for _, entry := range deliberate {
		if entry.fits(s, want, got) {
			return entry.reason
		}
	}
	return ""
}

func (a *answer) says(text string) bool { return strings.Contains(a.Error, text) }

// option is the value of an option, or "".
func (s *setup) option(name string) string {
	for _, arg := range s.args {
		if value, ok := strings.CutPrefix(arg, "--"+name+"="); ok {
			return value
		}
	}
	return ""
}
