// Package norm repairs letters and makes keys. Strings in, strings out.
//
// A text has three forms. Stored text is what was printed, repaired only where the repair is certain (Repair). The
// exact key folds case, quotes, dashes and spaces (Exact); the loose key also folds diacritics, apostrophes inside
// words and scripts, so that a query typed without them still matches (Loose). Keys are for matching and are
// never shown; FoldLoose finds the way from a hit in a key back to the bytes of the text.
//
// The trap is case. The capital of Azerbaijani ı is I and that of i is İ, so that BAKI in lower case is bakı;
// strings.ToLower makes baki of it, strings.EqualFold finds neither pair, and Unicode's own rule turns İ into
// two code points. The loose key goes round it: I, İ, ı and i all become i. The second trap is й: taking
// the marks off after decomposition makes и of it, so that Cyrillic is folded by a table.
//
// Keys expect repaired text. They compose decomposed letters themselves, but a look-alike letter that Repair would have
// put right stays another letter in the key.
//
// Repair makes the repairs named in Fixes and no others. Mojibake is the delicate one: text goes back through a code
// page only if all of it does, and only if something in it proves the damage, because clean text may go back too: "CAFÉ™" reads as
// "CAFə", "С–300" as "і300", "Её" as "Ÿ". Proof is a sign that follows no letter (Ã§), a capital right after a small letter (zÉ), or
// scripts grown together (kД±). What cannot be proved stays as it is, and so does text misread where the
// meaning needs a guess: lost letters (Lost counts them), ý þ ð for ı ş ğ, and fonts laid over CP1251 (AzLat, LooksAzLat). A
// Romanian name without ă, â, î or ț, as Ceaușescu, has its ș taken for ş in Azerbaijani text.
//
// Letters and tables are data, in the folder data. Language is always a parameter, a BCP 47 tag of which the
// primary subtag counts: az, ru and en have rules of their own, tr has the case of I; any other language is
// lower-cased and its Latin letters lose their diacritics.
package norm

// KeyVersion changes whenever Exact, Loose or FoldLoose would give some text another key.
// A memory stores the version its keys were made with.
const KeyVersion = 3
