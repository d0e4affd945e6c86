package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"aztm/corpus/html"
	"aztm/corpus/norm"
	"aztm/corpus/text"
)

// Read reads a news file in the given language. Errors name the file and the cause.
func Read(path, lang string, o Options) (*Document, error) {
	data, err := readFile(path, o)
	if err != nil {
		return nil, err
	}
	d, err := ReadBytes(path, lang, data, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

// ReadBytes is Read for a file's content. Its errors do not name the file.
func ReadBytes(path, lang string, data []byte, o Options) (*Document, error) {
	d := &Document{Path: path, Lang: lang}
	lines, err := d.readLines(data, o)
	switch {
	case err != nil:
		return nil, err
	case len(lines) == 0 && d.Headline == "":
		return nil, errors.New("the file is empty")
	}
	d.strip(lines)
	return d, nil
}

// readLines takes the lines that may be the news text out of a file.
func (d *Document) readLines(data []byte, o Options) ([]line, error) {
	if isOffice(d.Path) {
		c := charset{"utf-8", "valid"}
		d.Digest, d.Encoding, d.Assumed = digest(data, c), c.name, c.how
		return d.readDocument(data)
	}
	page := isPage(d.Path) || looksLikePage(data)
	plain, c, err := decode(data, o.Encoding, d.Lang, page)
	if err != nil {
		return nil, err
	}
	d.Digest, d.Encoding, d.Assumed = digest(data, c), c.name, c.how
	d.Hint = hintOf(plain, d.Lang, c)
	if page {
		return d.readPage(plain)
	}
	return d.readText(plain), nil
}

// digest is a hash of a file's bytes and, where it was given and counts, of the encoding: bytes read otherwise are another text.
func digest(data []byte, c charset) string {
	h := sha256.New()
	h.Write(data)
	if c.how == "given" && c.name != "utf-8" {
		fmt.Fprintf(h, "\x00%s", c.name)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hintOf suggests another encoding for a text that is Azerbaijani and looks wrong, or may be and is long enough to judge.
func hintOf(plain, lang string, c charset) string {
	if (lang == "az" || lang == "" && len(plain) > 1000) && c.name != azLat && norm.LooksAzLat(plain) {
		return "looks like Azerbaijani in a Latin font over windows-1251: try encoding " + azLat
	}
	return ""
}

// readText returns the repaired paragraphs of a text.
func (d *Document) readText(plain string) (lines []line) {
	var ps []text.Paragraph
	ps, d.Joined = text.Read(norm.Entities(plain))
	for _, p := range ps {
		lines = append(lines, line{number: p.Line, text: p.Text})
	}
	return d.repairLines(lines)
}

// readPage returns the repaired blocks of a page's story.
func (d *Document) readPage(plain string) ([]line, error) {
	p, err := html.Read(plain)
	if err != nil {
		return nil, err
	}
	var lines []line
	for _, b := range p.Blocks {
		lines = append(lines, line{b.Number, b.Text})
	}
	d.Headline, d.Date = d.repair(p.Headline), p.Date
	if d.Date == "" {
		d.Date = dateLine(d.Lang, p.DateText)
	}
	for _, b := range p.Left {
		d.remove(line{b.Number, b.Text}, "outside the story of the page")
	}
	return d.repairLines(lines), nil
}

// repairLines repairs lines as one text first: misread encodings show in the whole text, not in each line.
func (d *Document) repairLines(lines []line) (out []line) {
	var all []string
	for _, l := range lines {
		all = append(all, l.text)
	}
	whole := d.repair(strings.Join(all, "\n"))
	if repaired := strings.Split(whole, "\n"); len(repaired) == len(lines) {
		all = repaired
	}
	for i, l := range lines {
		if l.text = strings.TrimSpace(all[i]); l.text != "" {
			out = append(out, l)
		}
	}
	return out
}

// repair repairs a text and counts what was mended.
func (d *Document) repair(s string) string {
	s, fixes := norm.Repair(d.Lang, s)
	d.Lost += norm.Lost(d.Lang, s)
	for _, f := range fixes {
		d.count(f)
	}
	return s
}

func (d *Document) count(f norm.Fix) {
	for i := range d.Fixes {
		if d.Fixes[i].Name == f.Name {
			d.Fixes[i].Count += f.Count
			return
		}
	}
	d.Fixes = append(d.Fixes, f)
}

func isPage(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".html" || ext == ".htm" || ext == ".xhtml"
}

var pageStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\x{FEFF}?\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html[\s>])`)
})

// looksLikePage says whether a file is a page, whatever its name.
func looksLikePage(data []byte) bool { return pageStart().Match(data[:min(len(data), 512)]) }

func readFile(path string, o Options) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	defer f.Close()
	data, err := readAll(f, o)
	if err != nil {
		return nil, pathError(path, err)
	}
	return data, nil
}

func readAll(r io.Reader, o Options) ([]byte, error) {
	most := cmp.Or(o.MaxSize, MaxSize)
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(data) > most {
		return nil, fmt.Errorf("larger than %s: no news text", size(most))
	}
	return data, err
}

func size(bytes int) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MB", bytes>>20)
	}
	return fmt.Sprintf("%d bytes", bytes)
}

// pathError names the file first, as all errors do.
func pathError(path string, err error) error {
	return fmt.Errorf("%s: %w", path, cause(err))
}

// cause is what an error says beyond the file and the call.
func cause(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
