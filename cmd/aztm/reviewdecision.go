package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"aztm/tm"
)

// A decisionFile is what a page of review saves: decisions by story. The help of review apply has an example.
type decisionFile struct {
	Format  string           `json:"format"`  // decisionFormat
	Version int              `json:"version"` // decisionVersion
	Stories []storyDecisions `json:"stories"`
}

const (
	decisionFormat  = "aztm review"
	decisionVersion = 1
	decisionBytes   = 32 << 20 // of a file at most: a page holds less
)

// storyDecisions are those about a story, as the page knew it.
type storyDecisions struct {
	ID        int64             `json:"id"`
	Story     string            `json:"story"`     // its name
	Documents map[string]string `json:"documents"` // digests by language
	Decisions []pageDecision    `json:"decisions"`
}

// A pageDecision is about a row, or if it merges several that follow one another; a row is in one decision at most.
type pageDecision struct {
	Do action `json:"do"`
	decidedRow
	To   map[string]string `json:"to,omitempty"`   // texts that are edited, by language; "" takes one out
	With []decidedRow      `json:"with,omitempty"` // of a merge: the rows that follow the first
}

// A decidedRow is a row as the page showed it: its texts may be escaped as visible does.
type decidedRow struct {
	Unit     int64             `json:"unit"` // 0 for a lone segment
	Status   tm.Status         `json:"status,omitempty"`
	Segments map[string][]int  `json:"segments"` // first and end of a half-open range by language
	Texts    map[string]string `json:"texts"`
}

// An action is what a decision does.
type action int

const (
	doApprove action = iota
	doReject
	doEdit // the status stays, but a rejected unit is approved
	doMerge
)

var actions = [...]string{"approve", "reject", "edit", "merge"}

// past is the action in words, done.
func (d action) past() string { return [...]string{"approved", "rejected", "edited", "merged"}[d] }

func (d action) MarshalText() ([]byte, error) { return []byte(actions[d]), nil }

func (d *action) UnmarshalText(text []byte) error {
	i := slices.Index(actions[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is none of %s", text, strings.Join(actions[:], ", "))
	}
	*d = action(i)
	return nil
}

// readDecisions reads a file of decisions. The error names the line, or the story and unit.
func readDecisions(r io.Reader) (decisionFile, error) {
	var f decisionFile
	text, err := readAllLimited(r, decisionBytes)
	if err != nil {
		return f, err
	}
	if !utf8.Valid(text) {
		return f, errors.New("no UTF-8: the file is damaged, or no file that a page of review saved")
	}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("line %d: %w", lineAt(text, jsonOffset(err, d)), err)
	}
	if _, err := d.Token(); err != io.EOF {
		return f, fmt.Errorf("line %d: more follows the decisions", lineAt(text, d.InputOffset()))
	}
	return f, f.check()
}

// jsonOffset is where a decoder met an error, in bytes.
func jsonOffset(err error, d *json.Decoder) int64 {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return syntax.Offset
	case errors.As(err, &kind):
		return kind.Offset
	}
	return d.InputOffset()
}

func lineAt(text []byte, offset int64) int {
	return 1 + bytes.Count(text[:min(max(offset, 0), int64(len(text)))], []byte("\n"))
}

// check says what makes a file no file of decisions.
func (f decisionFile) check() error {
	if f.Format != decisionFormat {
		return fmt.Errorf("its format is %q, not %q: no file that a page of review saved", f.Format, decisionFormat)
	}
	if f.Version != decisionVersion {
		return fmt.Errorf("it is of version %d, and this aztm reads %d", f.Version, decisionVersion)
	}
	met := map[int64]bool{}
	for _, s := range f.Stories {
		if s.ID < 1 || met[s.ID] {
			return fmt.Errorf("story %s: its id %d is none, or stands twice", s.Story, s.ID)
		}
		met[s.ID] = true
		if err := s.check(); err != nil {
			return fmt.Errorf("story %s, %w", s.Story, err)
		}
	}
	return nil
}

