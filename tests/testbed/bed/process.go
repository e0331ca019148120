// SPDX-License-Identifier: Apache-2.0

// Processes that outlive the program that started them, and how they are found again and ended.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process names one server for good. A pid alone does not: the kernel gives it to another program
// some day, so the time when the process started belongs to its name.
type process struct {
	Name    string `json:"name"`
	PID     int    `json:"pid"`
	Started string `json:"started"`
}

// startProcess runs program in dir, in a session of its own so that Ctrl-C in the caller's terminal
// leaves it to `stop`, and appends all that it says to logFile.
func startProcess(program, dir, logFile string, args []string) (process, error) {
	log, err := os.OpenFile(logFile, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return process{}, err
	}
	defer log.Close()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	closeInherited()
	if err := cmd.Start(); err != nil {
		return process{}, err
	}
	// Who ends while we still run is collected here; afterwards init does it.
	go func() { _ = cmd.Wait() }()
	pid := cmd.Process.Pid
	return process{Name: filepath.Base(program), PID: pid, Started: startTime(pid)}, nil
}

// closeInherited keeps the descriptors of our caller from the servers. A test runner that waits
// for the end of a pipe (bats does, on 3) would wait for the servers otherwise.
func closeInherited() {
	for fd := 3; fd < 256; fd++ {
		syscall.CloseOnExec(fd)
	}
}

func (p process) alive() bool {
	return p.Started != "" && startTime(p.PID) == p.Started
}

// end kills the process and waits until it is gone. Nothing that a server of a test bed could
// still save is wanted, so it gets no time to save it.
func (p process) end() error {
	if !p.alive() {
		return nil
	}
	if err := syscall.Kill(p.PID, syscall.SIGKILL); err != nil && err != syscall.ESRCH {
		return fmt.Errorf("cannot end %s (pid %d): %w", p.Name, p.PID, err)
	}
	for deadline := time.Now().Add(10 * time.Second); p.alive(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			return fmt.Errorf("%s (pid %d) does not end", p.Name, p.PID)
		}
	}
	return nil
}

// startTime returns when the running process pid was started, in whatever form the system has it,
// and "" where there is none or only its exit code is left.
func startTime(pid int) string {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err == nil {
		// "pid (comm) state ppid ...": comm may hold spaces and brackets. See proc_pid_stat(5).
		_, rest, _ := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')'):]), " ")
		fields := strings.Fields(rest)
		if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
			return ""
		}
		return fields[19]
	}
	if _, err := os.Stat("/proc/self/stat"); err == nil {
		return ""
	}
	// No /proc: macOS.
	out, err := exec.Command("ps", "-o", "state=,lstart=", "-p", strconv.Itoa(pid)).Output()
	state, started, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	if err != nil || strings.HasPrefix(state, "Z") {
		return ""
	}
	return strings.TrimSpace(started)
}
