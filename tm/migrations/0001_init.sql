-- A memory: units and where they came from, the index over their words, and what every batch changed.
-- Dates are seconds since 1970, UTC. Texts are UTF-8, compared byte by byte.

CREATE TABLE meta (
	name  TEXT NOT NULL PRIMARY KEY,
	value ANY  NOT NULL
) STRICT, WITHOUT ROWID;

-- One run of a command. undone: the batch that took it back, 0 while it stands.
CREATE TABLE batch (
	id        INTEGER PRIMARY KEY,
	kind      TEXT    NOT NULL,
	label     TEXT    NOT NULL,
	time      INTEGER NOT NULL,
	added     INTEGER NOT NULL,
	changed   INTEGER NOT NULL,
	removed   INTEGER NOT NULL,
	documents INTEGER NOT NULL,
	undone    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Which batches an undo took back.
CREATE TABLE undo (
	batch  INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
	target INTEGER NOT NULL REFERENCES batch,
	PRIMARY KEY (batch, target)
) STRICT, WITHOUT ROWID;

-- What a batch did, in order. before is the entity as it was; NULL: first to last were inserted.
CREATE TABLE journal (
	batch  INTEGER NOT NULL REFERENCES batch DEFERRABLE INITIALLY DEFERRED,
	seq    INTEGER NOT NULL,
	entity TEXT    NOT NULL, -- unit, document, story
	first  INTEGER NOT NULL,
	last   INTEGER NOT NULL,
	before TEXT,             -- JSON
	PRIMARY KEY (batch, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
	id   INTEGER PRIMARY KEY,
	name TEXT NOT NULL
) STRICT;

-- current is 0 for a replaced version, kept while an outdated unit refers to it.
CREATE TABLE document (
	id       INTEGER PRIMARY KEY,
	story    INTEGER NOT NULL REFERENCES story,
	lang     TEXT    NOT NULL,
	path     TEXT    NOT NULL,
	digest   TEXT    NOT NULL,
	encoding TEXT    NOT NULL,
	headline TEXT    NOT NULL,
	date     TEXT    NOT NULL,
	current  INTEGER NOT NULL
) STRICT;
CREATE INDEX document_story  ON document (story);
CREATE INDEX document_digest ON document (digest);
CREATE INDEX document_path   ON document (path);

CREATE TABLE segment (
	document  INTEGER NOT NULL REFERENCES document,
	n         INTEGER NOT NULL,
	paragraph INTEGER NOT NULL,
	heading   INTEGER NOT NULL,
	text      TEXT    NOT NULL,
	PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

-- digest: hash of all variants and the context, to find duplicates.
CREATE TABLE unit (
	id         INTEGER PRIMARY KEY,
	tuid       TEXT    NOT NULL,
	status     INTEGER NOT NULL,
	prior      INTEGER NOT NULL,
	confidence REAL    NOT NULL,
	edited     INTEGER NOT NULL,
	story      INTEGER,
	position   INTEGER NOT NULL,
	context    TEXT    NOT NULL,
	batch      INTEGER NOT NULL,
	created    INTEGER NOT NULL,
	changed    INTEGER NOT NULL,
	digest     INTEGER NOT NULL,
	extra      TEXT                -- JSON; NULL where there is nothing to say
) STRICT;
CREATE INDEX unit_digest ON unit (digest);
CREATE INDEX unit_tuid   ON unit (tuid)  WHERE tuid <> '';
CREATE INDEX unit_story  ON unit (story) WHERE story IS NOT NULL;

-- hash: of the loose keys in order, to find equal texts (scores 99 and up).
CREATE TABLE variant (
	unit     INTEGER NOT NULL REFERENCES unit,
	n        INTEGER NOT NULL,
	lang     TEXT    NOT NULL,
	text     TEXT    NOT NULL,
	markup   TEXT,
	hash     INTEGER NOT NULL,
	document INTEGER,
	first    INTEGER,
	last     INTEGER,              -- one past the last segment
	extra    TEXT,                 -- JSON
	PRIMARY KEY (unit, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX variant_hash ON variant (hash);

-- Match keys by language; df: how many units hold the key in a variant of that language.
CREATE TABLE term (
	lang TEXT    NOT NULL,
	key  TEXT    NOT NULL,
	id   INTEGER NOT NULL,
	df   INTEGER NOT NULL,
	PRIMARY KEY (lang, key)
) STRICT, WITHOUT ROWID;

-- Units that hold a term: ascending ids in chunks that do not overlap. ids holds the steps
-- after first as unsigned varints.
CREATE TABLE posting (
	term  INTEGER NOT NULL,
	first INTEGER NOT NULL,
	ids   BLOB    NOT NULL,
	PRIMARY KEY (term, first)
) STRICT, WITHOUT ROWID;

-- Loose keys of words as they stand in texts, for prefixes; n: how many units hold the form.
-- key: its match key, NULL where it is the form itself.
CREATE TABLE form (
	lang TEXT    NOT NULL,
	form TEXT    NOT NULL,
	key  TEXT,
	n    INTEGER NOT NULL,
	PRIMARY KEY (lang, form)
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES ('next unit', 1), ('next story', 1), ('next document', 1), ('next batch', 1), ('next term', 1);
