// SPDX-License-Identifier: Apache-2.0

// Command proxy runs a command whose requests to the API server of a test bed all come through
// here, where they are written down, slowed down, and disturbed at one chosen request.
//
// Its exit code is that of the command (128 + N if signal N ended it), but exitNever if the
// command ended before it made the chosen request.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

const (
	exitFailed = 1
	exitUsage  = 2
	exitNever  = 120
)

const usage = `usage: proxy --bed DIR [--delay TIME] [--log FILE] [--at K --do FAULT [--after] [--writes]]
             [--every N --do cut] -- COMMAND...

  --bed DIR     folder of the test bed; the command logs in with its token
  --delay TIME  added to each round trip, such as 25ms
  --log FILE    gets one line for each request: its number, method and URI
  --at K        the request to disturb, the first being 1; those before it are answered first
  --do FAULT    kill (SIGKILL for the command), cut (the connection), 429, 500 or 503
  --after       disturb it after the server has done what it asks for, not before
  --every N     at each N-th request all connections are cut, by turns before and after the
                server has done what it asks for, and with an end or a reset; the log says so
  --writes      only those that change something are numbered: anything but GET

Exit codes: the command's (128 + N if signal N ended it); 120 if request K never came.
`

type options struct {
	bed     string
	delay   time.Duration
	log     string
	at      int64
	every   int64
	fault   string
	after   bool
	writes  bool
	command []string
}

// parse reads the command line.
func parse(args []string) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("proxy", flag.ContinueOnError)
	flags.Usage = func() { fmt.Fprint(os.Stderr, usage) }
	flags.StringVar(&o.bed, "bed", "", "")
	flags.DurationVar(&o.delay, "delay", 0, "")
	flags.StringVar(&o.log, "log", "", "")
	flags.Int64Var(&o.at, "at", 0, "")
	flags.Int64Var(&o.every, "every", 0, "")
	flags.StringVar(&o.fault, "do", "", "")
	flags.BoolVar(&o.after, "after", false, "")
	flags.BoolVar(&o.writes, "writes", false, "")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	o.command = flags.Args()
	if o.bed == "" || len(o.command) == 0 || o.at < 0 || (o.at > 0 || o.every > 0) != faults[o.fault] {
		flags.Usage()
		return nil, errors.New("--bed and a command are needed, and --at or --every go with --do")
	}
	if o.every < 0 || o.every > 0 && (o.at > 0 || o.fault != "cut") {
		flags.Usage()
		return nil, errors.New("--every goes with --do cut only")
	}
	return o, nil
}

// run returns the exit code of the whole.
func run(o *options) (int, error) {
	p, err := listen(o)
	if err != nil {
		return 0, err
	}
	defer p.close()
	folder, err := os.MkdirTemp("", "proxy")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	kubeconfig := filepath.Join(folder, "kubeconfig")
	if err := p.writeKubeconfig(kubeconfig); err != nil {
		return 0, err
	}

	command := exec.Command(o.command[0], o.command[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.Env = append(os.Environ(), "KUBECONFIG="+kubeconfig)
	// Who is told to end passes it on, and ends with the command.
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	if err := command.Start(); err != nil {
		return 0, err
	}
	p.start(command.Process)
	go func() {
		for s := range signals {
			_ = command.Process.Signal(s)
		}
	}()
	err = command.Wait()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		return 0, err
	}
	if o.at > 0 && p.count.Load() < o.at {
		return exitNever, nil
	}
	return exitCode(command.ProcessState), nil
}

// exitCode is what a shell would say.
func exitCode(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}

func main() {
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "proxy: %v\n", err)
		os.Exit(exitUsage)
	}
	code, err := run(o)
	if err != nil {
		fmt.Fprintf(os.Stderr, "proxy: %v\n", err)
		os.Exit(exitFailed)
	}
	os.Exit(code)
}
