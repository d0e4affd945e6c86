package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite"
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
		Condition: func(c string) (bool, error) {
			if c == "root" { // root may write anywhere
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", c)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"sql": sqlCmd},
		Setup: func(e *testscript.Env) error {
			e.Setenv("AZTM_MEMORY", filepath.Join(e.WorkDir, "memory.db"))
			e.Setenv("EXAMPLES", examples)
			return nil
		},
	})
}

// sqlCmd runs a statement on a database file: sql FILE STATEMENT.
func sqlCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: sql FILE STATEMENT")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}
