package main

import (
	"fmt"
	"strings"

	"aztm/align"
)

// evidenceNames are the kinds of matches as the reader sees them; function words are left out.
var evidenceNames = map[string]string{"name": "names", "number": "numbers", "lexicon": "lexicon", "learned": "learned",
	"identical": "identical", "cognate": "alike"}

// printEvidence prints what speaks for a bead and what is left over, for each pair of its sides.
func printEvidence(a *app, sides []side, list []align.Evidence) {
	for _, e := range list {
		x, y := sides[e.Texts[0]].lang, sides[e.Texts[1]].lang
		row := func(name, text string) {
			if text != "" {
				a.printf("      %s  %-11s  %s\n", x+"-"+y, name, a.text(text))
			}
		}
		for _, k := range align.MatchKinds {
			if name := evidenceNames[k]; name != "" {
				row(name, matchText(e, k))
			}
		}
		row("marks", differing(e.Marks))
		row("length", lengthText(e))
		for i, lang := range []string{x, y} {
			row("no match "+lang, strings.Join(e.Unexplained[i], ", "))
		}
	}
}

// matchText is the matches of one kind: "Bakıya = Баку, …".
func matchText(e align.Evidence, kind string) string {
	var out []string
	for _, m := range e.Matches {
		if m.Kind == kind {
			out = append(out, m.A+" = "+m.B)
		}
	}
	return strings.Join(out, ", ")
}

func differing(marks []string) string {
	if len(marks) == 0 {
		return ""
	}
	return "differ: " + strings.Join(marks, ", ")
}

// lengthText compares the lengths with what is usual.
func lengthText(e align.Evidence) string {
	word := "as usual"
	switch {
	case e.Deviations >= 3:
		word = "far from usual"
	case e.Deviations >= 1.5:
		word = "off the usual"
	}
	return fmt.Sprintf("%d and %d letters, %s", e.Letters[0], e.Letters[1], word)
}

// evidenceObject is the evidence of a bead by pair of languages.
func evidenceObject(sides []side, list []align.Evidence) object {
	out := object{}
	for _, e := range list {
		x, y := sides[e.Texts[0]].lang, sides[e.Texts[1]].lang
		o := object{}
		for _, k := range align.MatchKinds {
			pairs := [][2]string{}
			for _, m := range e.Matches {
				if m.Kind == k {
					pairs = append(pairs, [2]string{m.A, m.B})
				}
			}
			o.add(k, pairs)
		}
		o.add("unexplained", object{{x, notNil(e.Unexplained[0])}, {y, notNil(e.Unexplained[1])}})
		o.add("marks", notNil(e.Marks))
		o.add("letters", e.Letters)
		o.add("usual", e.Usual)
		o.add("deviations", e.Deviations)
		out.add(x+"-"+y, o)
	}
	return out
}

// notNil makes an empty list of none, so that JSON has [] for it.
func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
