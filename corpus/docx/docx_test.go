package docx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"aztm/corpus/splice"
)

const (
	rels = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	types = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`
	bodyRels = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="/word/footnotes.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://example.invalid/" TargetMode="External"/></Relationships>`
	open = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>`
	closing = `<w:sectPr/></w:body></w:document>`
)

// archive packs a document with the given body.
func archive(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	entries := append([]string{"[Content_Types].xml", types, "_rels/.rels", rels, "word/document.xml", open + body + closing}, more...)
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

func texts(t testing.TB, data []byte) []string {
	t.Helper()
	f, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range f.Paragraphs() {
		out = append(out, p.Text)
	}
	return out
}

func TestParagraphs(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"runs make one text", `<w:p><w:r><w:t xml:space="preserve">Nazirlər </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Kabineti</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>`, []string{"Nazirlər Kabineti."}},
		{"an empty paragraph counts", `<w:p/><w:p><w:r><w:t/></w:r></w:p>`, []string{"", ""}},
		{"tabs, breaks and hyphens", `<w:p><w:r><w:t>1</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>`, []string{"1\ta\nb\u2011\u00ad"}},
		{"tab stops of a style are no tabs", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, []string{"x"}},
		{"cells of a table", `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Şəhər</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Əhali</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, []string{"Şəhər", "Əhali"}},
		{"a link's text", `<w:p><w:hyperlink><w:r><w:t>bax</w:t></w:r></w:hyperlink></w:p>`, []string{"bax"}},
		{"a tracked change: what was put in, not what was deleted or moved away", `<w:p><w:ins><w:r><w:t>yeni</w:t></w:r></w:ins><w:del><w:r><w:delText>köhnə</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>getdi</w:t></w:r></w:moveFrom></w:p>`, []string{"yeni"}},
		{"the code of a field is no text", `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>`, []string{"7"}},
		{"a text box once, after the paragraph that holds it begins", `<w:p><w:r><w:t>Çöl</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>Qutu</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Qutu</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> içi</w:t></w:r></w:p>`, []string{"Çöl içi", "Qutu"}},
		{"escapes", `<w:p><w:r><w:t>A &amp; B &lt;1&gt; &#601;</w:t></w:r></w:p>`, []string{"A & B <1> ə"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := texts(t, archive(t, tt.body)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// notes is a document with a header and a footnote.
func notes(t testing.TB) []byte {
	const w = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	return archive(t, `<w:p><w:r><w:t>Mətn</w:t></w:r></w:p>`,
		"word/_rels/document.xml.rels", bodyRels,
		"word/header1.xml", `<w:hdr`+w+`><w:p><w:r><w:t>Başlıq</w:t></w:r></w:p></w:hdr>`,
		"word/footnotes.xml", `<w:footnotes`+w+`><w:footnote><w:p><w:r><w:t>Qeyd</w:t></w:r></w:p></w:footnote></w:footnotes>`)
}

func TestNotesAndHeaders(t *testing.T) {
	if got, want := texts(t, notes(t)), []string{"Mətn", "Qeyd", "Başlıq"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEdits(t *testing.T) {
	const body = `<w:p><w:r><w:t>Salam, </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>dünya</w:t></w:r><w:r><w:tab/><w:t>! Necəsən?</w:t></w:r></w:p><w:p><w:r><w:t>Son</w:t></w:r></w:p>`
	// "Salam, " 0-7, "dünya" 7-13, tab 13-14, "! Necəsən?" 14-26
	tests := []struct {
		name  string
		edits map[int][]splice.Edit
		want  []string
	}{
		{"none", nil, []string{"Salam, dünya\t! Necəsən?", "Son"}},
		{"within a run", map[int][]splice.Edit{0: {{Start: 0, End: 5, Text: "Привет"}}}, []string{"Привет, dünya\t! Necəsən?", "Son"}},
		{"over runs; the tab stays", map[int][]splice.Edit{0: {{Start: 0, End: 15, Text: "Привет, мир!"}}}, []string{"Привет, мир!\t Necəsən?", "Son"}},
		{"two, and another paragraph", map[int][]splice.Edit{0: {{Start: 0, End: 7, Text: "А "}, {Start: 16, End: 26, Text: "Б & <В>"}}, 1: {{Start: 0, End: 3, Text: "Конец"}}}, []string{"А dünya\t! Б & <В>", "Конец"}},
		{"inserted at the start and end", map[int][]splice.Edit{1: {{Start: 0, End: 0, Text: "«"}, {Start: 3, End: 3, Text: " » "}}}, []string{"Salam, dünya\t! Necəsən?", "«Son » "}},
		{"all taken out", map[int][]splice.Edit{1: {{Start: 0, End: 3, Text: ""}}}, []string{"Salam, dünya\t! Necəsən?", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := texts(t, edit(t, archive(t, body), tt.edits)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func edit(t testing.TB, data []byte, edits map[int][]splice.Edit) []byte {
	t.Helper()
	f, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, edits); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEditsRefused(t *testing.T) {
	data := archive(t, `<w:p><w:r><w:t>Şuşa</w:t></w:r></w:p><w:p/>`)
	f, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, edits := range []map[int][]splice.Edit{{0: {{Start: 1, End: 2, Text: "x"}}}, {0: {{Start: 0, End: 99, Text: "x"}}}, {0: {{Start: 2, End: 4, Text: "x"}, {Start: 0, End: 2, Text: "y"}}}, {7: {{Start: 0, End: 0, Text: "x"}}}, {1: {{Start: 0, End: 0, Text: "x"}}}, {-1: {{Start: 0, End: 0, Text: "x"}}}} {
		if err := f.Write(io.Discard, edits); err == nil {
			t.Errorf("%v was taken", edits)
		}
	}
}

// TestKept holds the promise that what is no text is never touched.
func TestKept(t *testing.T) {
	data := notes(t)
	before, after := parts(t, data), parts(t, edit(t, data, nil))
	if len(before) < 6 || fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("written without edits:\n%v\nwas\n%v", after, before)
	}
	after = parts(t, edit(t, data, map[int][]splice.Edit{1: {{Start: 0, End: 4, Text: "Сноска"}}}))
	want := strings.Replace(before["word/footnotes.xml"], "Qeyd", "Сноска", 1)
	if after["word/footnotes.xml"] != want {
		t.Errorf("got %s, want %s", after["word/footnotes.xml"], want)
	}
	delete(before, "word/footnotes.xml")
	delete(after, "word/footnotes.xml")
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Error("other parts changed")
	}
}

func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name] = string(b)
	}
	return out
}

func TestBlanksKept(t *testing.T) {
	data := edit(t, archive(t, `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t xml:space="preserve">b</w:t></w:r></w:p>`), map[int][]splice.Edit{0: {{Start: 0, End: 1, Text: "a "}, {Start: 1, End: 2, Text: " b"}}})
	if n := strings.Count(parts(t, data)["word/document.xml"], `xml:space="preserve"`); n != 2 {
		t.Errorf("%d runs keep their blanks, want 2", n)
	}
}

func TestMarks(t *testing.T) {
	tests := []struct {
		name, body string
		edits      []splice.Edit
		want       string
	}{
		{"all of a run", `<w:r><w:t>Salam</w:t></w:r>`, []splice.Edit{{Start: 0, End: 5, Text: "Привет", Mark: "85"}},
			`<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>Привет</w:t></w:r>`},
		{"among properties", `<w:r><w:rPr><w:b/><w:lang w:val="az"/></w:rPr><w:t>Salam</w:t></w:r>`, []splice.Edit{{Start: 0, End: 5, Text: "Привет", Mark: "100"}},
			`<w:r><w:rPr><w:b/><w:highlight w:val="green"/><w:lang w:val="az"/></w:rPr><w:t>Привет</w:t></w:r>`},
		{"in the place of another", `<w:r><w:rPr><w:highlight w:val="red"></w:highlight><w:rPrChange><w:rPr><w:highlight w:val="red"/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>`, []splice.Edit{{Start: 0, End: 1, Text: "b", Mark: "95"}},
			`<w:r><w:rPr><w:highlight w:val="cyan"/><w:rPrChange><w:rPr><w:highlight w:val="red"/></w:rPr></w:rPrChange></w:rPr><w:t>b</w:t></w:r>`},
		{"empty properties", `<w:r><w:rPr/><w:t>a</w:t></w:r>`, []splice.Edit{{Start: 0, End: 1, Text: "b", Mark: "50"}},
			`<w:r><w:rPr><w:highlight w:val="red"/></w:rPr><w:t>b</w:t></w:r>`},
		{"the middle of a run", `<w:r><w:rPr><w:i/></w:rPr><w:t>A. B. C.</w:t></w:r>`, []splice.Edit{{Start: 3, End: 5, Text: "Б & Б.", Mark: "75"}},
			`<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">A. </w:t></w:r><w:r><w:rPr><w:i/><w:highlight w:val="magenta"/></w:rPr><w:t xml:space="preserve">Б &amp; Б.</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> C.</w:t></w:r>`},
		{"one of two texts of a run", `<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>`, []splice.Edit{{Start: 0, End: 1, Text: "x", Mark: "100"}},
			`<w:r><w:t></w:t></w:r><w:r><w:rPr><w:highlight w:val="green"/></w:rPr><w:t xml:space="preserve">x</w:t></w:r><w:r><w:t xml:space="preserve"></w:t><w:tab/><w:t>b</w:t></w:r>`},
		{"not what is unknown", `<w:r><w:t>a</w:t></w:r>`, []splice.Edit{{Start: 0, End: 1, Text: "b", Mark: "3"}}, `<w:r><w:t>b</w:t></w:r>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := edit(t, archive(t, "<w:p>"+tt.body+"</w:p>"), map[int][]splice.Edit{0: tt.edits})
			got := parts(t, out)["word/document.xml"]
			if want := open + "<w:p>" + tt.want + "</w:p>" + closing; got != want {
				t.Errorf("got\n%s, want\n%s", got, want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	good := archive(t, `<w:p><w:r><w:t>x</w:t></w:r></w:p>`)
	lying := bytes.Clone(archive(t, `<w:p>`+strings.Repeat("<w:r><w:t>a</w:t></w:r>", 1000)+`</w:p>`))
	at := bytes.LastIndex(lying, []byte("word/document.xml")) - 46 // its record in the central directory
	binary.LittleEndian.PutUint32(lying[at+24:], 10)               // unpacked size
	encrypted := bytes.Clone(good)
	at = bytes.LastIndex(encrypted, []byte("word/document.xml")) - 46
	encrypted[at+8] |= 1
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "empty"},
		{"a text", []byte("Salam"), "not a Word document"},
		{"old or with a password", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."), "password"},
		{"truncated", good[:len(good)/2], "damaged or truncated"},
		{"another archive", zipped(t, "a.txt", "x"), "_rels/.rels is missing"},
		{"no body among the relations", zipped(t, "_rels/.rels", `<Relationships/>`), "no main document"},
		{"relations that point nowhere", zipped(t, "_rels/.rels", strings.Replace(rels, "document.xml", "gone.xml", 1)), `"word/gone.xml"`},
		{"relations that are no XML", zipped(t, "_rels/.rels", "<"), "_rels/.rels"},
		{"body cut off", zipped(t, "_rels/.rels", rels, "word/document.xml", open+"<w:p>"), "word/document.xml: line 2"},
		{"a document type", zipped(t, "_rels/.rels", rels, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "b">]><x/>`), "document type"},
		{"deep", archive(t, strings.Repeat("<w:sdt>", 30_000)+strings.Repeat("</w:sdt>", 30_000)), "nested deeper"},
		{"many empty paragraphs", archive(t, randomly("<w:p/>", "<w:p />", maxPieces+1)), "more than 300000 paragraphs"},
		{"many tags", archive(t, randomly("<a/>", "<b/>", maxTags)), "more than 1000000 tags"},
		{"many attributes", archive(t, "<w:p"+randomly(" a=''", ` b=">"`, maxAttrs+1)+"/>"), "more than 1000 attributes"},
		{"a long attribute", archive(t, "<w:p a='"+randomly("abcdefgh>", "ijklmnop>", maxToken/9+1)+"'/>"), "a tag of more than 8 MB"},
		{"a long text", archive(t, "<!-- > --><![CDATA[<>]]><w:p><w:r><w:t>"+randomly("abcdefgh", "ijklmnop", maxToken/8+1)), "more than 8 MB of text"},
		{"many parts of blanks", blanks(t), "bomb"},
		{"a bomb", archive(t, "<w:p>"+strings.Repeat(" ", 20<<20)+"</w:p>"), "bomb"},
		{"a bomb that lies about its size", lying, "word/document.xml"},
		{"encrypted entry", encrypted, "encrypted"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(bytes.NewReader(tt.data), int64(len(tt.data)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// randomly repeats a or b n times, so that it cannot be packed to nothing.
func randomly(a, b string, n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	var out strings.Builder
	for range n {
		out.WriteString([]string{a, b}[r.IntN(2)])
	}
	return out.String()
}

// blanks is a document of many headers, each too small to be a bomb alone.
func blanks(t testing.TB) []byte {
	links, parts := "", []string{}
	for i := range 20 {
		links += fmt.Sprintf(`<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="h%d.xml"/>`, i)
		parts = append(parts, fmt.Sprintf("word/h%d.xml", i), strings.Repeat(" ", 1<<20-1))
	}
	return archive(t, "<w:p/>", append(parts, "word/_rels/document.xml.rels", "<Relationships>"+links+"</Relationships>")...)
}

func zipped(t testing.TB, entries ...string) []byte {
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
	z.Close()
	return b.Bytes()
}

// FuzzEdits: texts in runs come out as they went in, and an edit changes its paragraph as it would change a string.
func FuzzEdits(f *testing.F) {
	f.Add("Salam, |dünya|! Necəsən?", uint64(1))
	f.Add(" a | |<&>\"'|ə", uint64(2))
	f.Add("||", uint64(3))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		text = clean(text)
		var body strings.Builder
		body.WriteString("<w:p>")
		for run := range strings.SplitSeq(text, "|") {
			fmt.Fprintf(&body, `<w:r><w:t xml:space="preserve">%s</w:t></w:r>`, escape(run))
		}
		body.WriteString("</w:p>")
		data := archive(t, body.String())
		plain := strings.ReplaceAll(text, "|", "")
		if got := texts(t, data); !slices.Equal(got, []string{plain}) {
			t.Fatalf("read %q, want %q", got, plain)
		}
		edits, want := randomEdits(plain, rand.New(rand.NewPCG(seed, 0)))
		if got := texts(t, edit(t, data, map[int][]splice.Edit{0: edits})); got[0] != want {
			t.Errorf("%q with %v: got %q, want %q", plain, edits, got[0], want)
		}
	})
}

// clean keeps the characters that XML knows and a parser leaves alone.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xFFFD || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func randomEdits(text string, r *rand.Rand) (edits []splice.Edit, want string) {
	var at []int
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	last := 0
	for i := 0; i < len(at); i += 1 + r.IntN(4) {
		end := min(i+r.IntN(4), len(at)-1)
		new := strings.Repeat("ş", r.IntN(3))
		edits = append(edits, splice.Edit{Start: at[i], End: at[end], Text: new, Mark: []string{"", "75", "100"}[r.IntN(3)]})
		want += text[last:at[i]] + new
		last = at[end]
		i = end
	}
	return edits, want + text[last:]
}

// FuzzOpen: no archive makes the reader panic.
func FuzzOpen(f *testing.F) {
	f.Add(archive(f, `<w:p><w:r><w:t>x</w:t></w:r></w:p>`))
	f.Add(notes(f))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if file, err := Open(bytes.NewReader(data), int64(len(data))); err == nil {
			if err := file.Write(io.Discard, nil); err != nil && !strings.Contains(err.Error(), "DOCX") {
				t.Error(err)
			}
		}
	})
}
