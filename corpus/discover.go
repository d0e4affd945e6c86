package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"aztm/corpus/norm"
)

// A File is one side of a story.
type File struct {
	Lang, Path string
	Guessed    bool // the language was read off the text, not the name
}

// A Story is the files that belong together by their names.
type Story struct {
	Name  string
	Files []File // az, ru, en first, one a language
}

// A Refusal is a file or story that cannot be used, and why.
type Refusal struct{ Name, Reason string }

// An Alone is a file that no other joins by name, and why.
type Alone struct {
	Name   string // of its story, or its path
	File   File
	Reason string
}

// A Discovery is what lies in the places that were named.
type Discovery struct {
	Stories []Story        // two languages or more, by name
	Alone   []Alone        // files whose names give them no story; their content may (Kin.Pair)
	Refused []Refusal      // in the order of their names
	Skipped map[string]int // files of other kinds, by extension in lower case
	Files   int            // news files seen
}

// listLang is the language by whose alphabet stories are listed: ə after e, x after h. It orders the other letters too.
const listLang = "az"

// Kinds of things that are skipped and have no extension to be counted by.
const (
	skippedLink    = "links to folders"
	skippedSpecial = "special files"
)

// Discover walks the named folders and files and groups news files into stories by name, as NameLang reads it; below a
// named folder the nearest folder with the name of a language counts (az/2024/NAME.txt). Files of one name in different
// folders are different stories; they come in the order of the Azerbaijani alphabet. A file whose name tells no language joins the story of its name if its text tells
// one surely. Hidden files are passed over, links to folders are not followed. Discover fails if a named path
// cannot be read or is no news file.
func Discover(paths []string) (Discovery, error) {
	w := walker{d: Discovery{Skipped: map[string]int{}}, seen: map[string]bool{}}
	for _, p := range paths {
		if err := w.walk(filepath.Clean(p)); err != nil {
			return w.d, err
		}
	}
	sort.SliceStable(w.sides, func(i, j int) bool { return w.sides[i].Path < w.sides[j].Path })
	w.d.Files = len(w.sides)
	w.d.group(w.sides)
	order := norm.Collator(listLang)
	slices.SortStableFunc(w.d.Refused, func(a, b Refusal) int { return order(a.Name, b.Name) })
	slices.SortStableFunc(w.d.Alone, func(a, b Alone) int { return order(a.Name, b.Name) })
	return w.d, nil
}

// A side is a file with the absolute path, less language and extension, that the files of its story share.
type side struct {
	File
	stem string
}

type walker struct {
	d     Discovery
	sides []side
	seen  map[string]bool // absolute paths
}

// walk takes up a named path.
func (w *walker) walk(root string) error {
	info, err := os.Stat(root)
	if err != nil {
		return pathError(root, err)
	}
	abs, err := filepath.Abs(root)
	if err != nil {
		return pathError(root, err)
	}
	from := len(split(abs)) - 1 // the named folder may itself be a language's
	if !info.IsDir() {
		if !isNews(root) {
			return fmt.Errorf("%s: not a news text: aztm reads .txt, .html, .htm and .docx", root)
		}
		w.add(root, abs, from-1)
		return nil
	}
	entries, err := os.ReadDir(root) // a named link to a folder is followed
	if err != nil {
		return pathError(root, err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			w.tree(filepath.Join(root, e.Name()), filepath.Join(abs, e.Name()), from)
		}
	}
	return nil
}

// tree takes up what lies below a named folder. What cannot be read there is refused alone.
func (w *walker) tree(path, abs string, from int) {
	filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			w.d.Refused = append(w.d.Refused, Refusal{p, cause(err).Error()})
		case strings.HasPrefix(e.Name(), ".") && e.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(e.Name(), "."), e.IsDir():
		case isNews(p) && w.regular(p):
			w.add(p, abs+strings.TrimPrefix(p, path), from)
		case !isNews(p):
			w.d.Skipped[w.kind(p, e)]++
		}
		return nil
	})
}

func (w *walker) add(path, abs string, from int) {
	if w.seen[abs] {
		return
	}
	w.seen[abs] = true
	stem, lang := nameLang(split(abs), from)
	s := side{File{Lang: lang, Path: path}, stem}
	if lang == "" {
		s.Lang, s.Guessed = guessFile(path), true
	}
	w.sides = append(w.sides, s)
}

// regular refuses what stands among the files and is none: reading a pipe would wait for ever.
func (w *walker) regular(path string) bool {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		w.d.Refused = append(w.d.Refused, Refusal{path, cause(err).Error()})
		return false
	case info.IsDir():
		w.d.Skipped[skippedLink]++
		return false
	case !info.Mode().IsRegular():
		w.d.Skipped[skippedSpecial]++
		return false
	}
	return true
}

