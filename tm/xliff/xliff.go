// Package xliff reads and writes XLIFF, the format in which CAT tools hand documents to translators: versions 1.0 to 1.2 and
// 2.0, 2.1 in; 1.2 and 2.1 out.
//
// [Reader] streams the translated units of a file for a memory, [Writer] writes units for a CAT tool, and [File] shows all
// segments of a file, translated or not, and fills their targets: all else stays byte for byte.
//
// A unit of the memory is a segment: what <mrk mtype="seg"> marks on both sides in 1.2, a <segment> in 2.x, else a whole
// <trans-unit>. What is not translated, or not to be translated, is refused by [Reader] with its line, so that a caller counts it.
// Proposals (alt-trans, modules), skeletons and elements of other namespaces are passed over. approved="yes" and the
// states final, signed-off and reviewed make a unit approved.
//
// # Inline codes
//
// A variant holds codes as TMX does (tm.Variant.Markup), and its text without them. The mapping loses nothing, so that
// XLIFF comes back the same from a memory, and TMX is valid:
//
//	bpt ept it ph of 1.2            the same of TMX: id is x, rid is i, ctype is type, pos open is begin
//	g mrk pc                        bpt and ept, with <g …> and </g> as native code
//	bx ex, sc ec, sm em             bpt and ept, with the element as native code; it where the other half is missing
//	x, ph of 2.x, cp                ph, with the element as native code
//	what TMX cannot hold            the same four with the whole element as native code: sub, crc, equiv-text …
//
// Back, native code that is a tag of the version to write is written as that tag; of attributes only those that the schema
// allows. Any other code is bpt, ept, it, ph in 1.2, and sc, ec, ph with the code as disp in 2.x. hi is a mrk. Original
// data of 2.x that codes refer to travel as props x-xliff-data-….
//
// # Places
//
// Ids of XLIFF are places in one document, not names that travel: two documents have a "tu1" each. They become props
// (x-xliff-id), as names and contexts do (x-xliff-name, x-xliff-context-…), the original becomes the path of the source variant.
//
// # XML
//
// The trap is files that are nearly XML, or hostile. Files are UTF-8, UTF-16 or in a declared charset; a file that is not
// well-formed, cut off or in another encoding than it says is refused with the line. A DOCTYPE that declares entities is
// refused, nothing is ever read from elsewhere, and depth, attributes, tags and units have limits.
package xliff
