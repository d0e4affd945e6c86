package tm

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
)

// A StoryState says what a memory knows of a story.
type StoryState string

const (
	StoryNew       StoryState = "new"
	StoryUnchanged StoryState = "unchanged" // every document given is stored with this content
	StoryChanged   StoryState = "changed"   // a document has other content, or a language came in addition
)

// A KnownStory is what a memory knows of a story that is about to be added.
type KnownStory struct {
	State StoryState
	ID    int64  // 0 for a new story
	Name  string // as it was stored
	// Docs are the documents that the story is to consist of, ordered az, ru, en, others by tag: those stored, with ID and
	// segments, where the language was not given or the content is known; the others as given.
	Docs  []Document
	Units int // stored units of the story, outdated ones left out
}

// FindStory looks up what the memory knows of documents that belong to one story. Of docs it reads Lang, Path
// and Digest.
//
// A document is known by its digest and language under any path; one at a known path with another digest is its new version.
// A story in which a language stands with another path and other content is another story.
func (m *Memory) FindStory(ctx context.Context, docs []Document) (KnownStory, error) {
	k, err := findStory(ctx, m.read, docs)
	return k, m.explain(err)
}

// FindStory is Memory.FindStory with what the batch itself stored.
func (b *Batch) FindStory(ctx context.Context, docs []Document) (KnownStory, error) {
	k, err := findStory(ctx, b.tx, docs)
	return k, b.m.explain(err)
}

func findStory(ctx context.Context, q queryer, docs []Document) (KnownStory, error) {
	none := KnownStory{State: StoryNew, Docs: slices.SortedFunc(slices.Values(docs), compareDocs)}
	ids, err := storiesOf(ctx, q, docs)
	if err != nil {
		return none, err
	}
	var best []docRecord
	bestRank := -1
	for _, id := range ids {
		stored, err := loadDocs(ctx, q, id, false)
		if err != nil {
			return none, err
		}
		if r := rank(stored, docs); r > bestRank {
			best, bestRank = stored, r
		}
	}
	if bestRank < 0 {
		return none, nil
	}
	return knownStory(ctx, q, best, docs)
}

// storiesOf lists the stories that hold one of the documents by content or path, lowest id first.
func storiesOf(ctx context.Context, q queryer, docs []Document) ([]int64, error) {
	var ids []int64
	for _, d := range docs {
		rows, err := q.QueryContext(ctx, `SELECT story FROM document WHERE digest = ?1 AND lang = ?3 AND current = 1
			UNION SELECT story FROM document WHERE path = ?2 AND lang = ?3 AND current = 1`, d.Digest, d.Path, d.Lang)
		if err != nil {
			return nil, err
		}
		list, err := scanIDs(rows)
		if err != nil {
			return nil, err
		}
		ids = append(ids, list...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

func scanIDs(rows *sql.Rows) ([]int64, error) {
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// rank says how well a stored story fits the documents given: -1 if one of them contradicts it, else more for known content
// than for known paths.
func rank(stored []docRecord, docs []Document) int {
	r := 0
	for _, d := range docs {
		for _, s := range stored {
			switch {
			case s.Lang != d.Lang:
			case s.Digest == d.Digest:
				r += 100
			case s.Path == d.Path:
				r++
			default:
				return -1
			}
		}
	}
	return r
}

// knownStory puts the documents given over those stored.
func knownStory(ctx context.Context, q queryer, stored []docRecord, docs []Document) (KnownStory, error) {
	k := KnownStory{State: StoryUnchanged, ID: stored[0].Story}
	for _, d := range docs {
		i := slices.IndexFunc(stored, func(s docRecord) bool { return s.Lang == d.Lang })
		if i >= 0 && stored[i].Digest == d.Digest {
			continue
		}
		k.State = StoryChanged
		if i >= 0 {
			stored = slices.Delete(stored, i, i+1)
		}
		k.Docs = append(k.Docs, d)
	}
	for _, s := range stored {
		k.Docs = append(k.Docs, s.Document)
	}
	slices.SortFunc(k.Docs, compareDocs)
	err := q.QueryRowContext(ctx, `SELECT name, (SELECT count(*) FROM unit WHERE unit.story = story.id AND status <> ?) FROM story WHERE id = ?`,
		statusNumber(Outdated), k.ID).Scan(&k.Name, &k.Units)
	return k, err
}

// compareDocs orders documents az, ru, en, then by tag.
func compareDocs(a, b Document) int { return compareLangs(a.Lang, b.Lang) }

func compareLangs(a, b string) int {
	place := func(lang string) int {
		if i := slices.Index([]string{"az", "ru", "en"}, lang); i >= 0 {
			return i
		}
		return 3
	}
	return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
}
