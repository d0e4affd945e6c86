package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// allowed says which packages of the project each package may import; a package that is
// not listed may import none. cmd/aztm may import all.
var allowed = map[string][]string{
	"corpus":        {"corpus/docx", "corpus/html", "corpus/text", "corpus/splice", "corpus/norm", "corpus/words", "corpus/srx"},
	"corpus/docx":   {"corpus/splice"},
	"corpus/html":   {"corpus/splice"},
	"corpus/text":   {"corpus/splice"},
	"corpus/splice": {},
	"corpus/words":  {"corpus/norm"},
	"corpus/norm":   {},
	"corpus/langid": {},
	"corpus/srx":    {},
	"align":         {"corpus/words", "align/lexicon"},
	"align/lexicon": {"corpus/words"},
	"tm":            {"corpus/norm", "corpus/words", "align/lexicon"},
	"tm/check":      {"corpus/norm", "corpus/words", "align/lexicon"},
	"tm/fit":        {"tm", "corpus/norm", "corpus/words", "align/lexicon"},
	"tm/tmx":        {"tm"},
	"tm/sheet":      {"tm"},
	"tm/xliff":      {"tm"},
}

// TestImports holds the house rules: imports run one way, libraries know nothing of the program.
func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		checkImports(t, path, pkg)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range allowed {
		if !seen[pkg] {
			t.Errorf("rule for %s, but no such package", pkg)
		}
	}
}

func checkImports(t *testing.T, path, pkg string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	rules, known := allowed[pkg]
	if !known && pkg != "cmd/aztm" {
		t.Errorf("%s: package %s is not in the house rules", path, pkg)
	}
	for _, s := range f.Imports {
		name, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		own, isOwn := strings.CutPrefix(name, "aztm/")
		if strings.HasPrefix(name, "github.com/spf13/cobra") && pkg != "cmd/aztm" {
			t.Errorf("%s: imports %s: only cmd may", path, name)
		}
		if isOwn && pkg != "cmd/aztm" && !contains(rules, own) {
			t.Errorf("%s: %s may not import %s", path, pkg, own)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
