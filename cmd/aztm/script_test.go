package main

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/htmlindex"
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
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"sql": sqlCmd, "recode": recodeCmd, "docx": docxCmd},
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

// recodeCmd writes a UTF-8 file in another encoding: recode ENCODING FROM TO. Names are those of the web, utf-16le-bom
// and utf-16be-bom with a mark, and iso-8859-9e.
func recodeCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 || neg {
		ts.Fatalf("usage: recode ENCODING FROM TO")
	}
	name, text := args[0], ts.ReadFile(args[1])
	if bare, ok := strings.CutSuffix(name, "-bom"); ok {
		name, text = bare, "\ufeff"+text
	}
	if name == "iso-8859-9e" {
		name, text = "iso-8859-9", strings.NewReplacer("Ə", "Æ", "ə", "æ").Replace(text)
	}
	e, err := htmlindex.Get(name)
	ts.Check(err)
	out, err := e.NewEncoder().String(text)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(out), 0o600))
}

// docxCmd packs the lines of a text into a Word document, a paragraph each: docx FROM TO.
func docxCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: docx FROM TO")
	}
	var body strings.Builder
	for l := range strings.Lines(ts.ReadFile(args[0])) {
		body.WriteString("<w:p><w:r><w:t>")
		ts.Check(xml.EscapeText(&body, []byte(strings.TrimSuffix(l, "\n"))))
		body.WriteString("</w:t></w:r></w:p>")
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`},
	} {
		w, err := z.Create(part[0])
		ts.Check(err)
		_, err = io.WriteString(w, part[1])
		ts.Check(err)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), packed.Bytes(), 0o600))
}
