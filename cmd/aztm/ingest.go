package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"aztm/align"
	"aztm/corpus"
	"aztm/corpus/srx"
	"aztm/tm"
)

// An ingester makes what a memory stores out of documents: it joins the splitter, the
// aligner and the memory, and knows nothing of language itself.
type ingester struct {
	rules   *srx.Rules
	aligner *align.Aligner
	learned tm.Learned // what the memory taught the aligner
}

// documents cuts the news texts of a story into segments; nil if one of them has none.
func (in ingester) documents(docs []*corpus.Document) ([]tm.Document, error) {
	var out []tm.Document
	for _, d := range docs {
		x, err := in.document(d)
		if err != nil || len(x.Segments) == 0 {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// document cuts a news text into segments.
func (in ingester) document(d *corpus.Document) (tm.Document, error) {
	path, err := filepath.Abs(d.Path)
	if err != nil {
		return tm.Document{}, fmt.Errorf("%s: %w", d.Path, err)
	}
	out := tm.Document{Lang: d.Lang, Path: path, Digest: d.Digest, Encoding: d.Encoding, Headline: d.Headline, Date: d.Date}
	seg := in.rules.Segmenter(d.Lang)
	for i, p := range d.Paragraphs {
		spans, err := seg.SplitStrict(p)
		if err != nil {
			return tm.Document{}, fmt.Errorf("%s: %w", d.Path, err)
		}
		for _, s := range spans {
			out.Segments = append(out.Segments, tm.Segment{Text: p[s.Start:s.End], Paragraph: i, Heading: i == 0 && d.Headline != ""})
		}
	}
	return out, nil
}

// texts are the documents of a story as the aligner takes them.
func texts(docs []tm.Document) []align.Text {
	var out []align.Text
	for _, d := range docs {
		t := align.Text{Lang: d.Lang, Fixed: d.ID != 0}
		for _, s := range d.Segments {
			t.Segments = append(t.Segments, s.Text)
			t.Paragraphs = append(t.Paragraphs, s.Paragraph)
		}
		out = append(out, t)
	}
	return out
}

// beads aligns the documents of a story and keeps what has two languages or more. It returns the documents too: their sentences
// may have been cut. Those that the memory holds stay as they are.
func (in ingester) beads(docs []tm.Document) ([]tm.Document, []tm.Bead, error) {
	aligned, cuts, err := in.aligner.AlignAndCut(texts(docs))
	if err != nil {
		return nil, nil, err
	}
	docs = slices.Clone(docs)
	for i := range docs {
		docs[i].Segments = align.Apply(docs[i].Segments, cuts[i], partSegment)
	}
	var out []tm.Bead
	for _, b := range aligned {
		ranges := map[string]tm.Range{}
		for i, r := range b.Sides {
			if r.End > r.Start {
				ranges[docs[i].Lang] = tm.Range{First: r.Start, End: r.End}
			}
		}
		if len(ranges) > 1 {
			out = append(out, tm.Bead{Ranges: ranges, Confidence: b.Confidence})
		}
	}
	return docs, out, nil
}

// partSegment parts a segment at a byte offset.
func partSegment(s tm.Segment, offset int) (tm.Segment, tm.Segment) {
	rest := s
	s.Text, rest.Text = strings.TrimSpace(s.Text[:offset]), s.Text[offset:]
	return s, rest
}
