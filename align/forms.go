package align

import (
	"strings"
	"sync"

	"aztm/align/lexicon"
)

// maxForms bounds the word forms of a language that a glossary remembers: some ten megabytes.
const maxForms = 1 << 15

// A glossary remembers what a lexicon and the package words say of word forms, so that texts of one run look each up
// once. When it is full it starts anew.
type glossary struct {
	lex   *lexicon.Lexicon
	mu    sync.Mutex
	forms map[string]map[string]wordType // by language and form
}

// form analyses a word form.
func (g *glossary) form(lang, form string) wordType {
	w, ok := g.find(lang, form)
	if !ok {
		w = analyse(g.lex, lang, strings.Clone(form)) // not to keep the text around it
		g.keep(lang, w)
	}
	w.form = form
	return w
}

func (g *glossary) find(lang, form string) (wordType, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	w, ok := g.forms[lang][form]
	return w, ok
}

func (g *glossary) keep(lang string, w wordType) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.forms[lang] == nil || len(g.forms[lang]) >= maxForms {
		if g.forms == nil {
			g.forms = map[string]map[string]wordType{}
		}
		g.forms[lang] = map[string]wordType{}
	}
	g.forms[lang][w.form] = w
}
