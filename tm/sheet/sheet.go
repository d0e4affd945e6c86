// Package sheet reads and writes units as tables and lines: TSV, CSV and XLSX with a column a language, JSON lines with an
// object a unit, and Moses files with a line a unit in a file a language.
//
// A table's first row names its columns. A column that is headed by a language, by its code or its name in Azerbaijani,
// Russian, English or itself, holds texts (a language may stand twice). A table that aztm wrote has four more: document,
// date and status, for people, and aztm, a JSON object of all that the table has no column for, so that a round trip loses
// nothing. A table from elsewhere needs only its language columns, and no head where the caller names them.
//
// What is written in a cell:
//
//   - TSV: the text; a tab, a newline, a carriage return and a backslash as \t, \n, \r and \\. No quotes.
//   - CSV: quoted where RFC 4180 wants it. A spreadsheet would run a cell that begins with = + - @ or a control character as
//     a formula, so such a text has an apostrophe before it, and one that begins with apostrophes and then such a character
//     has one more.
//   - XLSX: the text, in cells that are marked as text: 007 and =1+1 stay what they are.
//
// The first two are taken back where the table has the column aztm; the cells of other tables are read as they stand, but
// for the quotes that spreadsheets put around the cells of a TSV. A table without that column, for other tools, has neither
// backslashes nor apostrophes: there tabs and newlines of a TSV become spaces, which are counted.
//
// The traps are those of spreadsheets. They write a CSV with semicolons where the decimal sign is a comma, a TSV in UTF-16,
// and text in a Windows encoding that has no ə; they make dates of numbers and numbers of codes. Semicolons and UTF-16 are
// read; other encodings, and cells that show a number in some form, are refused by line.
package sheet
