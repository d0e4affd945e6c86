package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"aztm/align"
	"aztm/tm"
)

// TestReviewGrade holds that what review asks about unless told otherwise is what is not called good.
func TestReviewGrade(t *testing.T) {
	if align.GradeOf(reviewBelow) != align.Good || align.GradeOf(reviewBelow-1e-9) == align.Good {
		t.Errorf("good does not begin at %v", reviewBelow)
	}
}

// units are the numbers of the units of a queue.
func (q *reviewQueue) units() string {
	var list []string
	for _, i := range q.items {
		list = append(list, fmt.Sprint(i.unit))
	}
	return strings.Join(list, " ")
}

func TestWorstFirst(t *testing.T) {
	q := reviewQueue{items: []queued{
		{unit: 1, story: 1, confidence: 0.9}, {unit: 2, story: 1, confidence: 0.4}, {unit: 3, story: 1, confidence: 0.6},
		{unit: 4, story: 2, confidence: 0.7}, {unit: 5, story: 2, confidence: 0.3}, {unit: 6, story: 2, confidence: 0.45},
		{unit: 7, story: 3, confidence: 0.55}, {unit: 8, story: -8, confidence: 0.1},
	}}
	q.worstFirst()
	const want = "8 5 6 2 7 3 1 4" // bad ones of stories -8, 2, 1; then those to check of 3, 1, 2
	if got := q.units(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := fmt.Sprint(q.stories); got != "[-8 2 1 3]" {
		t.Errorf("stories %s", got)
	}
}

func TestNextInQueue(t *testing.T) {
	q := reviewQueue{items: []queued{{unit: 1}, {unit: 2, decided: true}, {unit: 3}}}
	for from, want := range map[int]int{-1: 0, 0: 0, 1: 2, 2: 2, 3: 0} {
		if got := q.next(from); got != want {
			t.Errorf("from %d: %d, want %d", from, got, want)
		}
	}
	q.items[0].decided, q.items[2].decided = true, true
	if got := q.next(0); got != -1 || q.left() != 0 {
		t.Errorf("all decided: %d, %d left", got, q.left())
	}
}

func TestMakeQueue(t *testing.T) {
	ctx := context.Background()
	memory := doubtfulMemory(t) // units 1 to 3 of minsk, 4 of talks; 1 is good
	write(t, memory, func(b *tm.Batch) error {
		for n, u := range []tm.Unit{{Status: tm.Aligned, Confidence: 0.2}, {Status: tm.Imported, Confidence: 0.2}, {Status: tm.Aligned, Confidence: tm.NoConfidence}} {
			u.Story = "minsk-2"
			u.Variants = []tm.Variant{{Lang: "az", Text: fmt.Sprintf("Görüş %d.", n)}, {Lang: "ru", Text: fmt.Sprintf("Встреча %d.", n)}}
			if _, err := b.Import(ctx, u); err != nil {
				return err
			}
		}
		return nil
	})
	m, err := tm.Open(ctx, memory, tm.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for _, c := range []struct {
		name           string
		o              reviewOptions
		stories        []string
		units, through string
	}{
		{"all, the worst first", reviewOptions{}, nil, "5 2 4 3", "[-5 1 2]"},
		{"bad ones", reviewOptions{below: 0.5}, nil, "5 2", "[-5 1]"},
		{"good ones, too", reviewOptions{below: 1}, nil, "5 2 4 3 1", "[-5 1 2]"},
		{"a batch", reviewOptions{batch: 2}, nil, "5", "[-5]"},
		{"a search", reviewOptions{search: "Görüş"}, nil, "5", "[-5]"},
		{"a search in a batch", reviewOptions{search: "Danışıqlar", batch: 1}, nil, "4", "[2]"},
		{"a story as its text goes", reviewOptions{}, []string{"minsk"}, "2 3", "[1]"},
		{"in the order of the names", reviewOptions{}, []string{"talks", "minsk"}, "4 2 3", "[2 1]"},
		{"a part of a name", reviewOptions{}, []string{"insk"}, "2 3 5", "[1 -5 -6 -7]"},
		{"twice", reviewOptions{}, []string{"minsk", "min*"}, "2 3 5", "[1 -5 -6 -7]"},
		{"a story without anything that needs eyes", reviewOptions{below: 0.5}, []string{"talks"}, "", "[2]"},
		{"a document", reviewOptions{}, []string{"talks.az.txt"}, "4", "[2]"},
	} {
		if c.o.below == 0 {
			c.o.below = reviewBelow
		}
		q, err := makeQueue(ctx, screenApp(false), m, c.o, c.stories)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := fmt.Sprint(q.stories); q.units() != c.units || got != c.through {
			t.Errorf("%s: units %s of stories %s, want %s of %s", c.name, q.units(), got, c.units, c.through)
		}
	}
	for _, c := range []struct {
		o    reviewOptions
		name []string
		says string
	}{
		{reviewOptions{below: 1}, []string{"talks", "nowhere"}, `named "nowhere"`},
		{reviewOptions{below: 1, search: "-x"}, nil, "a word to look for is missing"},
	} {
		if _, err := makeQueue(ctx, screenApp(false), m, c.o, c.name); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v %v: %v", c.o, c.name, err)
		}
	}
}

// TestReviewWithoutStory holds that a unit of no stored story is decided about alone.
func TestReviewWithoutStory(t *testing.T) {
	ctx := context.Background()
	memory := doubtfulMemory(t)
	write(t, memory, func(b *tm.Batch) error {
		_, err := b.Import(ctx, tm.Unit{Status: tm.Aligned, Confidence: 0.2, Variants: []tm.Variant{{Lang: "az", Text: "Bir iki."}, {Lang: "ru", Text: "Раз два."}}})
		return err
	})
	for keys, says := range map[string]string{"": "a unit of its own  (1 of 3)", "m": "no row below", "s": "no sentences to part", "a": "unit 5 approved; u takes it back", "e!<enter>": "edited"} {
		s := newReviewScreen(t, memory, reviewOptions{batch: 2})
		if keys == "" {
			s = newReviewScreen(t, memory, reviewOptions{})
		}
		s.press(keys)
		s.wants(keys, says)
		s.press("u")
	}
}

func TestReviewAgain(t *testing.T) {
	for want, o := range map[string]reviewOptions{
		"review talks 'two words'": {below: reviewBelow},
		"review --batch 3 --search 'az:söz' --below 0.5 talks 'two words'": {batch: 3, search: "az:söz", below: 0.5},
	} {
		if got := o.again([]string{"talks", "two words"}); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
