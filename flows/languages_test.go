package flows

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/selectors"
)

// tongue is what pages say in a language of which the catalogue has no word. The
// wordings are ours.
type tongue struct {
	marketing, discover []string
	sale, vendors       string
	rows, audiences     []string
	account             string
	save, allNo         string
}

var lacking = map[string]tongue{
	"cs": {
		marketing: []string{"Novinky a informace o produktech", "Doporučené filmy a živé vysílání", "Slevy a akce", "Průzkumy a výzkum"},
		discover:  []string{"Pošlete mi e-mail, když mi někdo napíše zprávu", "Pošlete mi e-mail, když dostanu žádost o přátelství"},
		sale:      "Povolit prodej mých osobních údajů", vendors: "Dodavatelé",
		rows:      []string{"Moje historie sledování", "Můj seznam ke zhlédnutí", "Moje hodnocení", "Moji přátelé"},
		audiences: []string{"Soukromé", "Pouze přátelé", "Přátelé přátel", "Kdokoli"},
		account:   "Viditelnost účtu a sdílení aktivity", save: "Uložit", allNo: "Vše ne",
	},
	"fi": {
		marketing: []string{"Uutiskirjeet ja tuoteuutiset", "Suositellut elokuvat ja suorat lähetykset", "Tarjoukset ja kampanjat", "Kyselyt ja tutkimus"},
		discover:  []string{"Lähetä sähköpostia, kun saan viestin", "Lähetä sähköpostia, kun saan kaveripyynnön"},
		sale:      "Salli henkilötietojeni myynti", vendors: "Toimittajat",
		rows:      []string{"Katseluhistoriani", "Katselulistani", "Arvioni", "Ystäväni"},
		audiences: []string{"Yksityinen", "Vain ystävät", "Ystävien ystävät", "Kuka tahansa"},
		account:   "Tilin näkyvyys ja toiminnan jakaminen", save: "Tallenna", allNo: "Kaikki ei",
	},
	"tr": {
		marketing: []string{"Bültenler ve ürün haberleri", "Önerilen filmler ve canlı TV", "İndirimler ve kampanyalar", "Anketler ve araştırma"},
		discover:  []string{"Biri bana mesaj gönderdiğinde e-posta gönder", "Arkadaşlık isteği aldığımda e-posta gönder"},
		sale:      "Kişisel verilerimin satışına izin ver", vendors: "Satıcılar",
		rows:      []string{"İzleme geçmişim", "İzleme listem", "Puanlarım", "Arkadaşlarım"},
		audiences: []string{"Özel", "Yalnızca arkadaşlar", "Arkadaşların arkadaşları", "Herkes"},
		account:   "Hesap görünürlüğü ve etkinlik paylaşımı", save: "Kaydet", allNo: "Tümü hayır",
	},
	"ko": {
		marketing: []string{"뉴스레터 및 제품 소식", "추천 영화 및 라이브 TV", "할인 및 프로모션", "설문조사 및 연구"},
		discover:  []string{"누군가 메시지를 보내면 이메일 받기", "친구 요청을 받으면 이메일 받기"},
		sale:      "내 개인정보 판매 허용", vendors: "공급업체",
		rows:      []string{"내 시청 기록", "내 관심 목록", "내 평점", "내 친구"},
		audiences: []string{"비공개", "친구만", "친구의 친구", "누구나"},
		account:   "계정 공개 및 활동 공유", save: "저장", allNo: "모두 아니요",
	},
}

// speak draws the world's pages in a language.
func (w *world) speak(s tongue) {
	say := func(p *fakePage, labels ...string) {
		p.controls = p.controls[:len(labels)]
		for i, c := range p.controls {
			c.label = labels[i]
		}
	}
	email, vendors, visible := w.plex.pages[0], w.plex.pages[1], w.plex.pages[2]
	say(email, slices.Concat(s.marketing, s.discover)...)
	say(vendors, s.sale, "Acme Ads", "Bidder One", "Clicky")
	say(visible, s.rows...)
	email.headings, email.save = nil, s.save
	vendors.headings, vendors.bulk = []string{s.vendors}, s.allNo
	visible.row, visible.dialog, visible.save = s.account, s.account, s.save
	for _, c := range vendors.controls[1:] {
		c.section = s.vendors
	}
	for _, c := range visible.controls {
		c.options = s.audiences
		w.plex.stored[c.key] = s.audiences[3]
	}
}

// In a language that the catalogue does not know nothing is taken for something
// that it knows in another one: each setting is not found, with the labels that
// were seen, and nothing is pressed. What an attribute points at needs no words:
// that is for a browser to show (e2e, made-up-language).
func TestLanguagesThatWeLack(t *testing.T) {
	whole, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for tag, s := range lacking {
		t.Run(tag, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.cat = whole
				w.speak(s)
				var pressed []string
				w.plex.acting = func(what string) { pressed = append(pressed, what) }
				r := w.apply(recommended())
				if len(pressed) > 0 || len(w.plex.writes) > 0 {
					t.Errorf("pressed %q, wrote %v", pressed, w.plex.writes)
				}
				if r.ExitCode != ExitPageChanged {
					t.Errorf("exit code %d", r.ExitCode)
				}
				for id, seen := range map[string]string{
					"email.marketing": s.marketing[0], "email.discover": s.discover[0], "vendors.data-sale": s.sale,
					"vendors.personalized-ads": "", "visibility.watch-history": "", "visibility.account": "",
				} {
					got := setting(t, r, id)
					if got.Result != NotFound || !strings.Contains(got.Detail, seen) {
						t.Errorf("%s: %s (%s)", id, got.Result, got.Detail)
					}
				}
			})
		})
	}
}
