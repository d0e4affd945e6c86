// Command aztm is an Azerbaijani–Russian–English translation memory for the terminal.
//
// It joins the project's libraries and holds what belongs to a program: commands and
// flags, the standard streams, exit codes, messages and colours. What a text means is
// decided in corpus, align and tm; a command here reads its options, calls one or two
// of them and prints. Each command has a file of its own with a constructor, its
// options and a run function. ingest.go is the one place where a document becomes
// segments, beads and units.
//
// Data goes to stdout, everything said about it to stderr. Exit codes: 0 done or
// found, 1 nothing found, 2 error, 130 interrupted.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, newApp(os.Stdin, os.Stdout, os.Stderr), os.Args[1:])
	stop()
	os.Exit(code)
}
