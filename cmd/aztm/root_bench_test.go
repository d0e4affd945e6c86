package main

import (
	"context"
	"io"
	"strings"
	"testing"
)

// BenchmarkCommandLine measures what every start does: all commands are made and the line is read.
func BenchmarkCommandLine(b *testing.B) {
	for _, args := range [][]string{{"--version"}, {"lookup", "--help"}, {"__complete", "export", "--format", ""}} {
		b.Run(strings.Join(args[:1], " "), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run(context.Background(), newApp(nil, io.Discard, io.Discard), args)
			}
		})
	}
}
