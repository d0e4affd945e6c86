package norm

import (
	"strings"
	"testing"
)

// Long runs of what the rules look ahead or back for: each must take time linear in its length, which the time limit
// of the test run enforces, and keep the laws.
func TestHostile(t *testing.T) {
	const n = 1 << 16
	for _, text := range []string{
		strings.Repeat("&", n), "&#" + strings.Repeat("9", n), strings.Repeat("&am", n), strings.Repeat("'", n), strings.Repeat(" .", n), " " + strings.Repeat(".", n) + "a",
		strings.Repeat("\u0301", n), "i" + strings.Repeat("\u0307", n), "a" + strings.Repeat("\u0323\u0301", n), strings.Repeat("\u200b", n), strings.Repeat("😀\u200d", n),
		strings.Repeat("aа", n), strings.Repeat("Ã§", n), strings.Repeat("Ã§\n", n/8), strings.Repeat("ÃƒÂ§\n", n/8) + "ə", strings.Repeat("Ã", n), strings.Repeat("\xff", n), strings.Repeat("?", n) + "a",
		strings.Repeat(" \u00a0", n), strings.Repeat("\r", n), strings.Repeat("șă", n),
	} {
		Entities(text)
		Lost("az", text)
		LooksAzLat(text)
		checkRepair(t, "az", text)
	}
}
