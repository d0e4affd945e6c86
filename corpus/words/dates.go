package words

import "strings"

// date reads a date in digits at i as three values, and returns its end; i if there is none.
func (r *reader) date(i int) int {
	var at, to [3]int
	end := i
	sep := byte(0)
	for k := range 3 {
		if k > 0 {
			if end >= len(r.text) || strings.IndexByte("./-", r.text[end]) < 0 || k == 2 && r.text[end] != sep {
				return i
			}
			sep = r.text[end]
			end++
		}
		at[k], to[k] = end, digitRun(r.text, end)
		if n := to[k] - end; n == 0 || n > 4 {
			return i
		}
		end = to[k]
	}
	if i > 0 && strings.IndexByte("./-", r.text[i-1]) >= 0 || end+1 < len(r.text) && r.text[end] == sep && isDigit(r.text[end+1]) {
		return i
	}
	var n [3]int64
	for k := range 3 {
		n[k] = integer(r.text[at[k]:to[k]])
	}
	mon, year, ok := r.dateOrder(n, [3]int{to[0] - at[0], to[1] - at[1], to[2] - at[2]}, sep)
	if !ok {
		return i
	}
	if to[year]-at[year] == 2 {
		n[year] = century20(n[year])
	}
	_, stop := r.tail(end)
	to[2] = stop
	for k := range 3 {
		a := atom{start: at[k], end: to[k], form: doneForm, text: itoa(n[k])}
		if k == mon {
			a.kind = MonthValue
		}
		r.push(a)
	}
	return stop
}

// dateOrder tells which of three numbers is the month and which the year; ok is false if they are no date.
// A hyphen stands only in year-month-day, a slash and a stop in the other orders too.
func (r *reader) dateOrder(n [3]int64, width [3]int, sep byte) (mon, year int, ok bool) {
	day := 0
	switch {
	case width[0] == 4 && width[1] == 2 && width[2] == 2:
		day, mon, year = 2, 1, 0
	case width[0] > 2 || width[1] > 2 || width[2] == 3 || width[2] == 1 || sep == '-' && width[2] != 4:
		return 0, 0, false
	case width[2] == 2 && (width[0] != 2 || width[1] != 2):
		return 0, 0, false
	default:
		day, mon, year = 0, 1, 2
		if r.lang == "en" && sep == '/' && !strings.EqualFold(r.tag, "en-GB") && n[0] <= 12 || n[1] > 12 {
			day, mon = 1, 0
		}
	}
	return mon, year, n[day] >= 1 && n[day] <= 31 && n[mon] >= 1 && n[mon] <= 12
}

// century20 is the year that two digits mean.
func century20(n int64) int64 {
	if n < 50 {
		return 2000 + n
	}
	return 1900 + n
}

// clockTime reads a time such as 15:00 at i, with the English half of the day; it returns its end, i if there is none.
func (r *reader) clockTime(i int) int {
	h := digitRun(r.text, i)
	if h-i > 2 || h+2 >= len(r.text) || r.text[h] != ':' || i > 0 && r.text[i-1] == ':' {
		return i
	}
	end := digitRun(r.text, h+1)
	if end-h != 3 {
		return i
	}
	hour, minute := integer(r.text[i:h]), integer(r.text[h+1:end])
	if hour > 24 || minute > 59 {
		return i
	}
	if end+2 < len(r.text) && r.text[end] == ':' && digitRun(r.text, end+1) == end+3 { // seconds
		end += 3
	}
	hour, end = r.halfOfDay(i, end, hour)
	_, end = r.tail(end)
	r.push(atom{start: i, end: end, form: doneForm, kind: TimeValue, text: clockText(hour, minute)})
	return end
}

func clockText(hour, minute int64) string { return pad2(hour%24) + ":" + pad2(minute) }

// halfOfDay moves an hour that ends at end into the half of the day that stands beside it, and returns the end of both.
func (r *reader) halfOfDay(start, end int, hour int64) (int64, int) {
	half, stop := noRole, end
	switch r.lang {
	case "en":
		half, stop = meridiem(r.text, end)
	case "ru":
		at := end
		v, e := r.wordAfter(at)
		if v.role == clock {
			v, e = r.wordAfter(e)
		}
		half, stop = v.role, e
	case "az":
		half = r.halfBefore(start)
	}
	switch {
	case half == afternoon && hour < 12, half == night && hour > 6 && hour < 12:
		hour += 12
	case half == morning && hour == 12, half == night && hour == 12:
		hour = 0
	case half != morning && half != afternoon && half != night:
		return hour, end
	}
	return hour, stop
}

