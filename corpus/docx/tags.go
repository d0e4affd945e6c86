package docx

import (
	"bytes"
	"fmt"
)

// countTags counts the tags of an XML file, of which there may be most, and refuses what would cost a parser much memory: long tags and
// texts, tags of many attributes. It leaves errors of XML to the parser.
func countTags(data []byte, most int) (tags int, err error) {
	for at := 0; ; {
		open := bytes.IndexByte(data[at:], '<')
		if open < 0 {
			open = len(data) - at
		}
		if open > maxToken {
			return 0, fmt.Errorf("byte %d: more than %d MB of text without a tag", at, maxToken>>20)
		}
		if at += open; at == len(data) {
			return tags, nil
		}
		if tags++; tags > most {
			return 0, fmt.Errorf("more than %d tags", most)
		}
		length, attrs := tagSize(data[at:])
		switch {
		case length > maxToken:
			return 0, fmt.Errorf("byte %d: a tag of more than %d MB", at, maxToken>>20)
		case attrs > maxAttrs:
			return 0, fmt.Errorf("byte %d: a tag of more than %d attributes", at, maxAttrs)
		}
		at += length
	}
}

// marks are what begins and ends what is no tag.
var marks = []struct{ open, end []byte }{{[]byte("<!--"), []byte("-->")}, {[]byte("<![CDATA["), []byte("]]>")}, {[]byte("<?"), []byte("?>")}}

// tagSize is the length in bytes of the tag, comment or character data that data begins with, and the number of its attributes.
func tagSize(data []byte) (length, attrs int) {
	for _, m := range marks {
		if bytes.HasPrefix(data, m.open) {
			if i := bytes.Index(data, m.end); i >= 0 {
				return i + len(m.end), 0
			}
			return len(data), 0
		}
	}
	quote := byte(0)
	for i, c := range data {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '=':
			attrs++
		case c == '>':
			return i + 1, attrs
		}
	}
	return len(data), attrs
}
