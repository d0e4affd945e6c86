package srx

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestToolFiles holds that files of the kinds that CAT tools ship load whole and cut by all their rules; | marks a boundary.
func TestToolFiles(t *testing.T) {
	for _, c := range []struct{ file, lang, want string }{
		{"languagetool-kind", "ru", "В г. Баку тепло.|Т. е. жарко.|Это рис. Плов.|Он пришёл."},
		{"languagetool-kind", "ru-RU", "А. Петров уехал.|Рост т.н. Подъёма.|Взял рис.|Ёлка стоит."},
		{"languagetool-kind", "ru", "На стр.\u00a0Восьмой.|«Да.»|Мы 5. Января.|Ты 5.|Он."},
		{"languagetool-kind", "en-GB", "MR. Jones left.|A Ph.D. Smith has one.|A PhD.|Smith has it. “Go.”|He went."},
		{"languagetool-kind", "az", "Bir. İki."},
		{"omegat-kind", "ru", "На УЛ. Мира, т.е. Рядом.|А. Белов тут.|«Да!»|Нет.|нет."},
		{"omegat-kind", "en", "Read e.g. Joyce.|Then?|rest.|End. ənd"},
		{"okapi-kind", "ru", "В г. Баку.|Ещё."},
		{"okapi-kind", "en", "The U.S. Army, etc. Left.|No.|5 it. is?|Yes。|No."},
	} {
		data, err := os.ReadFile(filepath.Join("testdata", "tools", c.file+".srx"))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(c.want, "|", " ")
		if got := strings.Join(splitBy(t, string(data), c.lang, text), "|"); got != c.want {
			t.Errorf("%s %s:\n got  %s\n want %s", c.file, c.lang, got, c.want)
		}
	}
}
