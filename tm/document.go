package tm

import (
	"context"
	"encoding/json"
	"slices"
)

// A docRecord is a document as the memory holds it, and its form in the journal.
type docRecord struct {
	Document
	Story   int64
	Current bool
}

// loadDocs reads the documents of a story with their segments, by id; replaced versions too if old is set.
func loadDocs(ctx context.Context, q queryer, story int64, old bool) ([]docRecord, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, story, lang, path, digest, encoding, headline, date, current
		FROM document WHERE story = ? AND (current = 1 OR ?) ORDER BY id`, story, old)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []docRecord
	for rows.Next() {
		var d docRecord
		if err := rows.Scan(&d.ID, &d.Story, &d.Lang, &d.Path, &d.Digest, &d.Encoding, &d.Headline, &d.Date, &d.Current); err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Segments, err = loadSegments(ctx, q, list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func loadSegments(ctx context.Context, q queryer, document int64) ([]Segment, error) {
	rows, err := q.QueryContext(ctx, `SELECT text, paragraph, heading FROM segment WHERE document = ? ORDER BY n`, document)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Segment
	for rows.Next() {
		var s Segment
		if err := rows.Scan(&s.Text, &s.Paragraph, &s.Heading); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// insertDoc stores a document with its segments. Its ID is taken from the batch if it is 0.
func (b *Batch) insertDoc(ctx context.Context, d *docRecord) error {
	if d.ID == 0 {
		d.ID = b.id("document")
	}
	if err := b.inserted(ctx, "document", d.ID); err != nil {
		return err
	}
	b.info.Documents++
	return b.insertDocRows(ctx, d)
}

func (b *Batch) insertDocRows(ctx context.Context, d *docRecord) error {
	err := b.exec(ctx, `INSERT INTO document (id, story, lang, path, digest, encoding, headline, date, current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ID, d.Story, d.Lang, d.Path, d.Digest, d.Encoding, d.Headline, d.Date, d.Current)
	if err != nil {
		return err
	}
	for n, s := range d.Segments {
		err := b.exec(ctx, `INSERT INTO segment (document, n, paragraph, heading, text) VALUES (?, ?, ?, ?, ?)`, d.ID, n, s.Paragraph, s.Heading, s.Text)
		if err != nil {
			return err
		}
	}
	return nil
}

// removeDoc deletes the document that looks like old now.
func (b *Batch) removeDoc(ctx context.Context, old docRecord) error {
	if err := b.was(ctx, "document", old.ID, old); err != nil {
		return err
	}
	return b.deleteDocRows(ctx, old.ID)
}

func (b *Batch) deleteDocRows(ctx context.Context, id int64) error {
	if err := b.exec(ctx, `DELETE FROM segment WHERE document = ?`, id); err != nil {
		return err
	}
	return b.exec(ctx, `DELETE FROM document WHERE id = ?`, id)
}

// retireDoc marks a document as a replaced version.
func (b *Batch) retireDoc(ctx context.Context, old docRecord) error {
	if !old.Current {
		return nil
	}
	if err := b.was(ctx, "document", old.ID, old); err != nil {
		return err
	}
	return b.exec(ctx, `UPDATE document SET current = 0 WHERE id = ?`, old.ID)
}

// revertDocument makes a document look as it did before: absent if before is nil.
func (b *Batch) revertDocument(ctx context.Context, id int64, before []byte) error {
	cur, err := b.loadDoc(ctx, id)
	if err != nil {
		return err
	}
	if before == nil {
		return b.removeDoc(ctx, cur)
	}
	var d docRecord
	if err := json.Unmarshal(before, &d); err != nil {
		return err
	}
	if cur.ID == 0 {
		return b.insertDoc(ctx, &d)
	}
	if err := b.was(ctx, "document", id, cur); err != nil {
		return err
	}
	if err := b.deleteDocRows(ctx, id); err != nil {
		return err
	}
	return b.insertDocRows(ctx, &d)
}

// loadDoc reads one document with its segments; its ID is 0 if there is none.
func (b *Batch) loadDoc(ctx context.Context, id int64) (docRecord, error) {
	var story int64
	ok, err := b.row(ctx, `SELECT story FROM document WHERE id = ?`, []any{id}, &story)
	if err != nil || !ok {
		return docRecord{}, err
	}
	docs, err := loadDocs(ctx, b.tx, story, true)
	if err != nil {
		return docRecord{}, err
	}
	return docs[slices.IndexFunc(docs, func(d docRecord) bool { return d.ID == id })], nil
}

// A storyRecord is a story's own row, as the journal holds it.
type storyRecord struct {
	ID   int64
	Name string
}

func (b *Batch) insertStory(ctx context.Context, s storyRecord) error {
	if err := b.inserted(ctx, "story", s.ID); err != nil {
		return err
	}
	return b.exec(ctx, `INSERT INTO story (id, name) VALUES (?, ?)`, s.ID, s.Name)
}

// touchStory writes to the journal that a story got other documents, or that a lone segment of it came or went. It changes nothing, but keeps
// the batch from being taken back before a later one that gave such a segment to a unit.
func (b *Batch) touchStory(ctx context.Context, id int64, name string) error {
	return b.was(ctx, "story", id, storyRecord{id, name})
}

// revertStory makes a story's row come or go; it never changes. One that was there before and is still, was only touched.
func (b *Batch) revertStory(ctx context.Context, id int64, before []byte) error {
	cur := storyRecord{ID: id}
	there, err := b.row(ctx, `SELECT name FROM story WHERE id = ?`, []any{id}, &cur.Name)
	if err != nil {
		return err
	}
	if before != nil && !there {
		var s storyRecord
		if err := json.Unmarshal(before, &s); err != nil {
			return err
		}
		return b.insertStory(ctx, s)
	}
	if err := b.was(ctx, "story", id, cur); err != nil || before != nil {
		return err
	}
	return b.exec(ctx, `DELETE FROM story WHERE id = ?`, id)
}
