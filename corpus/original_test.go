package corpus

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"aztm/corpus/splice"
	"aztm/corpus/srx"
)

// A made file is a document for the conformance test, and the segments that it holds.
type made struct {
	name     string
	data     []byte
	segments []string
}

const wordprocessing = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// madeFiles holds every format, with all that can hold text in it.
func madeFiles(t testing.TB) []made {
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	r := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	word := packed(t,
		"_rels/.rels", `<Relationships><Relationship Type="`+relations+`officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Type="`+relations+`header" Target="header1.xml"/><Relationship Type="`+relations+`footnotes" Target="footnotes.xml"/></Relationships>`,
		"word/document.xml", `<w:document `+wordprocessing+`><w:body><w:p>`+r("Başlıq")+`</w:p><w:p>`+r("Birinci cümlə. İkinci ")+`<w:r><w:rPr><w:b/></w:rPr><w:t>qalın</w:t></w:r>`+r(" cümlə!")+
			`</w:p><w:tbl><w:tr><w:tc><w:p>`+r("Şəhər")+`</w:p></w:tc><w:tc><w:p>`+r("Əhali &amp; sahə")+`</w:p></w:tc></w:tr></w:tbl><w:p/></w:body></w:document>`,
		"word/header1.xml", `<w:hdr `+wordprocessing+`><w:p>`+r("Yuxarı kolontitul")+`</w:p></w:hdr>`,
		"word/footnotes.xml", `<w:footnotes `+wordprocessing+`><w:footnote><w:p>`+r("Qeyd.")+`</w:p></w:footnote></w:footnotes>`)
	page := `<!DOCTYPE html><html><head><meta charset="windows-1254"><title>Baslik</title></head><body><nav><a href="/">Ana</a></nav>` +
		"\n<p>Birinci   c&uuml;mle. Ikinci\n<b>kalin</b> cümle!</p><script>var x = 'yox';</script><table><tr><td>Sehir<td>Ehali &amp; sahe</table></body></html>\n"
	latin, err := charmap.Windows1254.NewEncoder().Bytes([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	text := "Başlıq\r\n\r\n  Birinci cümlə. İkinci cümlə!\r\n\tÜçüncü\r\n\r\n"
	textSegments := []string{"Başlıq", "Birinci cümlə.", "İkinci cümlə!", "Üçüncü"}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return []made{
		{"sənəd.docx", word, []string{"Başlıq", "Birinci cümlə.", "İkinci qalın cümlə!", "Şəhər", "Əhali & sahə", "Qeyd.", "Yuxarı kolontitul"}},
		{"sehife.html", latin, []string{"Baslik", "Ana", "Birinci cümle.", "Ikinci kalin cümle!", "Sehir", "Ehali & sahe"}},
		{"səhifə.html", []byte(strings.Replace(page, "windows-1254", "utf-8", 1)), []string{"Baslik", "Ana", "Birinci cümle.", "Ikinci kalin cümle!", "Sehir", "Ehali & sahe"}},
		{"mətn.txt", []byte(text), textSegments},
		{"bom.txt", []byte("\ufeff" + strings.TrimRight(text, "\r\n")), textSegments},
		{"wide.txt", wide, textSegments},
	}
}

// packed is a zip archive of names and contents.
func packed(t testing.TB, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		w, err := z.Create(entries[i])
		if err == nil {
			_, err = io.WriteString(w, entries[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpacked is what a zip archive holds, entry by entry; other data is one entry.
func unpacked(t testing.TB, data []byte) (out []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return []string{string(data)}
	}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e.Name, string(b))
	}
	return out
}

func passages(d *Original) (list []Passage, texts []string) {
	list = d.Passages("az", srx.Default().Segmenter("az"))
	for _, p := range list {
		texts = append(texts, p.Text)
	}
	return list, texts
}

// TestConformance holds for every format: all segments are read, in order; written without edits, the file is the same; written
// with each segment replaced, it reads as what replaced them.
func TestConformance(t *testing.T) {
	dir := t.TempDir()
	for _, m := range madeFiles(t) {
		for _, mark := range []string{"", "85"} {
			t.Run(m.name+mark, func(t *testing.T) {
				path := filepath.Join(dir, m.name)
				if err := os.WriteFile(path, m.data, 0o600); err != nil {
					t.Fatal(err)
				}
				d, err := OpenOriginal(path, "az", Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer d.Close()
				list, texts := passages(d)
				if !slices.Equal(texts, m.segments) {
					t.Fatalf("read %q, want %q", texts, m.segments)
				}
				var b bytes.Buffer
				if _, err := d.Write(&b, nil); err != nil {
					t.Fatal(err)
				}
				if got, want := unpacked(t, b.Bytes()), unpacked(t, m.data); !slices.Equal(got, want) {
					t.Errorf("written without edits\n%q, was\n%q", got, want)
				}
				edits, want := map[int][]splice.Edit{}, []string(nil)
				for i, p := range list {
					want = append(want, fmt.Sprintf("%d-ci & <yeni> mətn.", i))
					edits[p.Paragraph] = append(edits[p.Paragraph], splice.Edit{Start: p.Start, End: p.End, Text: want[i], Mark: mark})
				}
				b.Reset()
				if _, err := d.Write(&b, edits); err != nil {
					t.Fatal(err)
				}
				again, err := ReadOriginal(path, "az", b.Bytes(), Options{})
				if err != nil {
					t.Fatal(err)
				}
				if _, got := passages(again); !slices.Equal(got, want) {
					t.Errorf("filled, it reads %q, want %q\n%q", got, want, unpacked(t, b.Bytes()))
				}
			})
		}
	}
}

// TestCharsetKept: a charset stays where it has all letters; else a page gets references, a text becomes UTF-8 with a mark.
func TestCharsetKept(t *testing.T) {
	for _, tt := range []struct{ name, text, old, new, want, charset string }{
		{"a.txt", "Бир сөз. Новый мост открыт.", "Новый", "Старый", "Бир сөз. Старый мост открыт.", "utf-8"},
		{"b.txt", encodeKOI(t, "Новый мост через реку открыли вчера.\r\n"), "Новый", "Старый", encodeKOI(t, "Старый мост через реку открыли вчера.\r\n"), "koi8-r"},
		{"c.txt", encodeKOI(t, "Новый мост через реку открыли вчера.\r\n"), "Новый", "Əla", "\ufeffƏla мост через реку открыли вчера.\r\n", "utf-8"},
		{"d.html", encodeKOI(t, `<meta charset="koi8-r"><p>Новый &nbsp;мост`), "Новый", "Əla", encodeKOI(t, `<meta charset="koi8-r"><p>&#399;la &nbsp;мост`), "koi8-r"},
		{"e.html", "<p>Yeni körpü\x00</p>", "", "", "", ""},
	} {
		d, err := ReadOriginal(tt.name, "ru", []byte(tt.text), Options{})
		if tt.want == "" {
			if err == nil {
				t.Errorf("%s: was read", tt.name)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		at := strings.Index(d.Paragraphs()[0], tt.old)
		var b bytes.Buffer
		charset, err := d.Write(&b, map[int][]splice.Edit{0: {{Start: at, End: at + len(tt.old), Text: tt.new}}})
		if err != nil || b.String() != tt.want || charset != tt.charset {
			t.Errorf("%s: %q in %s, %v; want %q in %s", tt.name, b.String(), charset, err, tt.want, tt.charset)
		}
	}
}

func encodeKOI(t *testing.T, s string) string {
	t.Helper()
	out, err := charmap.KOI8R.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOriginalRepairs(t *testing.T) {
	d, err := ReadOriginal("a.txt", "az", []byte("Bak\u0131 &amp; G\u01ddnc\u01dd."), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if list, texts := passages(d); !slices.Equal(texts, []string{"Bakı & Gəncə."}) || list[0].End != len(d.Paragraphs()[0]) {
		t.Errorf("%q", texts)
	}
}

// TestHostile: what is no document, or a damaged one, is refused with its name and a cause.
func TestHostile(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct{ name, data, want string }{
		{"empty.docx", "", "the file is empty"},
		{"text.docx", "Salam", "not a Word document"},
		{"old.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "password"},
		{"cut.docx", string(madeFiles(t)[0].data[:500]), "damaged or truncated"},
		{"cut.txt", string(madeFiles(t)[0].data[:500]), "damaged or truncated"},
		{"other.docx", string(packed(t, "a.txt", "x")), "_rels/.rels is missing"},
		{"picture.txt", "\x89PNG\r\n\x1a\n\x00\x00", "binary data"},
		{"empty.html", "<html></html>", "no text"},
	} {
		path := filepath.Join(dir, tt.name)
		if err := os.WriteFile(path, []byte(tt.data), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := OpenOriginal(path, "", Options{})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	for _, path := range []string{filepath.Join(dir, "no.docx"), filepath.Join(dir, "no.txt"), dir} {
		if _, err := OpenOriginal(path, "", Options{}); err == nil || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// FuzzOriginal: any file is refused or comes out as it was.
func FuzzOriginal(f *testing.F) {
	for _, m := range madeFiles(f) {
		f.Add(m.name, m.data)
	}
	f.Add("a.txt", []byte("Salam, d\xfcnya.\r\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		d, err := ReadOriginal(name, "az", data, Options{})
		if err != nil {
			return
		}
		var b bytes.Buffer
		charset, err := d.Write(&b, nil)
		if err != nil || charset == "" {
			return // of a Word document that is damaged beyond its text
		}
		if !bytes.Equal(b.Bytes(), data) && !(charset == "utf-8" && bytes.HasPrefix(b.Bytes(), []byte("\ufeff"))) {
			t.Errorf("%q written as %q", data, b.Bytes())
		}
	})
}
