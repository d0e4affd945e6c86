package tm

import "time"

// A Status says how far a unit can be trusted.
type Status string

const (
	Aligned  Status = "aligned"  // made by the aligner, seen by nobody
	Approved Status = "approved" // a translator said yes; stands before others of equal score
	Rejected Status = "rejected" // a translator said no; kept, never matched
	Imported Status = "imported" // came from a file of another memory
	Outdated Status = "outdated" // approved or edited, but its text is gone from its document
)

// Valid reports whether s is one of the five statuses.
func (s Status) Valid() bool {
	switch s {
	case Aligned, Approved, Rejected, Imported, Outdated:
		return true
	}
	return false
}

// A Field is a named value of a unit or variant. Order and repetition are kept.
type Field struct {
	Name  string `json:"name,omitempty"`  // attribute name, or type of a prop; "" for a plain note
	Lang  string `json:"lang,omitempty"`  // xml:lang of a prop or note, as written
	Value string `json:"value,omitempty"` // decoded text
	Attrs string `json:"attrs,omitempty"` // further attributes as raw XML (o-encoding="…"), "" if none
}

// A Unit is an ordered list of variants: the same text in several languages, and where it came from.
//
// The zero value of every field but Variants is allowed when a unit is stored: the memory fills ID, Batch,
// Status, Created, Changed and, for put units, TUID.
type Unit struct {
	ID         int64     // 1-based, never used again
	TUID       string    // identifier that travels with the unit between memories; "" if it has none
	Variants   []Variant // in the order they came
	Status     Status
	Confidence float64 // 0 to 1; NoConfidence where nobody estimated one
	Edited     bool    // the text of a variant was changed after it was aligned

	Story    string // name of the story; "" for a unit without one
	StoryID  int64  // stored story, 0 for none (an imported unit may have a name and no story)
	Position int    // 0-based place among the units of its story; counts only where Story is not ""
	Context  string // opaque: where the text stands, by the file it was imported from

	Batch   int64     // batch that stored it first
	Created time.Time // UTC, whole seconds
	Changed time.Time // last change of text or status, UTC, whole seconds

	Attrs []Field // attributes of the file it came from that no other field holds
	Notes []Field
	Props []Field
}

// NoConfidence is the Confidence of a unit that no aligner made.
const NoConfidence = -1

// A Variant is the text of a unit in one language.
type Variant struct {
	Lang   string // BCP 47 tag as it came ("az", "en-GB", also a malformed one like "az_AZ"; "" if none)
	Text   string // stored text, inline codes left out
	Markup string // inner XML of the TMX seg where it holds inline codes, else ""

	Attrs []Field
	Notes []Field
	Props []Field

	Source Source
}

// A Source says which segments of which document a variant's text was made from.
// An imported variant may have a path, headline and date without a stored document.
type Source struct {
	Document   int64  // stored document, 0 for none
	Path       string // absolute path, as it was when the document was stored
	Headline   string
	Date       string // of publication, ISO 8601, "" if not stated
	First, End int    // half-open range of the document's segments, 0-based
}

// A Segment is a sentence or heading of a document.
type Segment struct {
	Text      string
	Paragraph int // 0-based
	Heading   bool
}

// A Document is one news text in one language, cut into segments.
type Document struct {
	ID       int64 // 0 before it is stored
	Lang     string
	Path     string // absolute
	Digest   string // of the file's bytes, hex
	Encoding string
	Headline string
	Date     string // ISO 8601, "" if not stated
	Segments []Segment
}

// A Bead links ranges of segments of a story's documents; one becomes a unit.
type Bead struct {
	Ranges     map[string]Range // by language; a language that lacks the text is left out
	Confidence float64          // 0 to 1
}

// A Range is a half-open range of segment numbers.
type Range struct{ First, End int }

// A Story is the same news in several languages, with the units that an aligner made of it.
type Story struct {
	ID    int64 // 0 for a new story; that of FindStory's answer else
	Name  string
	Docs  []Document // all documents of the story, also those stored before
	Beads []Bead     // those that make a unit (two languages or more), in the order of the text
}
