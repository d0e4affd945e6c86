package main

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"aztm/tm"
)

// A browseQuery is what stands in the line of browse: words to search, and filters.
type browseQuery struct {
	words  string
	only   tm.Filter
	narrow bool // some filter is set
}

// browseFilters are the words of the line that filter.
var browseFilters = []string{"status:", "story:", "from:", "to:", "lang:"}

var allStatuses = []tm.Status{tm.Approved, tm.Aligned, tm.Imported, tm.Rejected, tm.Outdated}

// readBrowseQuery reads the line. A value that is half typed filters as far as it goes.
func readBrowseQuery(line string) (browseQuery, error) {
	var q browseQuery
	var err error
	var rest strings.Builder
	quoted := false
	for at := 0; at < len(line); {
		if !quoted && (at == 0 || line[at-1] == ' ') {
			if name, value, n := cutFilter(line[at:]); n > 0 {
				at += n
				q.narrow = q.narrow || value != ""
				if e := q.set(name, value); e != nil {
					err = e
				}
				continue
			}
		}
		quoted = quoted != (line[at] == '"')
		rest.WriteByte(line[at])
		at++
	}
	q.words = strings.TrimLeft(rest.String(), " ")
	return q, err
}

// cutFilter cuts a filter off the beginning; n is how many bytes it takes, 0 if there is none. A value with blanks stands in quotes.
func cutFilter(s string) (name, value string, n int) {
	for _, name := range browseFilters {
		rest, ok := strings.CutPrefix(s, name)
		if !ok {
			continue
		}
		if strings.HasPrefix(rest, `"`) {
			value, _, closed := strings.Cut(rest[1:], `"`)
			n := len(name) + 1 + len(value)
			if closed {
				n++
			}
			return name, value, n
		}
		value, _, _ = strings.Cut(rest, " ")
		return name, value, len(name) + len(value)
	}
	return "", "", 0
}

// filterBegun is the filter whose name the last word begins, "" if it begins none.
func filterBegun(words string) string {
	if word := lastWord(words); word != "" {
		for _, name := range browseFilters {
			if strings.HasPrefix(name, word) {
				return name
			}
		}
	}
	return ""
}

