package corpus

import (
	"bytes"
	"path/filepath"
	"strings"

	"aztm/corpus/docx"
)

// isOffice says whether a file is a Word document, by its name.
func isOffice(path string) bool { return strings.EqualFold(filepath.Ext(path), ".docx") }

// readOffice returns the lines of a Word document: a paragraph each, parted at its line breaks, and apart those of headers and footers.
func readOffice(data []byte) (lines, margin []line, err error) {
	f, err := docx.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, err
	}
	for i, p := range f.Paragraphs() {
		for s := range strings.SplitSeq(p.Text, "\n") {
			if s = strings.TrimSpace(s); s == "" {
				continue
			}
			if l := (line{i + 1, s}); p.Margin {
				margin = append(margin, l)
			} else {
				lines = append(lines, l)
			}
		}
	}
	return lines, margin, nil
}

// readDocument reads a Word document into d.
func (d *Document) readDocument(data []byte) ([]line, error) {
	lines, margin, err := readOffice(data)
	if err != nil {
		return nil, err
	}
	for _, l := range margin {
		d.remove(l, "header or footer of the page")
	}
	return d.repairLines(lines), nil
}

// plainOffice is the text of a Word document, a paragraph a line.
func plainOffice(data []byte) (Plain, error) {
	lines, _, err := readOffice(data)
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return Plain{Text: b.String(), Encoding: "utf-8", Assumed: "valid"}, err
}
