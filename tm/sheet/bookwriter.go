package sheet

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxCell is the most that a cell of Excel holds, in UTF-16 code units.
const maxCell = 32767

// A bookWriter writes an XLSX workbook: a sheet of text cells, and further ones where there are more rows than one holds.
type bookWriter struct {
	zip    *zip.Writer
	sheet  *bufio.Writer
	heads  []string
	names  []string // of the columns: A, B, …
	hidden int      // columns at the end that people need not see
	sheets int
	rows   int // of the sheet
	most   int // rows of a sheet
}

// NewBookWriter writes the head row of an XLSX workbook; langs and bare are as for NewWriter. Every cell is text, also one
// that is filled in later. It writes to w as it goes on, and keeps nothing.
func NewBookWriter(w io.Writer, langs []string, bare bool) (*Writer, error) {
	b := &bookWriter{zip: zip.NewWriter(w), most: maxRows}
	t := &Writer{bare: bare, row: b.row, end: b.close}
	if !bare {
		b.hidden = 1
	}
	return t, t.open(langs)
}

// row writes a row. The first is the head of every sheet.
func (b *bookWriter) row(cells []string) error {
	switch {
	case b.heads == nil:
		b.heads = slices.Clone(cells)
		for i := range cells {
			b.names = append(b.names, columnName(i))
		}
		if err := b.begin(); err != nil {
			return err
		}
	case b.rows == b.most:
		if err := b.finish(); err != nil {
			return err
		}
		if err := b.begin(); err != nil {
			return err
		}
		if err := b.put(b.heads); err != nil {
			return err
		}
	}
	for i, c := range cells {
		if n := length16(c); n > maxCell {
			return hint(fmt.Errorf("what stands in column %s has %d characters, and a cell of a spreadsheet holds %d", b.heads[i], n, maxCell),
				"TMX, TSV, CSV and JSONL hold it")
		}
	}
	return b.put(cells)
}

// Styles of cells, by their places in bookStyles: both are text, so that what is typed over stays text.
const (
	plainText = 1
	headText  = 2
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relsNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	ooxml   = "application/vnd.openxmlformats-officedocument.spreadsheetml."

	bookStyles = `<styleSheet ` + mainNS + `><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
		`<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
)

// begin writes a sheet up to its first row: the head row stays in view, the columns are wide enough to read.
func (b *bookWriter) begin() error {
	b.sheets++
	b.rows = 0
	out, err := b.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", b.sheets))
	if err != nil {
		return err
	}
	b.sheet = bufio.NewWriterSize(out, 64<<10)
	b.sheet.WriteString(xmlHead + `<worksheet ` + mainNS + `><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i := range b.names {
		width, hidden := 60, ""
		if slices.Contains(ownHeads, b.heads[i]) {
			width = 14
		}
		if i >= len(b.names)-b.hidden {
			hidden = ` hidden="1"`
		}
		fmt.Fprintf(b.sheet, `<col min="%d" max="%d" width="%d" style="%d"%s customWidth="1"/>`, i+1, i+1, width, plainText, hidden)
	}
	_, err = b.sheet.WriteString(`</cols><sheetData>`)
	return err
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// put writes a row of the sheet.
func (b *bookWriter) put(cells []string) error {
	style := plainText
	if b.rows == 0 {
		style = headText
	}
	b.rows++
	fmt.Fprintf(b.sheet, `<row r="%d">`, b.rows)
	for i, c := range cells {
		if c == "" {
			continue
		}
		fmt.Fprintf(b.sheet, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, b.names[i], b.rows, style)
		xmlText.WriteString(b.sheet, encodeUnits(c))
		b.sheet.WriteString(`</t></is></c>`)
	}
	_, err := b.sheet.WriteString("</row>")
	return err
}

// finish ends a sheet.
func (b *bookWriter) finish() error {
	b.sheet.WriteString("</sheetData></worksheet>")
	return b.sheet.Flush()
}

// close ends the last sheet and writes the parts that say what there is.
func (b *bookWriter) close() error {
	if err := b.finish(); err != nil {
		return err
	}
	var types, sheets, rels strings.Builder
	for n := 1; n <= b.sheets; n++ {
		name := "Units"
		if n > 1 {
			name = fmt.Sprintf("Units %d", n)
		}
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, n, ooxml)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, name, n, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, relsNS, n)
	}
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, b.sheets+1, relsNS)
	const packages = `xmlns="http://schemas.openxmlformats.org/package/2006/`
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types ` + packages + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + ooxml + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + ooxml + `styles+xml"/>` +
			types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships ` + packages + `relationships"><Relationship Id="rId1" Type="` + relsNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + mainNS + ` xmlns:r="` + relsNS + `"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships ` + packages + `relationships">` + rels.String() + `</Relationships>`},
		{"xl/styles.xml", bookStyles},
	} {
		w, err := b.zip.Create(part[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xmlHead+part[1]); err != nil {
			return err
		}
	}
	return b.zip.Close()
}
