//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReadme runs the commands that the README shows with their output, one after the other as a reader would, and compares: what stands there
// is what is printed, on whichever stream. Of messages the README may leave some out, of data none.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	corpus, err := filepath.Abs("../../corpus")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(corpus, filepath.Join(dir, "corpus")); err != nil {
		t.Fatal(err)
	}
	for name, content := range readmeFiles {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	shell := func(line string) (data, messages []string) {
		cmd := exec.Command("sh", "-c", line)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "AZTM_MEMORY="+filepath.Join(dir, "memory.db"))
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil {
			t.Errorf("%s: %v: %s", line, err, errs.String())
		}
		return printedLines(out.String()), printedLines(errs.String())
	}
	compare := func(line string, shown []string) {
		data, messages := shell(line)
		rest := data
		for _, s := range shown {
			switch {
			case len(rest) > 0 && rest[0] == s:
				rest = rest[1:]
			case !slices.Contains(messages, s):
				t.Errorf("%s: the README shows a line that is not printed there: %q", line, s)
			}
		}
		if len(rest) > 0 {
			t.Errorf("%s: the README lacks %q", line, rest)
		}
	}
	blocks := shownBlocks(string(text))
	if len(blocks) < 7 {
		t.Fatalf("only %d commands with output in the README", len(blocks))
	}
	_, after, _ := strings.Cut(string(text), "The first command adds six bundled stories")
	compare("aztm add corpus/examples", indented(after[strings.Index(after, "\n\n    "):]))
	for _, b := range blocks {
		compare(b.command, b.shown)
	}
}

// A shownBlock is a command of the README and the lines below it.
type shownBlock struct {
	command string
	shown   []string
}

// shownBlocks are the commands that stand behind a $, in order.
func shownBlocks(text string) []shownBlock {
	var list []shownBlock
	for {
		_, after, ok := strings.Cut(text, "\n    $ ")
		if !ok {
			return list
		}
		command, rest, _ := strings.Cut(after, "\n")
		shown := indented("\n" + rest)
		for i, s := range shown {
			if strings.HasPrefix(s, "$ ") {
				shown = shown[:i]
				break
			}
		}
		list = append(list, shownBlock{command, shown})
		text = "\n" + rest
	}
}

// indented are the lines of the first block of code of a text, without their indent.
func indented(text string) []string {
	var lines []string
	for line := range strings.Lines(strings.TrimLeft(text, "\n")) {
		s, ok := strings.CutPrefix(line, "    ")
		if !ok {
			break
		}
		lines = append(lines, strings.TrimRight(s, " \n"))
	}
	return lines
}

func printedLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimRight(line, " \n"))
	}
	return lines
}

// readmeFiles are the files that the commands of the README read.
var readmeFiles = map[string]string{
	"next.az.txt": "Sinoptiklər küləyin bazar günü zəifləyəcəyini gözləyirlər.\nAzərbaycan və Gürcüstan dəmir yolu daşımalarını artıracaq\nTamam başqa cümlə\n",
	"aztm-review-1.json": `{"format": "aztm review", "version": 1, "stories": [{"id": 1, "story": "composer", "documents": {
		"az": "e850a4f71012ab07d2ce7050ca115e8b4557b0a8610e050efebf25db10b14d95", "ru": "86dbeafbd02facd1c7800f2906697b4f27916954bebc42d84d14dd132863474c"},
		"decisions": [{"do": "reject", "unit": 1, "status": "aligned", "segments": {"az": [0, 1], "ru": [0, 1]},
		"texts": {"az": "Bəstəkar Zərifə Muradxanlı vəfat edib", "ru": "Скончалась композитор Зарифа Мурадханлы"}}]}]}`,
}
