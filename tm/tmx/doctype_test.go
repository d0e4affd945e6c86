package tmx

import (
	"fmt"
	"strings"
	"testing"
)

// TestEntities: want is the text of <a>, or the cause of the refusal behind "!".
func TestEntities(t *testing.T) {
	for _, c := range []struct{ doctype, text, want string }{
		{`a`, `x`, "x"},
		{`a SYSTEM "a.dtd"`, `x`, "x"},
		{"a\nPUBLIC\n'-//X//Y'\n'http://host.invalid/a.dtd'\n", `x`, "x"},
		{`a []`, `x`, "x"},
		{`a [ <!ELEMENT a (#PCDATA)> <!ATTLIST a b CDATA "x>y" c (d|e) #REQUIRED><!NOTATION n SYSTEM 'z'><!-- ]> --> <?p ]> ?> ] `, `x`, "x"},
		{`a [<!ENTITY b "c">]`, `&b;d&b;`, "cdc"},
		{`a [<!ENTITY b 'Bakı &amp; "Gəncə"'>]`, `&b;`, `Bakı & "Gəncə"`},
		{`a [<!ENTITY b "1"><!ENTITY b "2">]`, `&b;`, "1"},
		{`a [<!ENTITY b "&c;&c;"><!ENTITY c "&#65;&#x42;">]`, `&b;`, "ABAB"},
		{`a [<!ENTITY lt "&#38;#60;"><!ENTITY amp "&#38;#38;"><!ENTITY b "&#38;lt;&#37;">]`, `&lt;&amp;&b;`, "<&<%"},
		{`a [<!ENTITY b "">]`, `x&b;y`, "xy"},
		{`a [<!ENTITY % b "c"><!ENTITY b "d">]`, `&b;`, "d"},
		{`a [<!ENTITY b SYSTEM "/etc/hostname">]`, `x`, "x"},
		{`a [<!ENTITY b SYSTEM "/etc/hostname">]`, `&b;`, "!&b; stands in another file"},
		{`a [<!ENTITY b PUBLIC "-//X//Y" "http://host.invalid/">]`, `&b;`, "!&b; stands in another file"},
		{`a [<!ENTITY b SYSTEM "x.gif" NDATA gif>]`, `&b;`, "!&b; stands in another file"},
		{`a [<!ENTITY % b SYSTEM "http://host.invalid/"> %b;]`, `x`, "!parameter entity"},
		{`a [<!ENTITY % b "<!ENTITY c 'd'>"> %b;]`, `&c;`, "!parameter entity"},
		{`a [<!ENTITY % b "x"><!ATTLIST a b (%b;) #IMPLIED>]`, `x`, "!parameter entity"},
		{`a [<!ENTITY b "&b;">]`, `&b;`, "!holds itself"},
		{`a [<!ENTITY b "&c;"><!ENTITY c "&b;">]`, `&b;`, "!holds itself"},
		{`a [<!ENTITY b "<i>x</i>">]`, `&b;`, "!holds tags"},
		{`a [<!ENTITY b "&#60;i/>">]`, `&b;`, "!holds tags"},
		{`a [<!ENTITY b "&c;">]`, `&b;`, "!&c; is not declared"},
		{`a [<!ENTITY b "x & y">]`, `&b;`, "!stray &"},
		{`a [<!ENTITY b "&#1;">]`, `x`, "!no character"},
		{`a [<!ENTITY b "%c;">]`, `x`, "!a % in the text"},
		{`a [<!ENTITY b>]`, `x`, "!damaged"},
		{`a [<!ENTITY b"c">]`, `x`, "!damaged"},
		{`a [<!ENTITYb "c">]`, `x`, "!damaged"},
		{`a [<!ENTITY b "c" d>]`, `x`, "!damaged"},
		{`a [<!ENTITY b SYSTEM>]`, `x`, "!damaged"},
		{`a [<!FOO b>]`, `x`, "!damaged"},
		{`a [ x ]`, `x`, "!damaged"},
		{`a [<![INCLUDE[ ]]>]`, `x`, "!damaged"},
		{`a [<!ELEMENT a <]`, `x`, "!damaged"},
		{`a [] x`, `x`, "!damaged"},
		{`a SYSTEM x`, `x`, "!damaged"},
		{`a PUBLIC "x"`, `x`, "!damaged"},
		{``, `x`, "!damaged"},
		{`a [ <!-- -- --> ]`, `x`, "!-- within a comment"},
	} {
		got, err := scanAll(strings.NewReader("<!DOCTYPE " + c.doctype + "><a b='" + strings.ReplaceAll(c.text, "'", "") + "'>" + c.text + "</a>"))
		cause, refused := strings.CutPrefix(c.want, "!")
		switch want := fmt.Sprintf("start a\nattr b %q\ntext %q\nend a\n", c.want, c.want); {
		case refused && (err == nil || !strings.Contains(err.Error(), cause)):
			t.Errorf("%s: %v; want %s", c.doctype, err, cause)
		case !refused && (err != nil || got != want):
			t.Errorf("%s: %v\n%s\nwant\n%s", c.doctype, err, got, want)
		}
	}
}

// TestDoctypeLine: an error in a DOCTYPE names its line.
func TestDoctypeLine(t *testing.T) {
	for _, doctype := range []string{"\n\n%x;", "\n\n<!-- -- -->", "\n<!ENTITY b\n'&#1;'>", "<!ENTITY b 'x'>\n\n<!FOO bar baz>"} {
		_, err := scanAll(strings.NewReader("<!DOCTYPE a [" + doctype + "]><a/>"))
		if err == nil || !strings.HasPrefix(err.Error(), "line 3: ") {
			t.Errorf("%q: %v", doctype, err)
		}
	}
}
