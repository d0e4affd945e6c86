package corpus

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

var (
	numericDate = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b`) })
	isoDate     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`) })
	clock       = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b([01]?\d|2[0-3]):([0-5]\d)\b`) })
)

// dateLine reads a line that only says when a text was published; "" if it says more.
func dateLine(lang, s string) string {
	if utf8.RuneCountInString(s) > 60 || len(strings.FieldsFunc(s, unicode.IsSpace)) > 9 {
		return ""
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	s, half := cutHalf(s)
	date, end := "", 0
	if m := numericDate().FindStringSubmatchIndex(s); m != nil && letters <= 24 {
		date, end = numeric(lang, s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]], s[m[3]]), m[1]
	} else if m := isoDate().FindStringSubmatchIndex(s); m != nil && letters <= 24 {
		date, end = iso(s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]]), m[1]
	} else if letters <= 34 && !sentence(s) {
		date, end = wordDate(lang, s)
	}
	if date == "" || saysMore(s[end:]) {
		return ""
	}
	return date + clockTime(s, half)
}

// numeric reads a date in digits, day first, or month first in English with slashes (10/3/2024), as words.Values does.
func numeric(lang, first, second, year string, separator byte) string {
	if lang == "en" && separator == '/' {
		if date := iso(year, first, second); date != "" {
			return date
		}
	}
	return iso(year, second, first)
}

// clockTime is the clock in s as "T14:05", "" if there is none; half is that of the day, as cutHalf gives it.
func clockTime(s string, half byte) string {
	m := clock().FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	h, _ := strconv.Atoi(m[1])
	switch {
	case half == 'p' && h < 12:
		h += 12
	case half == 'a' && h == 12: // 12:05 a.m. is five past midnight
		h = 0
	}
	return fmt.Sprintf("T%02d:%s", h, m[2])
}

// cutHalf cuts a.m. or p.m. off the end of a line and says which it was, 'a' or 'p'.
func cutHalf(s string) (string, byte) {
	for _, h := range []string{"a.m.", "p.m.", "am", "pm", "a.m", "p.m"} {
		if at := len(s) - len(h) - 1; at >= 0 && strings.EqualFold(s[at:], " "+h) {
			return s[:at], h[0]
		}
	}
	return s, 0
}

// dateWords go on with a date or a clock; afterDate begin what belongs to it: the author, a change.
var (
	dateWords = wordSet(`il ilde ilin saat г год года ч час в мск at pm am utc gmt et`)
	afterDate = wordSet(`by updated muellif yenilenib автор обновлено`)
)

// saysMore says whether what stands behind a date makes it part of a headline: "1 yanvar 2025: yeni qaydalar", two words
// without a mark that sets them off ("| Siyasət və iqtisadiyyat").
func saysMore(rest string) bool {
	rest = strings.TrimSpace(clock().ReplaceAllString(rest, ""))
	if rest == "" || strings.ContainsRune("|·•/,;([", []rune(rest)[0]) {
		return false
	}
	n := 0
	for _, w := range strings.FieldsFunc(norm.Loose("en", rest), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if afterDate[w] {
			return false
		}
		if !dateWords[w] {
			n++
		}
	}
	return n > 1 || n == 1 && rest[0] == ':'
}

// wordDate reads a day, a month by name and a year, in any order of day and month, and where they end in s.
func wordDate(lang, s string) (date string, end int) {
	day, month, year := "", "", ""
	for _, v := range words.Values(lang, s) {
		n, err := strconv.Atoi(v.Text)
		switch {
		case v.Kind == words.MonthValue:
			month = v.Text
		case err != nil:
			continue
		case n >= 1 && n <= 31 && day == "":
			day = v.Text
		case n >= 1900 && n <= 2100:
			year = v.Text
		default:
			continue
		}
		end = v.End
	}
	if day == "" || month == "" || year == "" || len(words.AppendSpans(nil, s)) > 8 {
		return "", 0
	}
	return iso(year, month, day), end
}

// iso is the date as ISO 8601, "" if there is no such day.
func iso(year, month, day string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != m || t.Day() != d {
		return ""
	}
	return t.Format(time.DateOnly)
}
