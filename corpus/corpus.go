// Package corpus turns news files into clean documents and groups them into stories. STUB: the docstrings below are the contract.
package corpus

import "aztm/corpus/norm"

// A Document is one news text in one language.
type Document struct {
	Path       string // as given
	Lang       string // az, ru, en, or any BCP 47 tag by hand
	Digest     string // of the file's bytes, hex; same content, same digest, under any path
	Encoding   string // "utf-8", "windows-1251", …
	Assumed    string // how the encoding was found: "bom", "declared", "detected", "utf-8 valid", "given"
	Headline   string // "" if there is none; it is also Paragraphs[0] then
	Date       string // of publication, ISO 8601 (2024-10-03 or 2024-10-03T14:20), "" if not stated
	Paragraphs []string // stored text, repaired; headline first
	Removed    []Removed
	Fixes      []norm.Fix // letters repaired, by kind
	Lost       int        // letters lost beyond repair
	Joined     bool       // hard-wrapped lines were joined
}

// A Removed is a line of the file that is no part of the news text.
type Removed struct {
	Line   int // 1-based line of the decoded file (text) or ordinal of the block (HTML)
	Text   string
	Reason string // "repeats the headline", "site chrome before the headline", …
}
