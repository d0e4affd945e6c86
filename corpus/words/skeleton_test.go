package words

import (
	"strings"
	"testing"
)

// names are names as they stand in az, ru and en, and inflected in az and ru.
var names = []string{
	"Lukaşenko Лукашенко Lukashenko Lukaşenkonun Лукашенко",
	"Əliyev Алиев Aliyev Əliyevin Алиева",
	"Ceyhun Джейхун Jeyhun Ceyhundan Джейхуна",
	"Vaşinqton Вашингтон Washington Vaşinqtonda Вашингтоне",
	"Qolovçenko Головченко Golovchenko Qolovçenkoya Головченко",
	"Zelenski Зеленский Zelensky Zelenskinin Зеленского",
	"Hüseynov Гусейнов Huseynov Hüseynova Гусейнову",
	"Hüseynov Гусейнов Guseinov Hüseynovla Гусейновым",
	"Xankəndi Ханкенди Khankendi Xankəndidə Ханкенди",
	"Çerçill Черчилль Churchill Çerçillin Черчилля",
	"Şuşa Шуша Shusha Şuşadan Шуши",
	"Bakı Баку Baku Bakıda Баку",
	"Paşinyan Пашинян Pashinyan Paşinyanla Пашиняном",
	"Ərdoğan Эрдоган Erdoğan Ərdoğanın Эрдогана",
	"Nəcəfov Наджафов Najafov Nəcəfovun Наджафова",
	"Cəfərov Джафаров Jafarov Cəfərova Джафарову",
	"Şirinov Ширинов Shirinov Şirinovdan Ширинова",
	"Zaxarova Захарова Zakharova Zaxarovanın Захаровой",
	"Xruşşov Хрущёв Khrushchev Xruşşovun Хрущёва",
	"Yeltsin Ельцин Yeltsin Yeltsinin Ельцина",
	"Qorbaçov Горбачёв Gorbachev Qorbaçovun Горбачёва",
	"Mişustin Мишустин Mishustin Mişustinə Мишустину",
	"Tokayev Токаев Tokayev Tokayevlə Токаевым",
	"Mirziyoyev Мирзиёев Mirziyoyev Mirziyoyevin Мирзиёева",
	"Nazarbayev Назарбаев Nazarbayev Nazarbayevi Назарбаева",
	"Kobaxidze Кобахидзе Kobakhidze Kobaxidzenin Кобахидзе",
	"Saakaşvili Саакашвили Saakashvili Saakaşvilini Саакашвили",
	"Poroşenko Порошенко Poroshenko Poroşenkoya Порошенко",
	"Klinton Клинтон Clinton Klintonun Клинтона",
	"Tramp Трамп Trump Trampın Трампа",
	"Obama Обама Obama Obamanın Обамы",
	"Bayden Байден Biden Baydenlə Байденом",
	"Makron Макрон Macron Makronun Макрона",
	"Sarkozi Саркози Sarkozy Sarkozini Саркози",
	"Şolts Шольц Scholz Şoltsun Шольца",
	"Merts Мерц Merz Mertsin Мерца",
	"Cons Джонс Jones Consun Джонса",
	"Conson Джонсон Johnson Consonun Джонсона",
	"Ceyms Джеймс James Ceymsin Джеймса",
	"Aleksandr Александр Alexander Aleksandrın Александра",
	"Maksim Максим Maxim Maksimin Максима",
	"Feniks Феникс Phoenix Feniksdə Фениксе",
	"Filadelfiya Филадельфия Philadelphia Filadelfiyada Филадельфии",
	"Stokholm Стокгольм Stockholm Stokholmda Стокгольме",
	"Vyetnam Вьетнам Vietnam Vyetnamda Вьетнаме",
	"Vindzor Виндзор Windsor Vindzorda Виндзоре",
	"Uels Уэльс Wales Uelsdə Уэльсе",
	"Uilyam Уильям William Uilyamın Уильяма",
	"Qvatemala Гватемала Guatemala Qvatemalada Гватемале",
	"Qvardiola Гвардиола Guardiola Qvardiolanın Гвардиолы",
	"Ekvador Эквадор Ecuador Ekvadorda Эквадоре",
	"Kvebek Квебек Quebec Kvebekdə Квебеке",
	"Ruanda Руанда Rwanda Ruandada Руанде",
	"Fransisko Франциско Francisco Fransiskoda Франциско",
	"Gersen Герцен Herzen Gersenin Герцена",
	"Kristina Кристина Christina Kristinanın Кристины",
	"Rodriqes Родригес Rodriguez Rodriqesin Родригеса",
	"Lopes Лопес Lopez Lopesdən Лопеса",
	"Luiziana Луизиана Louisiana Luizianada Луизиане",
	"Kovaçeviç Ковачевич Kovačević Kovaçeviçin Ковачевича",
	"Kaçinski Качиньский Kaczynski Kaçinskinin Качиньского",
	"Cinpin Цзиньпин Jinping Cinpinin Цзиньпина",
	"Çjao Чжао Zhao Çjaonun Чжао",
	"Şanxay Шанхай Shanghai Şanxayda Шанхае",
	"Corc Джордж George Corcun Джорджа",
	"Kembric Кембридж Cambridge Kembricdə Кембридже",
	"Smit Смит Smith Smitin Смита",
	"Mitçell Митчелл Mitchell Mitçelin Митчелла",
	"Xəmenei Хаменеи Khamenei Xəmeneinin Хаменеи",
	"Əhməd Ахмед Ahmed Əhmədin Ахмеда",
	"Qandi Ганди Gandhi Qandinin Ганди",
	"Sara Сара Sarah Saranın Сары",
	"Noks Нокс Knox Noksun Нокса",
	"Hamburq Гамбург Hamburg Hamburqda Гамбурге",
	"Zaqatala Загатала Zagatala Zaqatalada Загатале",
	"Kəlbəcər Кельбаджар Kalbajar Kəlbəcərdə Кельбаджаре",
	"Ağdam Агдам Aghdam Ağdama Агдаме",
	"Cəbrayıl Джебраил Jabrayil Cəbrayılda Джебраиле",
	"Naxçıvan Нахчыван Nakhchivan Naxçıvanda Нахчыване",
}