var dateBegun = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{1,4}(-\d{0,2}){0,2}$`) })

func (q *browseQuery) set(name, value string) error {
	if value == "" {
		return nil
	}
	switch name {
	case "story:":
		q.only.Story = value
	case "from:", "to:":
		if !dateBegun().MatchString(value) {
			return fmt.Errorf("%s%s: a date is 2024, 2024-05 or 2024-05-31", name, value)
		}
		value = strings.TrimRight(value, "-")
		if name == "from:" {
			q.only.From = value
		} else {
			q.only.To = value
		}
	case "lang:":
		for lang := range strings.SplitSeq(value, ",") {
			if len(lang) > 1 {
				q.only.Langs = append(q.only.Langs, lang)
			}
		}
	case "status:":
		for s := range strings.SplitSeq(value, ",") {
			begun := slices.DeleteFunc(slices.Clone(allStatuses), func(x tm.Status) bool { return !strings.HasPrefix(string(x), s) })
			if len(begun) == 0 {
				return fmt.Errorf("status:%s: there is approved, aligned, imported, rejected, outdated", s)
			}
			if s != "" {
				q.only.Statuses = append(q.only.Statuses, begun...)
			}
		}
	}
	return nil
}

// lastWord is the last word of a text of search without its side (az:), "" if there is none, or none that may be the beginning of a
// longer one.
func lastWord(text string) string {
	word := text[strings.LastIndexAny(text, " \"")+1:]
	if len(word) > 2 && word[2] == ':' {
		word = word[3:]
	}
	if r := []rune(word); len(r) == 0 || word[0] == '-' || !unicode.IsLetter(r[len(r)-1]) && !unicode.IsDigit(r[len(r)-1]) && !unicode.IsMark(r[len(r)-1]) {
		return ""
	}
	return word
}

// How the word that is being typed is searched: as the beginning of one, unless that is in more units than can be read between two keys.
const (
	mostOpenUses = 50_000
	fewLetters   = 3 // with less, such a word is left out until it has more
)

// A browseResult is what the memory says to a line.
type browseResult struct {
	units []tm.Found
	total int
	more  bool   // there are more than total
	left  string // the last word, if it is left out since too many begin so
	begun string // the last word, if nothing has it, so that those that begin with it are shown
}

// browsePage is how many units are read at once.
const browsePage = 50

// browse answers a line, from a place of the list on. Its last word is the beginning of one unless a blank stands behind it, or the words
// that begin so stand in more units than most.
func browse(ctx context.Context, m *tm.Memory, q browseQuery, offset, most int) (browseResult, error) {
	text := strings.TrimRight(q.words, " ")
	word := lastWord(text)
	switch {
	case !hasWords(text):
		return browseFor(ctx, m, "", q, offset)
	case word == "":
		return browseFor(ctx, m, text, q, offset)
	}
	uses, err := m.PrefixUses(ctx, word, most)
	if err != nil {
		return browseResult{}, err
	}
	few, whole := uses <= most, strings.HasSuffix(q.words, " ")
	if !whole && few {
		return browseFor(ctx, m, text+"*", q, offset)
	}
	if !whole && len([]rune(word)) < fewLetters {
		text = strings.TrimSuffix(text, word)
		if !hasWords(text) {
			text = ""
		}
		r, err := browseFor(ctx, m, strings.TrimRight(text, " "), q, offset)
		r.left = word
		return r, err
	}
	r, err := browseFor(ctx, m, text, q, offset)
	if err != nil || r.total > 0 || whole && !few {
		return r, err
	}
	r, err = browseFor(ctx, m, text+"*", q, offset)
	if whole && r.total > 0 {
		r.begun = word
	}
	return r, err
}

// hasWords tells whether a text of search has more than sides (az:) and punctuation.
func hasWords(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(word string) bool {
		if len(word) > 2 && word[2] == ':' {
			word = word[3:]
		}
		return strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	})
}

// browseFor is a page of what a text of search and filters find.
func browseFor(ctx context.Context, m *tm.Memory, text string, q browseQuery, offset int) (browseResult, error) {
	s := tm.Search{Query: text, Limit: browsePage, Offset: offset, Learned: learnedVersion()}
	if text != "" && !q.narrow {
		r, err := m.Search(ctx, s)
		return browseResult{units: r.Units, total: r.Total}, err
	}
	r, more, err := m.Browse(ctx, s, q.only)
	return browseResult{units: r.Units, total: r.Total, more: more}, err
}

// completions are what the word of the line before the cursor may become.
func completions(ctx context.Context, m *tm.Memory, word string) ([]string, error) {
	var list []string
	name, value, named := strings.Cut(word, ":")
	name += ":"
	before := value[:strings.LastIndexByte(value, ',')+1]
	switch {
	case !named:
		list = append(slices.Clone(browseFilters), "az:", "ru:", "en:")
	case name == "status:":
		for _, s := range allStatuses {
			list = append(list, name+before+string(s))
		}
	case name == "lang:":
		list = []string{name + before + "az", name + before + "ru", name + before + "en"}
	case name == "story:":
		names, err := m.StoryNames(ctx, strings.TrimPrefix(value, `"`), completed)
		if err != nil {
			return nil, err
		}
		for _, s := range names {
			switch {
			case visible(s) != s || strings.Contains(s, `"`):
			case strings.Contains(s, " "):
				list = append(list, name+`"`+s+`"`)
			default:
				list = append(list, name+s)
			}
		}
		return list, nil
	}
	return slices.DeleteFunc(list, func(s string) bool { return !strings.HasPrefix(s, word) }), nil
}

// commonStart is the longest beginning that all texts share.
func commonStart(list []string) string {
	if len(list) == 0 {
		return ""
	}
	start := []rune(list[0])
	for _, s := range list[1:] {
		r := []rune(s)
		n := 0
		for n < min(len(r), len(start)) && r[n] == start[n] {
			n++
		}
		start = start[:n]
	}
	return string(start)
}
