package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"aztm/align"
	"aztm/corpus/srx"
)

// alignLines is the filter: a story a line in, its units a line out, in order.
func alignLines(ctx context.Context, a *app, o alignOptions) error {
	if o.jobs < 0 {
		return fmt.Errorf("--jobs %d: at least 1", o.jobs)
	}
	if o.jobs == 0 {
		o.jobs = runtime.GOMAXPROCS(0)
	}
	if len(o.langs) == 0 {
		o.langs = languages
	}
	if lang := twice(o.langs); lang != "" {
		return fmt.Errorf("--langs names %s twice", lang)
	}
	al := align.New(nil)
	progress := a.progress("align", "stories", 0)
	defer progress.done()
	p := pipeline{jobs: o.jobs, do: func(line []byte, err error) ([]byte, error) {
		defer progress.add(1)
		return alignLine(al, o, line, err)
	}}
	a.sayTyping()
	return p.run(ctx, a.stdin, a.stdout)
}

// alignLine answers one line; err is what is wrong with it already.
func alignLine(al *align.Aligner, o alignOptions, line []byte, err error) ([]byte, error) {
	var story map[string]json.RawMessage
	if err == nil && json.Unmarshal(line, &story) != nil || story == nil {
		err = errors.Join(err, notObject(line))
	}
	var units []object
	if err == nil {
		units, err = alignStory(al, o, story)
	}
	id := story["id"]
	if id == nil {
		id = json.RawMessage("null")
	}
	out := object{{"id", id}}
	if err != nil {
		out.add("error", err.Error())
	} else {
		out.add("units", units)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err = e.Encode(out)
	return b.Bytes(), err
}

// notObject says why a line is no JSON object.
func notObject(line []byte) error {
	if len(bytes.TrimSpace(line)) == 0 {
		return errors.New("empty line")
	}
	var v any
	if err := json.Unmarshal(line, &v); err != nil {
		return fmt.Errorf("no JSON: %w", err)
	}
	return errors.New("no JSON object")
}

// storySides splits the texts of a story; a language that is null is missing.
func storySides(o alignOptions, story map[string]json.RawMessage) ([]side, error) {
	var sides []side
	for _, lang := range o.langs {
		v, ok := story[lang]
		if !ok || string(v) == "null" {
			continue
		}
		var text string
		if json.Unmarshal(v, &text) != nil {
			return nil, fmt.Errorf("%s: no text", lang)
		}
		sides = append(sides, side{lang, segments(srx.Default().Segmenter(lang), text)})
	}
	return sides, nil
}

func alignStory(al *align.Aligner, o alignOptions, story map[string]json.RawMessage) ([]object, error) {
	sides, err := storySides(o, story)
	switch {
	case err != nil:
		return nil, err
	case len(sides) == 0:
		return nil, fmt.Errorf("no text in any of %s", strings.Join(o.langs, ", "))
	case len(sides) == 1:
		return oneSided(sides[0]), nil
	}
	sides, beads, err := alignAndCut(al, sides)
	if err != nil {
		return nil, err
	}
	var evidence [][]align.Evidence
	if o.explain {
		evidence = explainSides(al, sides, beads)
	}
	units := []object{}
	for n, b := range beads {
		var u object
		for i, s := range sides {
			if r := b.Sides[i]; r.End > r.Start {
				u.add(s.lang, s.joined(r))
			}
		}
		u.add("confidence", b.Confidence)
		if evidence != nil {
			u.add("evidence", evidenceObject(sides, evidence[n]))
		}
		units = append(units, u)
	}
	return units, nil
}

func oneSided(s side) []object {
	units := []object{}
	for _, x := range s.segments {
		units = append(units, object{{s.lang, x.Text}, {"confidence", 1.0}})
	}
	return units
}
