package tm

import "fmt"

// Refused is the error of a unit that a format's reader had to leave out. The reader goes
// on with the next one.
type Refused struct {
	Line    int    // 1-based line of the file
	TUID    string // "" if the unit has none
	Message string // cause and mend
}

func (r *Refused) Error() string {
	if r.TUID != "" {
		return fmt.Sprintf("line %d: unit %s: %s", r.Line, r.TUID, r.Message)
	}
	return fmt.Sprintf("line %d: %s", r.Line, r.Message)
}

// A Warning is something a reader noticed and mended.
type Warning struct {
	Line    int    `json:"line"`
	Unit    string `json:"unit"`
	Message string `json:"message"`
}
