package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"aztm/corpus"
	"aztm/corpus/srx"
)

type splitOptions struct {
	lang     string
	encoding string
	rules    string
	lines    bool
}

func newSplit(a *app) *cobra.Command {
	var o splitOptions
	c := &cobra.Command{
		Use:   "split [FILE]",
		Short: "Split a text into segments, one a line",
		Long: `Split cuts a text into sentences and headings. A newline is always a boundary.
With --json each segment comes with its paragraph (0-based count of lines that
hold text), its number and its place in bytes of the UTF-8 text.`,
		Example: `  aztm split article.az.txt
  aztm split --lang ru --json < article.txt
  aztm split --lines --json < sentences.txt     each line is a text of its own`,
		Args: wants(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return runSplit(a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *splitOptions) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&o.lang, "lang", "", "language of the text (default: from the file's name, else guessed)")
	c.Flags().StringVar(&o.encoding, "encoding", "", "charset of the text (default: declared or detected)")
	c.Flags().StringVar(&o.rules, "srx", "", "cut by the rules of this SRX `FILE`")
	c.Flags().BoolVar(&o.lines, "lines", false, "each line of the input is a text of its own; one line of output for each")
}

// A splitSegment is what split --json prints of a segment. Offsets are bytes.
type splitSegment struct {
	Paragraph int    `json:"paragraph"`
	Segment   int    `json:"segment"`
	Text      string `json:"text"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
}

func runSplit(a *app, o splitOptions, args []string) error {
	rules, err := readRules(o.rules)
	if err != nil {
		return err
	}
	name := "-"
	if len(args) == 1 {
		name = args[0]
	}
	lang := o.lang
	if lang == "" {
		_, lang = corpus.NameLang(name)
	}
	if o.lines {
		return splitLines(a, o, rules, name)
	}
	text, err := decodeText(a, name, lang, o.encoding)
	if err != nil {
		return err
	}
	spans, err := rules.Segmenter(langOr(lang, text)).SplitStrict(text)
	o.saySlow(a, err)
	for _, s := range numbered(spans, text) {
		if !a.json {
			a.printf("%s\n", a.text(s.Text))
		} else if err := a.object(s); err != nil {
			return err
		}
	}
	return nil
}

// saySlow tells of a rule of the user's file that took too long and was left out from there on.
func (o splitOptions) saySlow(a *app, err error) {
	if err != nil {
		a.warn("%s: %v", o.rules, err)
	}
}

// segments splits text by rules that are known to be quick.
func segments(seg *srx.Segmenter, text string) []splitSegment { return numbered(seg.Split(text), text) }

// numbered makes segments of spans, counting paragraphs: lines that hold a segment.
func numbered(spans []srx.Span, text string) []splitSegment {
	var out []splitSegment
	paragraph, last := -1, 0
	for i, s := range spans {
		if i == 0 || containsNewline(text[last:s.Start]) {
			paragraph++
		}
		out = append(out, splitSegment{paragraph, i, text[s.Start:s.End], s.Start, s.End})
		last = s.End
	}
	return out
}

func containsNewline(s string) bool {
	for i := range len(s) {
		if s[i] == '\n' {
			return true
		}
	}
	return false
}

func splitLines(a *app, o splitOptions, rules *srx.Rules, name string) error {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		a.stdin = f
	}
	if err := decodeStdin(a, name, o.lang, o.encoding); err != nil {
		return err
	}
	segmenters := map[string]*srx.Segmenter{}
	n := 0
	return a.lines(func(line string) error {
		lang := langOr(o.lang, line)
		if segmenters[lang] == nil {
			segmenters[lang] = rules.Segmenter(lang)
		}
		texts := []string{}
		spans, err := segmenters[lang].SplitStrict(line)
		o.saySlow(a, err)
		for _, s := range spans {
			texts = append(texts, line[s.Start:s.End])
		}
		n++
		if a.json {
			return a.object(struct {
				Line     int      `json:"line"`
				Segments []string `json:"segments"`
			}{n - 1, texts})
		}
		for i, t := range texts {
			if i > 0 {
				a.printf("\t")
			}
			a.printf("%s", a.cell(t))
		}
		a.printf("\n")
		return nil
	})
}

// readRules reads an SRX file, or gives the built-in rules where none is named.
func readRules(name string) (*srx.Rules, error) {
	if name == "" {
		return srx.Default(), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := srx.Parse(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// readText reads a file, or stdin for "-", as UTF-8 text, whatever charset it is in, and says what charset
// was assumed. Of a web page it is the main text.
func readText(a *app, name string) (string, error) {
	_, lang := corpus.NameLang(name)
	return decodeText(a, name, lang, "")
}

// decodeText is readText for a text of a known language and, unless "", a known encoding.
func decodeText(a *app, name, lang, encoding string) (string, error) {
	o := corpus.Options{Encoding: encoding}
	var p corpus.Plain
	var err error
	if name == "-" {
		a.sayTyping()
		name = stdinName
		p, err = corpus.DecodeFrom(a.stdin, name, lang, o)
	} else {
		p, err = corpus.ReadText(name, lang, o)
	}
	if err == nil {
		sayEncoding(a, name, p.Encoding, p.Assumed, p.Hint)
	}
	return p.Text, err
}

const stdinName = "standard input"

// decodeStdin turns standard input, which is read by lines, into UTF-8.
func decodeStdin(a *app, name, lang, encoding string) error {
	if name == "-" {
		name = stdinName
	}
	r, p, err := corpus.DecodeLines(a.stdin, name, lang, corpus.Options{Encoding: encoding})
	if err != nil {
		return err
	}
	a.stdin = r
	sayEncoding(a, name, p.Encoding, p.Assumed, p.Hint)
	return nil
}

// sayEncoding tells how a text was read where it was not plain UTF-8, and what else to try.
func sayEncoding(a *app, name, encoding, assumed, hint string) {
	if assumed != "valid" && assumed != "bom" || encoding != "utf-8" {
		a.say("%s: read as %s (%s)", name, encoding, assumed)
	}
	if hint != "" {
		a.warn("%s: %s", name, hint)
	}
}
