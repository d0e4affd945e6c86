package text

import (
	"bytes"
	"strings"
	"testing"

	"aztm/corpus/splice"
)

func TestWrite(t *testing.T) {
	const wrapped = "The ministers met in the port city on Tuesday and talked about the new\r\n  railway line, which is to carry goods from the eastern border to the\r\n  sea. The works begin in spring, and the first train is expected by the\r\n  end of the coming year.\r\n\r\n"
	tests := []struct{ name, text, old, new, want string }{
		{"a line", "  Bir.\r\n\r\n\tİki. Üç.  \r\nDörd.", "İki.", "Два.", "  Bir.\r\n\r\n\tДва. Üç.  \r\nDörd."},
		{"over wrapped lines", wrapped, "The works begin in spring, and the first train is expected by the end of the coming year.", "Весной.", "The ministers met in the port city on Tuesday and talked about the new\r\n  railway line, which is to carry goods from the eastern border to the\r\n  sea. Весной.\r\n\r\n"},
		{"a parted word", strings.ReplaceAll(wrapped, "eastern border", "east\u00adern border"), "The works begin in spring,", "Весной", strings.Replace(strings.ReplaceAll(wrapped, "eastern border", "east\u00adern border"), "The works begin in spring,", "Весной", 1)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Open(tt.text)
			for n, p := range f.Paragraphs() {
				if i := strings.Index(p, tt.old); i >= 0 {
					var b bytes.Buffer
					if err := f.Write(&b, map[int][]splice.Edit{n: {{Start: i, End: i + len(tt.old), Text: tt.new}}}); err != nil || b.String() != tt.want {
						t.Errorf("got %q, %v; want %q", b.String(), err, tt.want)
					}
					return
				}
			}
			t.Errorf("%q is not in %q", tt.old, f.Paragraphs())
		})
	}
	for _, edits := range []map[int][]splice.Edit{{1: {{}}}, {0: {{Start: 0, End: 9}}}} {
		if err := Open("a").Write(&bytes.Buffer{}, edits); err == nil {
			t.Errorf("%v was taken", edits)
		}
	}
}

// FuzzFile: a text written without edits is the same text, and its paragraphs are those of Read.
func FuzzFile(f *testing.F) {
	f.Add("Bir.\r\n\r\n  İki.\u2028Üç\u00ad\n")
	f.Fuzz(func(t *testing.T, s string) {
		file := Open(s)
		var b bytes.Buffer
		if err := file.Write(&b, nil); err != nil || b.String() != s {
			t.Errorf("%q written as %q: %v", s, b.String(), err)
		}
		read, _ := Read(s)
		if len(read) != len(file.paragraphs) {
			t.Fatalf("%q: %d paragraphs, Read has %d", s, len(file.paragraphs), len(read))
		}
		for i, p := range file.Paragraphs() {
			if p != read[i].Text {
				t.Errorf("%q: paragraph %q, Read has %q", s, p, read[i].Text)
			}
		}
	})
}
