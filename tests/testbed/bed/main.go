// SPDX-License-Identifier: Apache-2.0

// Command bed starts and stops test beds: a real Kubernetes API server with its etcd and its
// controllers on loopback, without nodes. `tests/testbed/testbed` builds and calls it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

const (
	exitFailed = 1
	exitUsage  = 2
	// exitUnavailable says that what is asked for cannot be had on this machine: a test that
	// needs it is skipped, not failed. The number is what Automake's tests use for it.
	exitUnavailable = 77
)

// errUnavailable is in the chain of every error that ends in exitUnavailable.
var errUnavailable = errors.New("not available here")

func main() {
	// Who is told to end in the middle cleans up first.
	ctx, cancel := signal.NotifyContext(context.Background(),
		syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer cancel()

	var err error
	switch args := os.Args[1:]; {
	case len(args) == 2 && args[0] == "start":
		err = start(ctx, args[1])
	case len(args) == 2 && args[0] == "stop":
		err = stop(args[1])
	case len(args) == 2 && args[0] == "env":
		err = env(args[1])
	case len(args) == 4 && args[0] == "crds":
		err = crds(ctx, args[1], args[2], args[3])
	default:
		fmt.Fprintln(os.Stderr, "usage: bed start|stop|env DIR, bed crds DIR CAPI_VERSION CAPH_VERSION")
		os.Exit(exitUsage)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "testbed: %v\n", err)
		if errors.Is(err, errUnavailable) {
			os.Exit(exitUnavailable)
		}
		os.Exit(exitFailed)
	}
}
