-- An index that knows where each word stands, and how many tokens each text has. What it replaces is made anew from the texts when
-- the memory is opened. Its tables are written in the order of their keys; no index of SQLite's stands over units and variants but
-- that of stories, since one over hashes or identifiers is written all over the place by every import.

DROP INDEX unit_digest;
DROP INDEX unit_tuid;
ALTER TABLE unit DROP COLUMN digest;

DROP INDEX variant_hash;
CREATE TABLE variant_ (
	unit     INTEGER NOT NULL,     -- of table unit: doctor sees to it, a foreign key would ask for each variant
	n        INTEGER NOT NULL,
	lang     TEXT    NOT NULL,
	text     TEXT    NOT NULL,
	markup   TEXT,
	document INTEGER,
	first    INTEGER,
	last     INTEGER,              -- one past the last segment
	extra    TEXT,                 -- JSON
	PRIMARY KEY (unit, n)
) STRICT, WITHOUT ROWID;
INSERT INTO variant_ SELECT unit, n, lang, text, markup, document, first, last, extra FROM variant ORDER BY unit, n;
DROP TABLE variant;
ALTER TABLE variant_ RENAME TO variant;

DROP TABLE term;
DROP TABLE posting;
DROP TABLE form;

-- Match keys by language, and each number under a key of its own beside the one that all share. df: how many units hold the key
-- in that language. forms: the number of the next form.
CREATE TABLE term (
	lang  TEXT    NOT NULL,
	key   TEXT    NOT NULL,
	id    INTEGER NOT NULL,
	df    INTEGER NOT NULL,
	forms INTEGER NOT NULL,
	PRIMARY KEY (lang, key)
) STRICT, WITHOUT ROWID;

-- Units that hold a term: ascending ids in chunks that do not overlap. ids: the steps after first. places: for each unit its
-- places, each as the number of the form, doubled, plus 1 if another place of the unit follows; then the token's place in the
-- variant (0-based; that of the k-th variant in one language plus k·2^32). Unsigned varints.
CREATE TABLE posting (
	term   INTEGER NOT NULL,
	first  INTEGER NOT NULL,
	ids    BLOB    NOT NULL,
	places BLOB    NOT NULL,
	PRIMARY KEY (term, first)
) STRICT, WITHOUT ROWID;

-- Words in lower case as they stand in texts. n: their number in the places of the term. uses: places that hold the form.
CREATE TABLE form (
	lang  TEXT    NOT NULL,
	loose TEXT    NOT NULL,        -- loose key
	form  TEXT    NOT NULL,        -- '' where it is the loose key
	term  INTEGER NOT NULL,
	n     INTEGER NOT NULL,
	uses  INTEGER NOT NULL,
	PRIMARY KEY (lang, loose, form)
) STRICT, WITHOUT ROWID;

-- Hashes of what a unit is found by when it is whole: its content, its identifier, the loose text of each variant. A bucket
-- holds those with the same upper 16 bits: the lower 32 bits little-endian, then the unit as an unsigned varint.
CREATE TABLE print (
	bucket INTEGER PRIMARY KEY,
	prints BLOB    NOT NULL
) STRICT;

-- How many tokens the variant of each unit in a language has, for 4096 units a row (unit 4096·block and on), a byte each: 0
-- none, 255 for 255 and more, and for a unit with several variants in the language. Zeros at the end are left out.
CREATE TABLE size (
	lang   TEXT    NOT NULL,
	block  INTEGER NOT NULL,
	counts BLOB    NOT NULL,
	PRIMARY KEY (lang, block)
) STRICT, WITHOUT ROWID;

-- Entries of the glossary, one a concept. terms: JSON, by language the list of terms, the one to use first.

CREATE TABLE glossary (
	id    INTEGER PRIMARY KEY,
	terms TEXT NOT NULL
) STRICT;

INSERT INTO meta (name, value) VALUES ('next glossary', 1);