func (s storyDecisions) check() error {
	met := map[string]bool{}
	for _, d := range s.Decisions {
		if err := d.check(); err != nil {
			return fmt.Errorf("%s: %w", d.name(), err)
		}
		for _, r := range d.rows() {
			if met[r.name()] {
				return fmt.Errorf("%s: it stands in two decisions", r.name())
			}
			met[r.name()] = true
		}
	}
	return nil
}

func (d pageDecision) check() error {
	for _, r := range d.rows() {
		if err := r.check(); err != nil {
			return err
		}
	}
	switch {
	case d.Unit == 0 && d.Do != doMerge:
		return fmt.Errorf("no unit to %s", actions[d.Do])
	case (d.Do == doMerge) != (len(d.With) > 0):
		return errors.New("merge, and nothing else, has rows in \"with\"")
	case d.Do == doEdit && len(d.To) == 0:
		return errors.New("edit wants texts in \"to\"")
	case d.Do == doReject && len(d.To) > 0:
		return errors.New("reject takes no texts in \"to\"")
	}
	return nil
}

func (r decidedRow) check() error {
	for lang, x := range r.Segments {
		if len(x) != 2 || x[0] < 0 || x[0] >= x[1] {
			return fmt.Errorf("segments %v in %s are no range", x, lang)
		}
	}
	switch {
	case r.Unit < 0:
		return fmt.Errorf("%d is no unit number", r.Unit)
	case r.Status != "" && !r.Status.Valid():
		return fmt.Errorf("%q is no status", r.Status)
	case len(r.Segments) == 0:
		return errors.New("it has no segments")
	}
	return nil
}

// rows are all rows that a decision is about.
func (d pageDecision) rows() []decidedRow { return append([]decidedRow{d.decidedRow}, d.With...) }

// name is what messages call the row.
func (r decidedRow) name() string {
	if r.Unit != 0 {
		return fmt.Sprintf("unit %d", r.Unit)
	}
	for _, lang := range slices.Sorted(maps.Keys(r.Segments)) {
		if x := r.Segments[lang]; len(x) > 0 {
			return fmt.Sprintf("segment %d in %s", x[0]+1, lang)
		}
	}
	return "a segment"
}

// want is the status that a unit is to have, "" if any.
func (d pageDecision) want() tm.Status {
	return [...]tm.Status{doApprove: tm.Approved, doReject: tm.Rejected, doEdit: "", doMerge: tm.Approved}[d.Do]
}

// fits says what changed about a story since the page was made.
func (d storyDecisions) fits(s tm.StoredStory) error {
	now := digests(s)
	if maps.Equal(now, d.Documents) {
		return nil
	}
	for _, lang := range slices.Sorted(maps.Keys(d.Documents)) {
		if now[lang] != d.Documents[lang] {
			return misfitf("story %s: its text in %s is another one than on the page", d.Story, lang)
		}
	}
	return misfitf("story %s: it has texts in other languages than on the page", d.Story)
}

// row finds the row of a decision about a unit.
func (d pageDecision) row(s tm.StoredStory, want tm.Status) (tm.Row, error) {
	at := d.at(s)
	if at < 0 {
		return tm.Row{}, errGone
	}
	row := s.Rows[at]
	if err := d.fitsRow(row, want); err != nil {
		return row, err
	}
	if d.Do == doEdit || len(d.To) > 0 {
		return row, nil // edited looks at the texts
	}
	return row, d.fitsTexts(s, row)
}

// find returns the number of a row that still looks as on the page.
func (r decidedRow) find(s tm.StoredStory, want tm.Status) (int, error) {
	at := r.at(s)
	if at < 0 {
		return at, errGone
	}
	err := r.fitsRow(s.Rows[at], want)
	if err == nil {
		err = r.fitsTexts(s, s.Rows[at])
	}
	return at, err
}

