package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"aztm/corpus"
	"aztm/corpus/norm"
)

// sayAdded tells what happened to the texts on the way, and what to try next.
func (a *app) sayAdded(o addOptions, found corpus.Discovery, stories []*addStory, batch int64, sample string) {
	for _, s := range stories {
		if s.status == "refused" && len(stories) > 1 { // of one alone the error tells it
			a.warn("%s refused: %s", visible(s.name), visible(s.reason))
		}
		a.sayPaired(s)
		for _, d := range s.docs {
			sayDocument(a, d)
		}
	}
	if len(found.Skipped) > 0 {
		a.say("skipped: %s", skipped(found.Skipped))
	}
	removed := 0
	for _, s := range stories {
		for _, d := range s.docs {
			removed += len(d.Removed)
		}
	}
	if removed > 0 && !o.showRemoved {
		a.say("left out: %s of page furniture; --show-removed lists them", plural(removed, "line", "lines"))
	}
	switch {
	case o.dryRun:
		a.say("dry run: nothing was stored")
	case batch != 0:
		a.say("stored as batch %d in %s; %s undo %d takes it back", batch, a.memoryPath(), a.command(), batch)
		a.sayNext(sample)
	}
}

func sayDocument(a *app, d *corpus.Document) {
	sayEncoding(a, d.Path, d.Encoding, d.Assumed, d.Hint)
	if d.Joined {
		a.say("%s: hard-wrapped lines were joined", d.Path)
	}
	if len(d.Fixes) > 0 {
		var parts []string
		for _, f := range d.Fixes {
			parts = append(parts, fmt.Sprintf("%s %d", f.Name, f.Count))
		}
		a.say("%s: repaired: %s", d.Path, strings.Join(parts, ", "))
	}
	if d.Lost > 0 {
		a.warn("%s: %s lost beyond repair (? or � inside words)", d.Path, plural(d.Lost, "letter", "letters"))
	}
}

func skipped(kinds map[string]int) string {
	var parts []string
	for k, n := range kinds {
		if k == "" {
			k = "without extension"
		}
		parts = append(parts, fmt.Sprintf("%d %s", n, k))
	}
	norm.Sort("az", parts)
	return strings.Join(parts, ", ") + " (aztm reads .txt, .html, .htm, .docx)"
}

// sayNext suggests three commands that work when pasted.
func (a *app) sayNext(sample string) {
	if sample == "" {
		return
	}
	word := ""
	for _, w := range strings.Fields(sample) {
		if w = strings.Trim(w, ",.;:!?()"); utf8.RuneCountInString(w) > utf8.RuneCountInString(word) {
			word = w
		}
	}
	me := a.command()
	a.say("next:\n  %s lookup %s\n  %s search %s\n  %s export memory.tmx", me, shellQuote(sample), me, shellQuote("az:"+word), me)
}

// added says whether the run did anything: it fails if nothing was stored and nothing was already there.
func added(stories []*addStory, found corpus.Discovery, args []string) error {
	if slices.ContainsFunc(stories, func(s *addStory) bool { return s.status != "refused" }) {
		return nil
	}
	where := cmp.Or(strings.Join(args, " "), "add")
	const names = "a story is NAME.az.txt with NAME.ru.txt or NAME.en.txt beside it"
	switch len(stories) {
	case 0:
		return hint(fmt.Errorf("%s: no stories: %s", where, seen(found)), names)
	case 1:
		return stories[0].refusal(where, names)
	}
	return fmt.Errorf("%s: no story: all %d refused, for the reasons above", where, len(stories))
}

// refusal is the error of a run whose only story was refused. Names are advised to one that may lack them.
func (s *addStory) refusal(where, names string) error {
	if strings.HasPrefix(s.reason, s.name) || len(s.docs) > 0 || strings.Contains(s.reason, "/") {
		where = s.name
	}
	err := fmt.Errorf("%s: no story: %s", where, s.reason)
	if s.paired == byHand || len(s.docs) > 1 {
		return err
	}
	return hint(err, "%s", names)
}

func seen(found corpus.Discovery) string {
	if len(found.Skipped) == 0 {
		return "no files"
	}
	return "no news texts; skipped " + skipped(found.Skipped)
}