// halfBefore is the half of the day that stands before an Azerbaijani hour: axşam saat 7-də.
func (r *reader) halfBefore(i int) role {
	at := r.startBefore(i)
	if at < i && r.tableAt(at).role == clock {
		i, at = at, r.startBefore(at)
	}
	if at == i {
		return noRole
	}
	return r.tableAt(at).role
}

// meridiem reads am or pm, with or without stops, behind a space or none at i.
func meridiem(s string, i int) (role, int) {
	j := i + spaceLength(s[i:])
	if j >= len(s) {
		return noRole, i
	}
	half := noRole
	switch s[j] | 0x20 {
	case 'a':
		half = morning
	case 'p':
		half = afternoon
	default:
		return noRole, i
	}
	stops := false
	if j++; j < len(s) && s[j] == '.' {
		stops = true
		j++
	}
	if j >= len(s) || s[j]|0x20 != 'm' || wordLength(s[j:]) != 1 {
		return noRole, i
	}
	if j++; stops && j < len(s) && s[j] == '.' {
		j++
	}
	return half, j
}

// hour reads the digits of an atom as an hour, or as hours and minutes parted by a stop, where words beside it say that it
// is one: 3 p.m., 7 o'clock, saat 15-də, 3 часа дня, в 15 часов. "" if they don't.
func (r *reader) hour(a *atom) (text string, end int) {
	h, m, ok := hourMinute(r.text[a.start:a.end], a)
	if !ok {
		return "", 0
	}
	return r.hourAt(a.start, a.end, h, m, a.tail)
}

// hourAt is the time of an hour that stands at start to end, in digits with a tail or in words; "" if the words beside it
// make it none.
func (r *reader) hourAt(start, end int, h, m int64, tail string) (text string, stop int) {
	hour, stop := r.halfOfDay(start, end, h)
	if stop == end {
		if stop = r.clockBeside(start, end, tail); stop == 0 {
			return "", 0
		}
	}
	return clockText(hour, m), stop
}

// hourInWords is the time that a number in words names: saat beşdə, в пять часов, five o'clock.
func (r *reader) hourInWords(start, end int, n *sum) (text string, stop int) {
	if n.half || n.total > 0 || n.cur > 24 || n.last != cardinal {
		return "", 0
	}
	tail := ""
	for _, s := range [...]string{"də", "da", "dən", "dan", "yə", "ya", "ə", "a"} {
		if r.lang == "az" && strings.HasSuffix(r.text[:end], s) {
			tail = s
			break
		}
	}
	return r.hourAt(start, end, n.cur, 0, tail)
}

// hourMinute splits 15 or 9.30.
func hourMinute(s string, a *atom) (h, m int64, ok bool) {
	j := digitRun(s, 0)
	if j == 0 || j > 2 {
		return 0, 0, false
	}
	h = integer(s[:j])
	if j < len(s) && s[j] == '.' {
		k := digitRun(s, j+1)
		if k != j+3 {
			return 0, 0, false
		}
		m, j = integer(s[j+1:k]), k
	}
	rest := strings.TrimPrefix(s[j:], "-")
	return h, m, h <= 24 && m < 60 && rest == a.tail
}

// clockBeside returns the end of a number that the words beside it make an hour, 0 if they don't.
func (r *reader) clockBeside(start, end int, tail string) int {
	v, stop := r.wordAfter(end)
	before := r.wordBefore(start).role
	switch {
	case r.lang == "az" && before == clock && hourTail(tail):
		return end
	case r.lang == "ru" && before == at && v.role == clock && tail == "":
		return stop
	case r.lang == "en":
		for _, s := range [...]string{" o'clock", " o’clock"} {
			if strings.HasPrefix(r.text[end:], s) {
				return end + len(s)
			}
		}
	}
	return 0
}

// hourTail tells whether an ending says at, from or towards: 24 saat is no time, saat 15-də is one.
func hourTail(s string) bool {
	switch s {
	case "də", "da", "dən", "dan", "ə", "a", "yə", "ya":
		return true
	}
	return false
}

// decadeOf is the first year of the decade that an atom names: '90s, the 90s, 1990-е, 90-cı illər. "" if it is none, or if
// its digits stand for themselves.
func (r *reader) decadeOf(a *atom) string {
	if len(a.text) != 2 || a.text[1] != '0' || a.text < "20" || r.text[a.end-1] == '0' {
		return ""
	}
	s := r.text[:a.start]
	switch r.lang {
	case "en":
		if a.tail == "s" && (strings.HasSuffix(s, "'") || strings.HasSuffix(s, "’") || strings.HasSuffix(s, "‘") || strings.HasSuffix(s, "the ")) {
			return "19" + a.text
		}
	default:
		if v, _ := r.wordAfter(a.end); v.role == decade {
			return "19" + a.text
		}
	}
	return ""
}
