package corpus

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aztm/corpus/splice"
)

// flat is a document of LibreOffice: heading, bold words, a link, a footnote, a list, a table, header and footer.
const flat = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:page-layout style:name="pl"><style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl"><style:header><text:p>Yuxarı kolontitul</text:p></style:header><style:footer><text:p>Aşağı kolontitul</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:h text:outline-level="1">Körpü haqqında</text:h>
<text:p>Yeni <text:span text:style-name="B">körpü</text:span> açılıb.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Mənbə &amp; foto: nazirlik.</text:p></text:note-body></text:note> Bunu <text:a xlink:href="http://example.org/">nazirlik</text:a> bildirib.</text:p>
<text:list><text:list-item><text:p>Birinci bənd.</text:p></text:list-item></text:list>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Şəhər</text:p></table:table-cell><table:table-cell><text:p>Əhali</text:p></table:table-cell></table:table-row></table:table>
<text:p>Son cümlə.</text:p></office:text></office:body></office:document>`

// TestLibreOffice fills a document that LibreOffice made, where that is installed, and has it read there again.
func TestLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	convert := func(name, to string) []byte {
		t.Helper()
		c := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", to, "--outdir", dir, filepath.Join(dir, name))
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		extension, _, _ := strings.Cut(to, ":")
		data, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(name, filepath.Ext(name))+"."+extension))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("körpü.fodt", []byte(flat))
	d, err := ReadOriginal("körpü.docx", "az", convert("körpü.fodt", "docx"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	list, texts := passages(d)
	want := []string{"Körpü haqqında", "Yeni körpü açılıb.", "Bunu nazirlik bildirib.", "Birinci bənd.", "Şəhər", "Əhali", "Son cümlə.", "Mənbə & foto: nazirlik.", "Yuxarı kolontitul", "Aşağı kolontitul"}
	if !slices.Equal(texts, want) {
		t.Fatalf("read %q, want %q", texts, want)
	}
	edits, body := map[int][]splice.Edit{}, []string{}
	for i, p := range list {
		text := fmt.Sprintf("№%d <Ğ&ə> söz.", i)
		edits[p.Paragraph] = append(edits[p.Paragraph], splice.Edit{Start: p.Start, End: p.End, Text: text, Mark: "85"})
		if i < 7 {
			body = append(body, text)
		}
	}
	var b bytes.Buffer
	if _, err := d.Write(&b, edits); err != nil {
		t.Fatal(err)
	}
	write("dolu.docx", b.Bytes())
	plain := string(convert("dolu.docx", "txt:Text (encoded):UTF8"))
	for _, text := range body { // of notes, headers and footers a plain text shows none
		at := strings.Index(plain, text)
		if at < 0 {
			t.Fatalf("%q is missing, or not in its place: %q", text, plain)
		}
		plain = plain[at+len(text):]
	}
	again, err := ReadOriginal("dolu.docx", "az", convert("dolu.docx", "docx"), Options{}) // what LibreOffice saves of it
	if err != nil {
		t.Fatal(err)
	}
	_, texts = passages(again)
	for i, text := range texts {
		if want := fmt.Sprintf("№%d <Ğ&ə> söz.", i); text != want {
			t.Errorf("LibreOffice saves %q, want %q", text, want)
		}
	}
	if len(texts) != len(want) {
		t.Errorf("LibreOffice saves %d segments, want %d", len(texts), len(want))
	}
}
