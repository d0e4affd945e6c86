-- How many tokens the variant of each unit in a language has, for 4096 units a row (unit 4096·block and on), a byte each: 0
-- none, 255 for 255 and more, and for a unit with several variants in the language. Zeros at the end are left out.

CREATE TABLE size (
	lang   TEXT    NOT NULL,
	block  INTEGER NOT NULL,
	counts BLOB    NOT NULL,
	PRIMARY KEY (lang, block)
) STRICT, WITHOUT ROWID;
