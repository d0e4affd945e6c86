package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"aztm": main})
}

// TestScript runs each behaviour as a user would. The memory lies in the script's own
// folder; EXAMPLES is the folder of the bundled stories.
func TestScript(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	examples, err := filepath.Abs(filepath.Join("..", "..", "corpus", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("AZTM_MEMORY", filepath.Join(e.WorkDir, "memory.db"))
			e.Setenv("EXAMPLES", examples)
			return nil
		},
	})
}
