package main

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"aztm/tm"
)

// A tool is a CAT tool and the language codes that it matches.
type tool struct {
	name  string
	codes map[string]string // by base language; others are written as BCP 47 wants
	about string
}

// tools are the CAT tools that --for knows. OmegaT (run here) matches az, az-AZ and az-Latn-AZ, never az_AZ, aze or azj, whatever
// region its project has. Trados Studio knows a language only with its region, Azerbaijani also with its script, as its own exports
// write it. memoQ takes two-letter codes for any region. All three hold a pair of languages in a memory.
var tools = []tool{
	{"omegat", map[string]string{"az": "az", "ru": "ru", "en": "en"}, "two-letter codes"},
	{"trados", map[string]string{"az": "az-Latn-AZ", "ru": "ru-RU", "en": "en-US"}, "az-Latn-AZ, ru-RU, en-US"},
	{"memoq", map[string]string{"az": "az", "ru": "ru", "en": "en"}, "two-letter codes"},
}

func toolNames() []string {
	var names []string
	for _, t := range tools {
		names = append(names, t.name)
	}
	return names
}

func toolHelp() string {
	var b strings.Builder
	for _, t := range tools {
		fmt.Fprintf(&b, "  %-8s %s\n", t.name, t.about)
	}
	return b.String()
}

// A tagMap gives language tags other spellings.
type tagMap struct {
	exact map[string]string // by tag, as folded
	bases map[string]string // by base language: all tags of it that say no other script than its usual one
	tidy  bool              // others are written as BCP 47 wants
}

// newTagMap reads pairs FROM=TO. If wide is set, a FROM without script and region stands for all spellings of its language.
func newTagMap(pairs []string, wide bool) (tagMap, error) {
	m := tagMap{exact: map[string]string{}, bases: map[string]string{}}
	for _, p := range pairs {
		from, to, ok := strings.Cut(p, "=")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !ok || to == "" {
			return m, hint(fmt.Errorf("--lang-map %q: no pair of language codes", p), "--lang-map az=az-Latn-AZ")
		}
		if _, err := language.Parse(to); err != nil {
			return m, hint(fmt.Errorf("--lang-map %s: %q is no language code", p, to), "codes look like az, ru-RU, az-Latn-AZ")
		}
		if wide && !strings.ContainsAny(from, "-_") {
			m.bases[tm.Base(from)] = to
			continue
		}
		m.exact[foldTag(from)] = to
	}
	return m, nil
}

// forTool adds the codes of a tool, but for those that are said otherwise.
func (m *tagMap) forTool(name string) error {
	i := slices.IndexFunc(tools, func(t tool) bool { return t.name == strings.ToLower(name) })
	if i < 0 {
		return hint(fmt.Errorf("--for %q: no such tool", name), "aztm knows %s; --lang-map sets codes for others", strings.Join(toolNames(), ", "))
	}
	for base, code := range tools[i].codes {
		if _, said := m.bases[base]; !said {
			m.bases[base] = code
		}
	}
	m.tidy = true
	return nil
}

// foldTag makes spellings of one tag equal: case, and _ for -.
func foldTag(tag string) string { return strings.ToLower(strings.ReplaceAll(tag, "_", "-")) }

// to is what becomes of a tag.
func (m tagMap) to(tag string) string {
	if len(m.exact) == 0 && len(m.bases) == 0 && !m.tidy {
		return tag
	}
	if to, ok := m.exact[foldTag(tag)]; ok {
		return to
	}
	t, err := language.Parse(strings.ReplaceAll(tag, "_", "-"))
	if to, ok := m.bases[tm.Base(tag)]; ok && (err != nil || usualScript(t)) {
		return to
	}
	if m.tidy && err == nil {
		return t.String()
	}
	return tag
}

// usualScript says whether a tag names no script, or the one its language is mostly written in: az-Cyrl is not simply az.
func usualScript(t language.Tag) bool {
	base, script, _ := t.Raw()
	if script.String() == "Zzzz" {
		return true
	}
	usual, _ := language.Make(base.String()).Script()
	return script == usual
}
