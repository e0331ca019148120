// SPDX-License-Identifier: Apache-2.0

// Package ours asks a program of this project for its answers: one request and one answer
// is one line of JSON (tests/oracle/lines.h has the other side).
package ours

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// Program is a running one. It is ended by Close.
type Program struct {
	command *exec.Cmd
	stdin   io.WriteCloser
	stdout  *bufio.Reader
}

// Start runs the program at path. What it says on stderr is shown.
func Start(path string, args ...string) (*Program, error) {
	command := exec.Command(path, args...)
	command.Stderr = os.Stderr
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	return &Program{command, stdin, bufio.NewReaderSize(stdout, 1<<20)}, nil
}

// Ask sends request and reads the answer.
func (p *Program) Ask(request, answer any) error {
	line, err := json.Marshal(request)
	if err != nil {
		return err
	}
	if _, err := p.stdin.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("%s: %w", p.command.Path, err)
	}
	line, err = p.stdout.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("%s gave no answer to %s: %w", p.command.Path, line, err)
	}
	return json.Unmarshal(line, answer)
}

// Close ends the program and says how it ended.
func (p *Program) Close() error {
	_ = p.stdin.Close()
	return p.command.Wait()
}
