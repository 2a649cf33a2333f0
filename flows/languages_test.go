package flows

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// translation is the text of pages in a language that the catalogue does not have. The
// wording is invented.
type translation struct {
	marketing, discover []string
	sale, vendors       string
	rows, audiences     []string
	account             string
	save, allNo         string
}

var lacking = map[string]translation{
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

// translate draws the world's pages in another language.
func (w *world) translate(s translation) {
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

// In a language that the catalogue does not have, no control is mistaken for one in a
// known language: each setting is not found, the detail lists the labels that were
// seen, and nothing is pressed. Controls that are found by an attribute need no words;
// e2e tests that in a browser (made-up-language).
func TestUnknownLanguagesAreNotGuessed(t *testing.T) {
	whole, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for tag, s := range lacking {
		t.Run(tag, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.cat = whole
				w.translate(s)
				var pressed []string
				w.plex.acting = func(what string) { pressed = append(pressed, what) }
				r := w.apply(recommended())
				if len(pressed) > 0 || len(w.plex.writes) > 0 {
					t.Errorf("clicked %q and wrote %v in an unknown language", pressed, w.plex.writes)
				}
				if r.ExitCode != outcome.ExitPageChanged {
					t.Errorf("exit code %d", r.ExitCode)
				}
				for id, seen := range map[string]string{
					"email.marketing": s.marketing[0], "email.discover": s.discover[0], "vendors.data-sale": s.sale,
					"vendors.personalized-ads": "", "visibility.watch-history": "", "visibility.account": "",
				} {
					got := setting(t, r, id)
					if got.Result != outcome.NotFound || !strings.Contains(got.Detail, seen) {
						t.Errorf("%s is %s (%s), want not_found with the labels that were seen", id, got.Result, got.Detail)
					}
				}
			})
		})
	}
}

// japanese is a likely translation of the pages. The word for "friends" is the name of
// a list as well as part of other options. The wording is invented.
var japanese = translation{
	marketing: []string{"ニュースレターと製品ニュース", "おすすめの映画とライブTV", "セールとプロモーション", "アンケートと調査"},
	discover: []string{"誰かが私にメッセージを送信したときにメールで通知する", "友達リクエストを受け取ったときにメールで通知する",
		"誰かが私の友達リクエストを承認したときにメールで通知する", "誰かが私のアクティビティにコメントまたは返信したときにメールで通知する", "友達のアクティビティの要約をメールで受け取る"},
	sale: "個人情報の販売を許可する", vendors: "ベンダー",
	rows:      []string{"視聴履歴", "ウォッチリスト", "評価", "友達", "アカウントの公開範囲"},
	audiences: []string{"非公開", "友達", "友達の友達", "全員"},
	account:   "アカウントの公開範囲とアクティビティの共有", save: "選択を保存", allNo: "すべて拒否",
}

func TestJapaneseIsSet(t *testing.T) {
	whole, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	friends := "visibility.friends/friends"
	for name, c := range map[string]struct {
		rename map[string]string
		left   []string
	}{
		"as it is":                    {},
		"no list of friends":          {map[string]string{friends: "バッジ"}, []string{friends}},
		"one that we do not know":     {map[string]string{friends: "バッジ", "visibility.ratings/ratings": "友達に見せる星"}, []string{friends, "visibility.ratings/ratings"}},
		"a value like a control":      {map[string]string{"visibility.watchlist/watchlist": "マイウォッチリスト 友達"}, nil},
		"a row that speaks of others": {map[string]string{"visibility.watch-history/watch-history": "友達に見せる視聴履歴"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.cat = whole
				w.translate(japanese)
				w.plex.pages[1].save, w.plex.pages[1].bulk = japanese.save, ""
				for _, x := range w.plex.pages[2].controls {
					w.plex.stored[x.key] = "友達"
					if x.key != "visibility.account/account" {
						x.popup = true
					}
				}
				for key, label := range c.rename {
					w.plex.control(key).label = label
				}
				r := w.apply(recommended())
				want := outcome.ExitOK
				if c.left != nil {
					want = outcome.ExitPartly
				}
				if r.ExitCode != want {
					t.Errorf("exit code %d, want %d: %+v", r.ExitCode, want, r.Accounts[0].Settings)
				}
				for key, is := range w.plex.state() {
					wanted := "off"
					if strings.HasPrefix(key, "visibility.") {
						wanted = "非公開"
					}
					if slices.Contains(c.left, key) {
						wanted = "友達"
					}
					if w.plex.control(key) != nil && is != wanted {
						t.Errorf("%s is %s, want %s", key, is, wanted)
					}
				}
			})
		})
	}
}
