package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aztm/corpus/srx"
)

// TestJobFiles holds for each format of a document to be translated what package corpus holds for its own: written without translations, it is
// the same; filled, it reads as what filled it, and has nothing left to fill where the format tells.
func TestJobFiles(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"a.az.txt":  "Bir.\r\n\r\n  İki. Üç.\r\n",
		"b.az.html": "<title>Bir</title><p>İki <b>üç</b>.</p>",
		"c.xlf": `<?xml version="1.0"?><xliff version="1.2"><file source-language="az" target-language="ru" original="a" datatype="plaintext"><body>
<trans-unit id="1"><source>Bir.</source></trans-unit><trans-unit id="2" translate="no"><source>Kod</source></trans-unit>
<trans-unit id="3"><source>İki <g id="1">üç</g>.</source><target/></trans-unit></body></file></xliff>`,
		"d.xliff": `<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="az"><file id="f"><unit id="1"><segment><source>Bir.</source></segment>
<segment><source>İki.</source><target></target></segment></unit></file></xliff>`,
	}
	a := newApp(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
	for name, text := range files {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name)
			open := func(data []byte) *jobFile {
				t.Helper()
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
				f, err := a.openJob(path, "", "", srx.Default())
				if err != nil {
					t.Fatal(err)
				}
				return f
			}
			f := open([]byte(text))
			var b bytes.Buffer
			if _, err := f.write(&b, "", nil); err != nil || b.String() != text || f.lang != "az" {
				t.Fatalf("%v: written from %s as %q, was %q", err, f.lang, b.String(), text)
			}
			fills := map[int]fill{}
			for i := range f.segments {
				fills[i] = fill{text: fmt.Sprintf("№%d <&> söz.", i), score: 85, unit: 1, marked: true}
			}
			b.Reset()
			if _, err := f.write(&b, "ru", fills); err != nil || len(fills) < 2 {
				t.Fatal(len(fills), err)
			}
			filled := open(b.Bytes())
			if len(filled.segments) != len(fills) {
				t.Fatalf("%d segments, want %d: %q", len(filled.segments), len(fills), b.String())
			}
			for i, s := range filled.segments {
				if !s.done && s.text != fills[i].text || s.done != isXLIFF(name) {
					t.Errorf("segment %d reads %+v, want %q", i, s, fills[i].text)
				}
			}
		})
	}
}