func (w *walker) kind(path string, e fs.DirEntry) string {
	if e.Type()&fs.ModeSymlink != 0 {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return skippedLink
		}
	}
	return strings.ToLower(filepath.Ext(path))
}

func isNews(path string) bool {
	return strings.EqualFold(filepath.Ext(path), ".txt") || isPage(path) || isOffice(path)
}

// guessFile is the language of a file's text, "" if that is not sure or the file cannot be read.
func guessFile(path string) string {
	p, err := ReadText(path, "", Options{})
	if err != nil {
		return ""
	}
	if lang, sure := Guess(p.Text[:min(len(p.Text), guessed)]); sure {
		return lang
	}
	return ""
}

// guessed is how many bytes of a file its language is guessed from.
const guessed = 64 << 10

// group makes stories of files that share a stem.
func (d *Discovery) group(sides []side) {
	named := map[string][]File{}
	var stems []string
	join := func(s side) {
		if named[s.stem] == nil {
			stems = append(stems, s.stem)
		}
		named[s.stem] = append(named[s.stem], s.File)
	}
	for _, s := range sides {
		if !s.Guessed {
			join(s)
		}
	}
	langs := map[string]string{} // by stem
	for _, s := range sides {
		langs[s.stem] += s.Lang
	}
	for _, s := range sides {
		if s.Guessed {
			if s.Lang == "" {
				d.Refused = append(d.Refused, Refusal{s.Path, "neither its name nor its text tells the language: " + nameIt})
				continue
			}
			if reason := nameless(s, named[s.stem], langs[s.stem]); reason != "" {
				d.Alone = append(d.Alone, Alone{s.Path, s.File, reason})
				continue
			}
			join(s)
		}
	}
	norm.Sort(listLang, stems)
	names := storyNames(stems)
	for _, stem := range stems {
		s := Story{Name: names[stem], Files: named[stem]}
		sortFiles(s.Files)
		if f := s.Files[0]; len(s.Files) == 1 {
			d.Alone = append(d.Alone, Alone{s.Name, f, fmt.Sprintf("only %s (%s): a story needs two languages", f.Lang, f.Path)})
			continue
		}
		if reason := refusal(s.Files); reason != "" {
			d.Refused = append(d.Refused, Refusal{s.Name, reason})
			continue
		}
		d.Stories = append(d.Stories, s)
	}
}

const nameIt = "name it NAME.az.txt, NAME.ru.txt, NAME.en.txt, or say --az FILE --ru FILE"

// nameless says why a file whose name tells no language can't join the story of its name, "" if it can.
// The story has the files named, and with those whose language was guessed the languages langs.
func nameless(s side, named []File, langs string) string {
	for _, f := range named {
		if f.Lang == s.Lang {
			return fmt.Sprintf("its name tells no language, its text reads like %s, and %s is the %s text of its story", s.Lang, f.Path, s.Lang)
		}
	}
	if strings.ReplaceAll(langs, s.Lang, "") == "" {
		return fmt.Sprintf("its name tells no language (its text reads like %s): %s", s.Lang, nameIt)
	}
	return ""
}

// sortFiles puts az, ru, en in this order.
func sortFiles(files []File) {
	sort.SliceStable(files, func(i, j int) bool {
		return langOrder(files[i].Lang) < langOrder(files[j].Lang)
	})
}

// langOrder puts az, ru, en in this order, after any other language.
func langOrder(lang string) int { return strings.Index("az ru en", lang) }

func refusal(files []File) string {
	for i := 1; i < len(files); i++ {
		if files[i].Lang == files[i-1].Lang {
			return fmt.Sprintf("two files in one language: %s and %s", files[i-1].Path, files[i].Path)
		}
	}
	return ""
}

// storyNames names each story by the last part of its path, and by as many folders more as tell it from others.
func storyNames(stems []string) map[string]string {
	names := map[string]string{}
	left := stems
	for n := 1; len(left) > 0; n++ {
		count := map[string]int{}
		for _, s := range left {
			names[s] = tail(s, n)
			count[names[s]]++
		}
		left = slices.DeleteFunc(slices.Clone(left), func(s string) bool {
			return count[names[s]] == 1 || n > strings.Count(s, string(filepath.Separator))
		})
	}
	return names
}

// tail is the last n parts of a path.
func tail(path string, n int) string {
	parts := split(path)
	return strings.Join(parts[max(0, len(parts)-n):], "/")
}

// ByHand makes one story of files whose languages were given.
func ByHand(files []File) (Story, error) {
	if len(files) < 2 {
		return Story{}, errors.New("a story needs two languages: --az FILE --ru FILE [--en FILE]")
	}
	sortFiles(files)
	if reason := refusal(files); reason != "" {
		return Story{}, errors.New(reason)
	}
	stem, _ := NameLang(files[0].Path)
	if stem == "" {
		stem = files[0].Path
	}
	return Story{Name: filepath.Base(stem), Files: files}, nil
}
