package sheet

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
)

// Bounds of the shared texts.
const (
	maxShared = 8 << 20  // how many
	inMemory  = 16 << 20 // bytes of XML that are kept in memory; more go into a file
)

// A textStore holds the texts that the cells of a workbook share, by number.
type textStore struct {
	at   io.ReaderAt
	ends []int64 // byte offset of the end of each
	file *os.File
}

func (s *textStore) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}

// get returns a text.
func (s *textStore) get(n int) (string, error) {
	if n < 0 || n >= len(s.ends) {
		return "", errors.New("no such text in the workbook")
	}
	from := int64(0)
	if n > 0 {
		from = s.ends[n-1]
	}
	if from == s.ends[n] {
		return "", nil
	}
	text := make([]byte, s.ends[n]-from)
	_, err := s.at.ReadAt(text, from)
	return string(text), err
}

// readTexts reads the shared texts.
func (b *book) readTexts(part string) error {
	e, err := b.entry(part)
	if err != nil {
		return err
	}
	in, err := b.open(part, maxTexts)
	if err != nil {
		return err
	}
	defer in.Close()
	var memory bytes.Buffer
	var to io.Writer = &memory
	if e.UncompressedSize64 > inMemory {
		if b.texts.file, err = temporary(); err != nil {
			return err
		}
		to = b.texts.file
	}
	w := bufio.NewWriterSize(to, 256<<10)
	if err := b.texts.read(newSheetReader(b, in), w); err != nil {
		return fmt.Errorf("%s: text %d: %w", part, len(b.texts.ends), err)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if b.texts.at = bytes.NewReader(memory.Bytes()); b.texts.file != nil {
		b.texts.at = b.texts.file
	}
	return nil
}

// read writes the texts of a part one behind the other.
func (s *textStore) read(in *sheetReader, w io.Writer) error {
	end := int64(0)
	for {
		in.in.n = 0
		tok, err := in.token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local != "si" {
				continue
			}
			if err := in.read("si", "t"); err != nil {
				return err
			}
			n, err := io.WriteString(w, decodeUnits(string(in.value)))
			if err != nil {
				return err
			}
			end += int64(n)
			if s.ends = append(s.ends, end); len(s.ends) > maxShared {
				return fmt.Errorf("more than %d texts", maxShared)
			}
		case xml.EndElement:
			if t.Name.Local == "sst" {
				return nil
			}
		}
	}
}
