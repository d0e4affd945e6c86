-- Entries of the glossary, one a concept. terms: JSON, by language the list of terms, the one to use first.

CREATE TABLE glossary (
	id    INTEGER PRIMARY KEY,
	terms TEXT NOT NULL
) STRICT;

INSERT INTO meta (name, value) VALUES ('next glossary', 1);
