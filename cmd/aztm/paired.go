package main

import (
	"fmt"
	"strings"
)

// How the documents of a story came together.
const (
	byNames   = "names"
	byHand    = "hand"
	byContent = "content"
)

// A leftOut is a document of a story that is not stored with it.
type leftOut struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// why tells how a story was paired by content: "paired by content: 14 names and numbers shared, e.g. Lukaşenko, 300000, Minsk".
func (s *addStory) why() string {
	if s.kin == nil {
		return ""
	}
	var paths []string
	for _, d := range s.joined {
		paths = append(paths, d.Path)
	}
	text := fmt.Sprintf("%s paired by content: %.0f%% shared", strings.Join(paths, ", "), 100*s.kin.Share)
	if s.kin.Shared > 0 {
		text += fmt.Sprintf(", %s, e.g. %s", plural(s.kin.Shared, "name or number", "names and numbers"), strings.Join(s.kin.Shown, ", "))
	}
	return text
}

// sayPaired tells what content did for a story, and what was left out of it.
func (a *app) sayPaired(s *addStory) {
	if s.kin != nil {
		a.say("%s: %s", visible(s.name), visible(s.why()))
	}
	for _, l := range s.leftOut {
		a.warn("%s: %s left out: %s", visible(s.name), visible(l.Path), visible(l.Reason))
	}
	for _, w := range s.warnings {
		a.warn("%s: %s", visible(s.name), visible(w))
	}
}

// pairedBy is what add --json prints of how a story came together.
type pairedBy struct {
	Paired   string    `json:"paired,omitempty"`
	Share    float64   `json:"share,omitempty"`
	Shared   int       `json:"shared,omitempty"`
	Examples []string  `json:"examples,omitempty"`
	LeftOut  []leftOut `json:"left_out,omitempty"`
}

func (s *addStory) pairedBy() pairedBy {
	p := pairedBy{Paired: s.paired, LeftOut: s.leftOut}
	if s.kin != nil {
		p.Paired, p.Share, p.Shared, p.Examples = byContent, s.kin.Share, s.kin.Shared, s.kin.Shown
	}
	return p
}
