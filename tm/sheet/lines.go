package sheet

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// maxRow bounds a line of a file, and a row of several, in bytes.
const maxRow = 16 << 20

// lines reads the lines of a file.
type lines struct {
	b    *bufio.Reader
	line int      // 1-based number of the line that next returned
	back [][]byte // lines that were put back, the next one last
}

// next returns the next line with its end, valid until the next call; io.EOF after the last.
func (l *lines) next() ([]byte, error) {
	if n := len(l.back); n > 0 {
		line := l.back[n-1]
		l.back = l.back[:n-1]
		l.line++
		return line, nil
	}
	line, err := l.b.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		line, err = l.long(bytes.Clone(line))
	}
	if err == nil || err == io.EOF && len(line) > 0 {
		l.line++
		return line, nil
	}
	return nil, err
}

var errTooLong = fmt.Errorf("longer than %d MB: no line of a table of texts", maxRow>>20)

// long reads the rest of a line that is longer than the buffer.
func (l *lines) long(line []byte) ([]byte, error) {
	for {
		part, err := l.b.ReadSlice('\n')
		if line = append(line, part...); len(line) > maxRow {
			return nil, errTooLong
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// failed names the line that could not be read.
func (l *lines) failed(err error) error {
	if err == io.EOF {
		return err
	}
	return fmt.Errorf("line %d: %w", l.line+1, err)
}

// unread puts lines back.
func (l *lines) unread(list [][]byte) {
	for n := len(list) - 1; n >= 0; n-- {
		l.back = append(l.back, list[n])
	}
	l.line -= len(list)
}

// ends cuts the end of a line off.
func ends(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}

func blank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }
