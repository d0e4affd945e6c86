package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// A File is one side of a story.
type File struct{ Lang, Path string }

// A Story is the files that belong together by their names.
type Story struct {
	Name  string
	Files []File // az, ru, en first, one a language
}

// A Refusal is a file or story that cannot be used, and why.
type Refusal struct{ Name, Reason string }

// A Discovery is what lies in the places that were named.
type Discovery struct {
	Stories []Story        // two languages or more, by name
	Refused []Refusal      // in the order of their names
	Skipped map[string]int // files of other kinds, by extension
	Files   int            // news files seen
}

// Discover walks the named folders and files and groups news files into stories by name:
// NAME.az.txt NAME.ru.html (also _az, -az), or az/NAME.txt ru/NAME.txt. It fails if a
// named path cannot be read.
func Discover(paths []string) (Discovery, error) {
	d := Discovery{Skipped: map[string]int{}}
	var files []string
	for _, p := range paths {
		if err := d.walk(p, &files); err != nil {
			return d, err
		}
	}
	sort.Strings(files)
	d.group(files)
	return d, nil
}

func (d *Discovery) walk(root string, files *[]string) error {
	info, err := os.Stat(root)
	if err != nil {
		return pathError(root, err)
	}
	if !info.IsDir() {
		if !d.news(root) {
			return fmt.Errorf("%s: not a news text: aztm reads .txt, .html and .htm", root)
		}
		*files = append(*files, filepath.Clean(root))
		return nil
	}
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return pathError(path, err)
		case path != root && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case !e.IsDir() && d.news(path):
			*files = append(*files, path)
		case !e.IsDir():
			d.Skipped[strings.ToLower(filepath.Ext(path))]++
		}
		return nil
	})
}

func (d *Discovery) news(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".txt", ".html", ".htm", ".xhtml":
		return true
	}
	return false
}

func (d *Discovery) group(files []string) {
	stories := map[string][]File{}
	var stems []string
	seen := map[string]bool{}
	for _, f := range files {
		if seen[f] {
			continue
		}
		seen[f] = true
		d.Files++
		stem, lang := NameLang(f)
		if lang == "" {
			d.Refused = append(d.Refused, Refusal{f, "its name tells no language: name it NAME.az.txt, NAME.ru.txt, NAME.en.txt, or say --az FILE --ru FILE"})
			continue
		}
		if stories[stem] == nil {
			stems = append(stems, stem)
		}
		stories[stem] = append(stories[stem], File{lang, f})
	}
	sort.Strings(stems)
	names := storyNames(stems)
	for _, stem := range stems {
		s := Story{Name: names[stem], Files: stories[stem]}
		sortFiles(s.Files)
		if reason := refusal(s.Files); reason != "" {
			d.Refused = append(d.Refused, Refusal{s.Name, reason})
			continue
		}
		d.Stories = append(d.Stories, s)
	}
}

// sortFiles puts az, ru, en in this order.
func sortFiles(files []File) {
	sort.SliceStable(files, func(i, j int) bool {
		return strings.Index("az ru en", files[i].Lang) < strings.Index("az ru en", files[j].Lang)
	})
}

func refusal(files []File) string {
	for i := 1; i < len(files); i++ {
		if files[i].Lang == files[i-1].Lang {
			return fmt.Sprintf("two files in one language: %s and %s", files[i-1].Path, files[i].Path)
		}
	}
	if len(files) == 1 {
		return fmt.Sprintf("only %s (%s): a story needs two languages", files[0].Lang, files[0].Path)
	}
	return ""
}

// storyNames names each story by the last part of its path, longer where two would be one.
func storyNames(stems []string) map[string]string {
	names := map[string]string{}
	count := map[string]int{}
	for _, s := range stems {
		count[filepath.Base(s)]++
	}
	for _, s := range stems {
		names[s] = filepath.Base(s)
		if count[names[s]] > 1 {
			names[s] = filepath.ToSlash(s)
		}
	}
	return names
}

// ByHand makes one story of files whose languages were given.
func ByHand(files []File) (Story, error) {
	if len(files) < 2 {
		return Story{}, errors.New("a story needs two languages: --az FILE --ru FILE [--en FILE]")
	}
	stem, _ := NameLang(files[0].Path)
	return Story{Name: filepath.Base(stem), Files: files}, nil
}
