package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// TestStart holds that no package of ours makes much before main: every start would pay for it. A pattern that takes long to compile, a
// table that takes long to fill is made when it is needed (sync.OnceValue).
func TestStart(t *testing.T) {
	const most = 128 << 10 // bytes
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-test.run", "^$")
	c.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	packages := regexp.MustCompile(`(?m)^init (aztm/\S+) @.* clock, (\d+) bytes`).FindAllSubmatch(out, -1)
	if len(packages) < 5 {
		t.Fatalf("only %d packages: %s", len(packages), out)
	}
	for _, p := range packages {
		if n, err := strconv.Atoi(string(p[2])); err != nil || n > most {
			t.Errorf("%s: %s bytes before main, most %d", p[1], p[2], most)
		}
	}
}
