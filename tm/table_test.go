package tm

import (
	"fmt"
	"slices"
	"testing"
)

func TestTable(t *testing.T) {
	var tab table
	if _, ok := tab.find("söz"); ok {
		t.Error("an empty table holds a word")
	}
	for i := range 5000 {
		s := fmt.Sprint(i * 7919 % 5000)
		if i == 17 {
			s = ""
		}
		if _, ok := tab.find(s); ok {
			t.Fatalf("%q was there before it came", s)
		}
		if id := tab.add(s); id != i || tab.len() != i+1 {
			t.Fatalf("%q has number %d of %d, want %d", s, id, tab.len(), i)
		}
	}
	for i := range tab.len() {
		if id, ok := tab.find(tab.at(i)); !ok || id != i {
			t.Fatalf("%q has number %d, %v, want %d", tab.at(i), id, ok, i)
		}
	}
	ids := tab.sorted()
	if !slices.IsSortedFunc(ids, func(a, b int) int { return slices.Compare([]byte(tab.at(a)), []byte(tab.at(b))) }) || len(ids) != 5000 {
		t.Error("not sorted")
	}
}
