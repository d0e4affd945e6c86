// Package tm is a translation memory: it keeps translation units in one SQLite file, looks texts up in it
// and searches its words.
//
// # What it holds
//
// A [Unit] is an ordered list of variants, never a source and a target: any language can be asked for and any
// can be the answer. Units come from aligned stories ([Batch.AddStory]), from files of other memories
// ([Batch.Import]) and from a translator's hand ([Batch.Put]). Of a story every segment of every document is
// kept, aligned or not; a unit's variants refer to ranges of them.
//
// Whatever changes a memory is a [Batch]: one transaction, journalled, taken back by [Batch.Undo]. A batch that
// changed nothing leaves no trace. A killed batch leaves the memory as it was.
//
// # How it finds
//
// Texts are matched by the keys of the packages norm and words, never by SQLite's own notion of letters: its
// lower() and FTS5's unicode61 fold I to i, so that IŞIQ (ışıq, "light") would never be found by its own
// lower-case form, and both drop the dot of İ unevenly. The stored text is never folded; only keys are.
//
// The index is exact: [Memory.Lookup] gives the answers that reading every unit would give, for every
// threshold. It holds the match keys of each unit by language in posting lists of our own with document
// frequencies, kept up to date by every batch. They say which form of a word stands where, so that
// [Memory.Search] ranks by form and nearness without reading a text. Its keys carry a version; a memory written with other keys is
// indexed anew when it is opened.
//
// # What it promises
//
// Readers never wait for a writer (write-ahead log); a second writer waits up to ten seconds, says so, and gives
// up with [ErrBusy]. After Close the memory is one file of mode 0600. A memory written by a newer program is
// refused ([ErrNewer]), an older one is backed up beside itself and migrated. A path is opened literally,
// whatever characters it holds. No file is changed that is not a memory.
//
// # Limits
//
// A text of more than a few thousand words matches only texts that differ little (see [Text.Score]).
// A memory on a file system without locks or shared memory cannot be written.
package tm
