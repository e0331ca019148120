// SPDX-License-Identifier: Apache-2.0

// A test bed: its folder, and its life from start to stop.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// bed is what the file bed.json in the folder of a test bed holds. By that file `stop` knows that
// the folder is one to remove, so it is the first in it.
type bed struct {
	dir       string    // absolute
	Server    string    `json:"server"` // https://127.0.0.1:PORT
	Processes []process `json:"processes"`
}

func (b *bed) path(name string) string { return filepath.Join(b.dir, name) }

// save writes bed.json, whole or not at all.
func (b *bed) save() error {
	data, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.path("bed.json.new"), append(data, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(b.path("bed.json.new"), b.path("bed.json"))
}

// load returns the test bed in dir, or an error that is fs.ErrNotExist if there is none.
func load(dir string) (*bed, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	b := &bed{dir: dir}
	data, err := os.ReadFile(b.path("bed.json"))
	if err != nil {
		return nil, fmt.Errorf("%s is not a test bed: %w", dir, err)
	}
	if err := json.Unmarshal(data, b); err != nil {
		return nil, fmt.Errorf("%s: %w", b.path("bed.json"), err)
	}
	return b, nil
}

// running tells whether all servers live. None does after the machine was switched off.
func (b *bed) running() bool {
	return len(b.Processes) == len(arguments) && b.dead() == ""
}

// dead returns the name of a server that was started and has ended, or "".
func (b *bed) dead() string {
	for _, p := range b.Processes {
		if !p.alive() {
			return p.Name
		}
	}
	return ""
}

// start makes a test bed in dir, which must be empty or not exist, and returns when it works.
// Where one runs already, it stays.
func start(ctx context.Context, dir string) (err error) {
	if b, err := load(dir); err == nil {
		if b.running() {
			return env(dir)
		}
		fmt.Fprintf(os.Stderr, "testbed: servers of %s have ended: starting anew\n", dir)
		if err := stop(dir); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	began := time.Now()
	b, err := create(dir)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			if ctx.Err() != nil {
				err = errors.New("interrupted")
			} else {
				b.printLogs()
			}
			err = errors.Join(err, stop(dir))
		}
	}()
	port, release, err := holdPort()
	if err != nil {
		return fmt.Errorf("cannot get a port: %w", err)
	}
	defer release()
	b.Server = fmt.Sprint("https://127.0.0.1:", port)
	if err := b.writeCredentials(); err != nil {
		return err
	}
	if err := b.startServers(ctx, port); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "testbed: %s is ready after %.1f s\n", b.Server, time.Since(began).Seconds())
	return env(dir)
}

// create makes the folder of a new test bed.
func create(dir string) (*bed, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	if len(entries) > 0 {
		return nil, fmt.Errorf("%s is neither empty nor a test bed", dir)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, err
	}
	b := &bed{dir: dir}
	if err := b.save(); err != nil {
		return nil, err
	}
	for _, name := range []string{"etcd", "kubeconfig", "log", "pki"} {
		if err := os.Mkdir(b.path(name), 0o700); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// stop ends the servers of the test bed in dir and removes dir, unless it is gone already. It
// refuses a folder that is not a test bed.
func stop(dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	b, err := load(dir)
	if err != nil {
		return err
	}
	// Clients go before what they talk to.
	for i := len(b.Processes) - 1; i >= 0; i-- {
		if err := b.Processes[i].end(); err != nil {
			return err
		}
	}
	return os.RemoveAll(b.dir)
}

// env prints what a shell needs to use the test bed.
func env(dir string) error {
	b, err := load(dir)
	if err != nil {
		return err
	}
	programs, err := programDir()
	if err != nil {
		return err
	}
	fmt.Printf("export KUBECONFIG=%s\n", quote(b.path("kubeconfig/admin.yaml")))
	// kubectl keeps what it has discovered by address, which the next test bed may have.
	fmt.Printf("export KUBECACHEDIR=%s\n", quote(b.path("cache")))
	fmt.Printf("export PATH=%s:\"$PATH\"\n", quote(programs))
	return nil
}

// quote returns s as one word of a POSIX shell.
func quote(s string) string {
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// programDir returns where the servers are: beside this program.
func programDir() (string, error) {
	self, err := os.Executable()
	return filepath.Dir(self), err
}

// holdPort takes a free port of loopback without listening on it, so that nobody else is given it
// before the API server, which is told to share its port, listens on it.
func holdPort() (port int, release func(), err error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		return 0, nil, err
	}
	defer func() {
		if err != nil {
			unix.Close(fd)
		}
	}()
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1); err != nil {
		return 0, nil, err
	}
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return 0, nil, err
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		return 0, nil, err
	}
	return name.(*unix.SockaddrInet4).Port, func() { unix.Close(fd) }, nil
}
