package tmx

import (
	"fmt"
	"strconv"
	"strings"
)

// An Error is why a file, or what is left of it, cannot be read.
type Error struct {
	Line  int    // 1-based; 0 if the file has no lines
	TUID  string // of the unit that was being read, "" for none
	Cause string
	Mend  string // what to do about it, "" if there is nothing to say
	Err   error  // what the file below met, nil for none
}

func (e *Error) Error() string {
	s := e.Cause
	if e.TUID != "" {
		s = fmt.Sprintf("unit %s: %s", shortly(e.TUID), s)
	}
	if e.Line > 0 {
		s = fmt.Sprintf("line %d: %s", e.Line, s)
	}
	return s
}

// Hint is Mend: programs print it below the error.
func (e *Error) Hint() string { return e.Mend }

func (e *Error) Unwrap() error { return e.Err }

// short is the start of a piece of a file for a message.
func short(s string) string { return cut(s, 40) }

// cut is s up to a number of characters.
func cut(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// shortly is short, in quotation marks if it is not one plain word.
func shortly(s string) string {
	s = short(s)
	if quoted := strconv.Quote(s); quoted != `"`+s+`"` || s == "" || strings.ContainsAny(s, " ") {
		return quoted
	}
	return s
}
