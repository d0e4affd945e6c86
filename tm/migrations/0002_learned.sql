-- Word pairs that the units taught, by language and lemma; weight: above 0, at most 1. They are made anew as a whole, so batches neither
-- journal them nor take them back. meta holds who made them ('learned version') and from how many units ('learned units').

CREATE TABLE learned (
	lang_a  TEXT NOT NULL,
	lang_b  TEXT NOT NULL,
	lemma_a TEXT NOT NULL,
	lemma_b TEXT NOT NULL,
	weight  REAL NOT NULL,
	PRIMARY KEY (lang_a, lang_b, lemma_a, lemma_b)
) STRICT, WITHOUT ROWID;