func TestSkeletonsAgree(t *testing.T) {
	for _, row := range names {
		g := strings.Fields(row)
		want := Skeleton("ru", g[1])
		for i, lang := range []string{"az", "ru", "en"} {
			if got := Skeleton(lang, g[i]); got != want || got == "" {
				t.Errorf("Skeleton(%s, %s) = %q, that of %s is %q", lang, g[i], got, g[1], want)
			}
		}
		for _, f := range []string{"az " + g[3], "ru " + g[4], "en " + g[2] + "'s", "az " + g[0] + "-nın", "az " + strings.ToUpper(strings.ReplaceAll(g[0], "i", "İ"))} {
			lang, form, _ := strings.Cut(f, " ")
			if got := Skeleton(lang, form); !strings.HasPrefix(got, want) {
				t.Errorf("Skeleton(%s, %s) = %q, want one that starts with %q", lang, form, got, want)
			}
		}
	}
}

func TestSkeletonsDiffer(t *testing.T) {
	for _, p := range []string{
		"az Bakı en Tokyo", "az Əliyev ru Алимов", "az Putin ru Пушкин", "ru Лавров en Larson", "az London en Lisbon",
		"az Moskva en Minsk", "ru Макрон en Merkel", "az Tramp ru Труман", "az Çexov ru Чаплин", "az Nyuton en Nixon",
	} {
		g := strings.Fields(p)
		if a, b := Skeleton(g[0], g[1]), Skeleton(g[2], g[3]); a == b {
			t.Errorf("%s: both %q", p, a)
		}
	}
}

func TestSkeletonForms(t *testing.T) {
	for _, c := range [][3]string{
		{"az", "Aİ", ""}, {"en", "", ""}, {"ru", "Яя", ""}, {"az", "ABŞ-ın", "BX"}, {"az", "Бакы", "BK"}, {"de", "Österreich", "SDRX"},
		{"en", "Müller", "MLR"}, {"az-Latn", "Şuşa", "XX"}, {"en-GB", "O’Neill’s", "NL"}, {"en", "\xff\xfe", ""},
	} {
		if got := Skeleton(c[0], c[1]); got != c[2] {
			t.Errorf("Skeleton(%s, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// FuzzSkeleton holds that a skeleton is at most four letters of the classes.
func FuzzSkeleton(f *testing.F) {
	for _, s := range []string{"Lukaşenko", "Джейхун", "Alexander", "x", "qu\xff", "İI\u0307", "ўуу", "Ge"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"az", "ru", "en", "de"} {
			k := Skeleton(lang, s)
			if len(k) > maxSkeleton || strings.Trim(k, "BDFKLMNRSVXZ") != "" {
				t.Fatalf("Skeleton(%s, %q) = %q", lang, s, k)
			}
		}
	})
}

func BenchmarkSkeleton(b *testing.B) {
	for _, c := range [][2]string{{"az", "Hüseynov"}, {"ru", "Лукашенко"}, {"en", "Washington"}} {
		b.Run(c[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Skeleton(c[0], c[1])
			}
		})
	}
}
