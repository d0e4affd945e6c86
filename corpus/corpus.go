// Package corpus turns news files into clean documents and groups them into stories.
//
// The way of a run: Discover finds the files and the story each belongs to, by name. Read decodes a file, takes the
// news text out of it, repairs letters, finds headline and date and drops page furniture. DropRepeated, over all
// documents of the run, drops lines that stand in many of them. What is left, Document.Paragraphs, is cut into segments
// and aligned by others.
//
//	found, err := corpus.Discover(paths)
//	for _, story := range found.Stories {
//		for _, f := range story.Files {
//			doc, err := corpus.Read(f.Path, f.Lang, corpus.Options{})
//			…
//		}
//	}
//	corpus.DropRepeated(docs)
//
// What is left out of the text is in Document.Removed, with its number and the reason. Letters are changed only where
// norm.Repair is certain. What was assumed about a file (encoding, hard-wrapped lines, repairs) is in the Document,
// so that it can be said.
//
// Furniture is known by where and how a line stands: short lines without sentence punctuation before the headline or
// after the story's last sentence, share and author lines at the edges. A list of phrases (data/chrome.txt) only helps
// with lines that do end like a sentence. The trap is the subheading, which looks like furniture but stands between
// sentences, and stays. A law, a decree or a contract, known by its numbered clauses, keeps its titles, signatures and dates.
//
// A document that is to be translated is no news to be cleaned: OpenOriginal keeps all its text, also furniture, tables and footnotes, and writes
// the file again with other text in it.
//
// Limits: .txt, .html and .docx, one story a file, 64 MB a file.
//
// What names leave alone is paired by content. NewKin reads the traits of all documents of a run: names by the skeleton of their
// consonants, numbers and dates by value, and the concepts of other words, which the caller knows. Kin.Share weighs what two documents have in
// common by its rarity among them, Kin.Pair joins the surest pairs first, one document a language, and a Judge, by name or by content, has
// the last word with what an aligner makes of the texts. The trap: two reports of one event share all its names and numbers, and only
// the order of their sentences tells them from translations. Of two such reports without their own translations
// nothing does.
package corpus

import "aztm/corpus/norm"

// A Document is one news text in one language.
type Document struct {
	Path       string // as given
	Lang       string // az, ru, en, or any BCP 47 tag by hand
	Digest     string // of the bytes of the file and of an encoding that was given, hex; same content, same digest, under any path
	Encoding   string // "utf-8", "windows-1251", …
	Assumed    string // how the encoding was found: "given", "bom", "valid", "declared", "detected"
	Hint       string // another way to read the file, where the text looks wrong; "" else
	Headline   string // "" if there is none; it is also Paragraphs[0] then
	Date       string // of publication, ISO 8601 (2024-10-03 or 2024-10-03T14:20), "" if not stated
	Paragraphs []string
	Removed    []Removed
	Fixes      []norm.Fix // letters repaired, by kind
	Lost       int        // letters lost beyond repair
	Joined     bool       // hard-wrapped lines were joined

	numbered bool // an official text: its lines are no furniture, however often they stand
}

// A Removed is a line of the file that is no part of the news text.
type Removed struct {
	Line   int // 1-based line of the decoded file (text) or number of the block (HTML) or paragraph (DOCX)
	Text   string
	Reason string
}

// Options say how a file is read.
type Options struct {
	Encoding string // "" to find it; "azlat" for Azerbaijani Latin fonts over windows-1251
	MaxSize  int    // of a file, in bytes; 0 for MaxSize
}

// MaxSize is the size, in bytes, of the largest news file that is read.
const MaxSize = 64 << 20
