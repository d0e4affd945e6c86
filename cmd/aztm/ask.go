package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// ask puts a question and tells whether the answer is yes. Where there is nobody to ask, and with --no-input, the answer is no.
func (a *app) ask(format string, args ...any) (bool, error) {
	if !a.mayAsk() {
		return false, nil
	}
	a.stdout.Flush()
	fmt.Fprintf(a.stderr, format+" [y/N] ", args...)
	answer, err := bufio.NewReaderSize(a.stdin, 16).ReadString('\n')
	if err != nil && err != io.EOF {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	return false, nil
}

// mayAsk tells whether there is somebody to ask.
func (a *app) mayAsk() bool { return a.asks && !a.noInput }
