// Package corpus turns news files into clean documents and groups them into stories.
//
// The way of a file: Discover finds it and the story it belongs to, Read decodes it, takes
// the news text out of the page or file, repairs letters, finds headline and date and
// drops page furniture; DropRepeated, over all documents of a run, drops lines that stand
// in many of them. Nothing is lost: what is not in Paragraphs is in Removed, with the
// line and the reason.
//
// Furniture is known by where and how it stands: short lines without sentence punctuation
// before the headline or after the last sentence, share and author lines at the edges. A list
// of phrases (data/chrome.txt) only helps with lines that do end like a sentence. The trap
// is the subheading: it looks the same, but stands between sentences, and stays.
package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"aztm/corpus/html"
	"aztm/corpus/norm"
	"aztm/corpus/text"
)

// A Document is one news text in one language.
type Document struct {
	Path       string // as given
	Lang       string // az, ru, en, or any BCP 47 tag by hand
	Digest     string // of the file's bytes, hex; same content, same digest, under any path
	Encoding   string // "utf-8", "windows-1251", …
	Assumed    string // how the encoding was found: "given", "bom", "valid", "declared", "detected"
	Headline   string // "" if there is none; it is also Paragraphs[0] then
	Date       string // of publication, ISO 8601 (2024-10-03 or 2024-10-03T14:20), "" if not stated
	Paragraphs []string
	Removed    []Removed
	Fixes      []norm.Fix // letters repaired, by kind
	Lost       int        // letters lost beyond repair
	Joined     bool       // hard-wrapped lines were joined
}

// A Removed is a line of the file that is no part of the news text.
type Removed struct {
	Line   int // 1-based line of the decoded file (text) or number of the block (HTML)
	Text   string
	Reason string
}

// Options say how a file is read.
type Options struct {
	Encoding string // "" to find it
}

// maxFile is the largest news file that is read, in bytes.
const maxFile = 64 << 20

// Read reads a news file in the given language. Errors name the file and the cause.
func Read(path, lang string, o Options) (*Document, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	d, err := ReadBytes(path, lang, data, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, pathError(path, err)
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("%s: larger than %d MB: no news text", path, maxFile>>20)
	}
	return data, nil
}

// pathError names the file first, as all errors do.
func pathError(path string, err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// ReadBytes is Read for a file's content. Its errors do not name the file.
func ReadBytes(path, lang string, data []byte, o Options) (*Document, error) {
	page := isPage(path)
	plain, name, how, err := decode(data, o.Encoding, lang, page)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	d := &Document{Path: path, Lang: lang, Digest: hex.EncodeToString(sum[:]), Encoding: name, Assumed: how}
	var lines []line
	if page {
		p, err := html.Read(plain)
		if err != nil {
			return nil, err
		}
		d.Headline, d.Date = d.repair(p.Headline), p.Date
		for i, b := range p.Blocks {
			lines = append(lines, line{i + 1, d.repair(b)})
		}
	} else {
		var ps []text.Paragraph
		ps, d.Joined = text.Read(norm.Entities(plain))
		for _, p := range ps {
			lines = append(lines, line{p.Line, d.repair(p.Text)})
		}
	}
	if len(lines) == 0 && d.Headline == "" {
		return nil, errors.New("the file is empty")
	}
	d.strip(lines)
	return d, nil
}

func isPage(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".html" || ext == ".htm" || ext == ".xhtml"
}

// repair repairs one paragraph and counts what was mended.
func (d *Document) repair(s string) string {
	s, fixes := norm.Repair(d.Lang, s)
	d.Lost += norm.Lost(d.Lang, s)
	for _, f := range fixes {
		d.count(f)
	}
	return strings.TrimSpace(s)
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

// ReadText returns the text of a file as UTF-8, unrepaired: of a page its main text, a
// block a line.
func ReadText(path string) (string, error) {
	data, err := readFile(path)
	if err != nil {
		return "", err
	}
	_, lang := NameLang(path)
	plain, _, _, err := decode(data, "", lang, isPage(path))
	if err == nil && isPage(path) {
		var p html.Page
		if p, err = html.Read(plain); err == nil {
			plain = strings.Join(append([]string{p.Headline}, p.Blocks...), "\n")
		}
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	return plain, nil
}

// DecodeFrom reads all of r as text in whatever charset; name stands in errors.
func DecodeFrom(r io.Reader, name string) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("more than %d MB", maxFile>>20)
	}
	plain := ""
	if err == nil {
		plain, _, _, err = decode(data, "", "", false)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return plain, nil
}