// at is the number of a row in its story, -1 if it is gone.
func (r decidedRow) at(s tm.StoredStory) int {
	return slices.IndexFunc(s.Rows, func(x tm.Row) bool { return x.Unit.ID == r.Unit && (r.Unit != 0 || r.sameSegments(x)) })
}

var errGone = misfitf("it is no row of its own any more")

func (r decidedRow) sameSegments(x tm.Row) bool {
	return maps.EqualFunc(segmentsOf(x), r.Segments, func(a [2]int, b []int) bool { return slices.Equal(a[:], b) })
}

// fitsRow says what changed about a row, texts apart.
func (r decidedRow) fitsRow(x tm.Row, want tm.Status) error {
	if !r.sameSegments(x) {
		return misfitf("it is made of other segments than on the page")
	}
	return r.fitsStatus(x.Unit.Status, want)
}

// fitsStatus says whether somebody decided otherwise since the page was made.
func (r decidedRow) fitsStatus(now, want tm.Status) error {
	if now == r.Status || now == want || now != tm.Approved && now != tm.Rejected || want == "" && now == tm.Approved {
		return nil
	}
	return misfitf("it was %s since the page was made", now)
}

func (r decidedRow) fitsTexts(s tm.StoredStory, x tm.Row) error {
	now := map[string]string{}
	for _, lang := range storyLangs(s) {
		if text := s.Text(x, lang); text != "" {
			now[lang] = visible(text)
		}
	}
	if lang, differ := firstDifference(now, r.Texts); differ {
		return misfitf("its text in %s changed since the page was made", lang)
	}
	return nil
}

// firstDifference is the first language in which two sets of texts differ.
func firstDifference(a, b map[string]string) (lang string, differ bool) {
	for _, m := range []map[string]string{a, b} {
		for _, lang := range slices.Sorted(maps.Keys(m)) {
			if a[lang] != b[lang] {
				return lang, true
			}
		}
	}
	return "", false
}

// merged finds the row that a merge has made.
func (d pageDecision) merged(s tm.StoredStory) (tm.Row, bool) {
	all := decidedRow{Segments: map[string][]int{}}
	for _, r := range d.rows() {
		for lang, x := range r.Segments {
			if old := all.Segments[lang]; old != nil {
				x = []int{min(old[0], x[0]), max(old[1], x[1])}
			}
			all.Segments[lang] = x
		}
	}
	at := slices.IndexFunc(s.Rows, func(x tm.Row) bool { return x.Unit.ID != 0 && all.sameSegments(x) })
	if at < 0 {
		return tm.Row{}, false
	}
	return s.Rows[at], true
}

// shown are the texts that the page showed for all rows of a decision as one.
func (d pageDecision) shown() map[string]string {
	out := map[string]string{}
	for _, r := range d.rows() {
		for lang, text := range r.Texts {
			if out[lang] != "" {
				text = out[lang] + " " + text
			}
			out[lang] = text
		}
	}
	return out
}

// edited returns the variants of a unit with the texts of a decision; missing is false if it has them already.
func (d pageDecision) edited(u tm.Unit) (variants []tm.Variant, missing bool, err error) {
	now, want := map[string]string{}, d.shown()
	for _, v := range u.Variants {
		now[v.Lang] = visible(v.Text)
	}
	variants = slices.Clone(u.Variants)
	for _, lang := range slices.Sorted(maps.Keys(d.To)) {
		text := repaired(lang, d.To[lang])
		if want[lang] = visible(text); text == "" {
			delete(want, lang)
		}
		if text == "" && now[lang] == "" {
			continue
		}
		if variants, err = withChange(variants, textChange{lang, text}); err != nil {
			return nil, false, err
		}
	}
	if _, differ := firstDifference(now, want); !differ {
		return nil, false, nil
	}
	if len(variants) == 0 {
		return nil, false, errors.New("no text would be left")
	}
	if lang, differ := firstDifference(now, d.shown()); differ {
		return nil, false, misfitf("its text in %s changed since the page was made", lang)
	}
	return variants, true, nil
}
