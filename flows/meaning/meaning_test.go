package meaning

import (
	"testing"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/selectors"
)

// catalogue returns the words of the catalogue, and what the controls of a setting are
// about.
func catalogue(t *testing.T, setting string) (*Vocabulary, *Subject) {
	t.Helper()
	c, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return NewVocabulary(&c.Words), NewSubject(c.Setting(setting).Controls[0].Locators)
}

var polarityNames = map[Polarity]string{Plain: "plain", Negated: "negated", Undecided: "undecided"}

// A label may have several blocks. One is the title; the others explain it, show the state,
// or leave nobody sure.
func TestBlocksOfALabel(t *testing.T) {
	v, playback := catalogue(t, "privacy.playback-data")
	for _, c := range []struct {
		title []string
		state sight.State
		want  Polarity
	}{
		{[]string{"Send playback data to Plex"}, sight.On, Plain},
		{[]string{"Send playback data to Plex", "It helps us. Plex does not sell it to anybody at all."}, sight.On, Plain},
		{[]string{"Send playback data to Plex", "No thanks"}, sight.On, Undecided},
		{[]string{"No thanks", "Send playback data to Plex"}, sight.On, Undecided},
		{[]string{"Do not", "send playback data to Plex"}, sight.On, Undecided},
		{[]string{"Send playback data to Plex", "Off", "On"}, sight.On, Plain},
		{[]string{"Send playback data to Plex", "Off", "On"}, sight.Off, Plain},
		{[]string{"Send playback data to Plex", "On / Off"}, sight.On, Plain},
		{[]string{"Send playback data to Plex Off On"}, sight.On, Plain},
		{[]string{"Wiedergabedaten an Plex senden", "Ein/Aus"}, sight.On, Plain},
		{[]string{"Send playback data to Plex", "Yes / No"}, sight.Off, Plain},
		{[]string{"Send playback data to Plex", "Off"}, sight.Off, Plain},
		{[]string{"Send playback data to Plex", "Off"}, sight.On, Undecided},
		{[]string{"Send playback data to Plex", "On"}, sight.On, Plain},
		{[]string{"Send playback data to Plex", "Opt out"}, sight.Off, Undecided},
		{nil, sight.On, Undecided},
	} {
		if got := v.Read(playback, Label{Title: c.title, State: c.state}); got.Polarity != c.want || (got.Why == "") != (c.want != Undecided) {
			t.Errorf("%q, which is %s, is %s (%s), want %s", c.title, c.state, polarityNames[got.Polarity], got.Why, polarityNames[c.want])
		}
	}
}

// A heading is the subject of a title that is only an answer.
func TestAnswerBelowAHeading(t *testing.T) {
	v, sale := catalogue(t, "vendors.data-sale")
	const plain, negated = "Sale of my personal information", "Do not sell my personal information"
	for _, c := range []struct {
		heading string
		title   []string
		want    Polarity
	}{
		{plain, nil, Plain},
		{plain, []string{"Allow"}, Plain},
		{plain, []string{"Opt out"}, Negated},
		{plain, []string{"I do not consent"}, Negated},
		{negated, nil, Negated},
		{negated, []string{"Opt out"}, Negated},
		{negated, []string{"Allow"}, Undecided},
		{negated, []string{negated}, Negated},
		{negated, []string{plain}, Undecided},
		{plain, []string{"Remember my choice on this device"}, Undecided},
		{negated, []string{"Send me a copy by mail"}, Undecided},
	} {
		got := v.Read(sale, Label{Title: c.title, Headings: []string{c.heading}, State: sight.On})
		if got.Polarity != c.want {
			t.Errorf("%q below %q is %s (%s), want %s", c.title, c.heading, polarityNames[got.Polarity], got.Why, polarityNames[c.want])
		}
	}
	if got := v.Read(sale, Label{Title: []string{plain}, Headings: []string{negated}, PageHeadings: []string{negated}}); got.Polarity != Plain {
		t.Errorf("a heading that names the page decides: %+v", got)
	}
}

// The reason names what is not understood, and no more than fits a line.
func TestReasonsNameTheWords(t *testing.T) {
	v, sale := catalogue(t, "vendors.data-sale")
	for title, want := range map[string]string{
		"Sell my data only to nice partners":    `unknown words: "only", "nice"`,
		"Stop not selling my data":              `"stop" and "not" may cancel each other`,
		"Allow the sale of my data?":            "it is a question",
		"Sell and do not share my data":         `"do not" may belong to a part of it only`,
		"Allow and block the sale of my data":   `"allow" and "block" say the contrary of each other`,
		"Sell my data unless you may not":       `"unless" leaves it open`,
		"Sale of my personal information: none": `unknown words: "none"`,
	} {
		if got := v.Read(sale, Label{Title: []string{title}, State: sight.On}); got.Why != want {
			t.Errorf("%q is refused with %q, want %q", title, got.Why, want)
		}
	}
}

// An attribute whose meaning is known stands for a title in an unknown language, but not
// against a negation.
func TestAttributeOfAnUnknownTitle(t *testing.T) {
	v, playback := catalogue(t, "privacy.playback-data")
	for title, want := range map[string]Polarity{
		"Odesílat data o přehrávání": Plain, "Do not send playback data to Plex": Negated, "Ne pas odesílat": Undecided, "Send playback data to Plex": Plain,
	} {
		if got := v.Attributed(playback, Label{Title: []string{title}, State: sight.On}, Plain); got.Polarity != want {
			t.Errorf("%q is %s (%s), want %s", title, polarityNames[got.Polarity], got.Why, polarityNames[want])
		}
	}
}

// An option is an answer only if it says so itself. Most words for on and off are
// everyday words in another language or place.
func TestAnswer(t *testing.T) {
	v, _ := catalogue(t, "vendors.data-sale")
	for text, want := range map[string]sight.State{
		"On": sight.On, "Off": sight.Off, "YES": sight.On, "Ein": sight.On, "Aus": sight.Off, "Av": sight.Off, "På": sight.On, "Oui": sight.On, "Non": sight.Off,
		"On – recommended": sight.On, "On (recommended)": sight.On, "Yes, share it": sight.On, "No, thanks": sight.Off, "Off: nothing is sent": sight.Off, "Ja, gerne": sight.On,
		"Ads based on activity": sight.NoState, "On your profile": sight.NoState, "No one": sight.NoState, "Ein Freund": sight.NoState, "An alle": sight.NoState, "Til alle": sight.NoState,
		"Yes and no": sight.NoState, "On/Off": sight.NoState, "Yes / No": sight.NoState, "Allow?": sight.NoState,
		"Allow": sight.On, "Allow all": sight.On, "I consent": sight.On, "Don't allow": sight.Off, "Not disabled": sight.NoState, "Not active": sight.NoState,
		"Opt out": sight.Off, "Opted out": sight.Off, "Object": sight.Off, "Reject all": sight.Off, "Inactive": sight.Off,
		"Share with active friends": sight.NoState, "Friends": sight.NoState, "": sight.NoState, "Limited": sight.NoState, "Allow unless I object": sight.NoState,
		"はい": sight.On, "いいえ": sight.Off, "許可する": sight.On, "許可しない": sight.Off, "同意しない": sight.Off,
	} {
		if got := v.Answer(text); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

// Options that are sentences mean what they say, whatever the heading. Options that are
// answers answer the heading.
func TestOption(t *testing.T) {
	v, sale := catalogue(t, "vendors.data-sale")
	allow, refuse := "Allow the sale of my personal information", "Do not sell my personal information"
	for _, c := range []struct {
		heading string
		options [2]string
		means   [2]sight.State
	}{
		{"Sale of personal information", [2]string{allow, refuse}, [2]sight.State{sight.On, sight.Off}},
		{refuse, [2]string{allow, refuse}, [2]sight.State{sight.On, sight.Off}},
		{refuse, [2]string{"Yes", "No"}, [2]sight.State{sight.Off, sight.On}},
		{"May Plex sell my personal information?", [2]string{"Yes", "No"}, [2]sight.State{sight.On, sight.Off}},
		{"Sale of personal information", [2]string{"Yes, sell my data", "No, do not sell my data"}, [2]sight.State{sight.On, sight.Off}},
		{refuse, [2]string{"No, sell my data", "Yes, do not sell my data"}, [2]sight.State{sight.On, sight.Off}},
		{"Your choice", [2]string{allow, refuse}, [2]sight.State{sight.On, sight.Off}},
		{"Sale of personal information", [2]string{"Allow", "Opt out"}, [2]sight.State{sight.On, sight.Off}},
		{"Sale of personal information", [2]string{"Sell it only to partners", "Maybe"}, [2]sight.State{sight.NoState, sight.NoState}},
	} {
		heading := v.Read(sale, Label{Title: []string{c.heading}, Asked: true})
		if got := [2]sight.State{v.Option(sale, heading, c.options[0]), v.Option(sale, heading, c.options[1])}; got != c.means {
			t.Errorf("%q %q: %q, want %q", c.heading, c.options, got, c.means)
		}
	}
}

// Rows have names that nobody can know; what is done to them stands above.
func TestRow(t *testing.T) {
	v, _ := catalogue(t, "vendors.data-sale")
	const optOut = "Tick the box next to each partner that you want to opt out of."
	for _, c := range []struct {
		title, heading, help string
		affirmed             bool
		want                 Polarity
	}{
		{"Acme Media", "Vendors", "", false, Plain},
		{"Acme Media", "Object to legitimate interest", "", false, Negated},
		{"Acme Media", "Object to legitimate interest", "", true, Undecided},
		{"Acme Media", "Advertising partners", optOut, false, Negated},
		{"Acme Media", "Advertising partners", "A partner with a tick may not use your data for ads.", false, Undecided},
		{"Acme Media", "Advertising partners", "Tick the partners that you abjure.", false, Undecided},
		{"Acme Media", "Object to legitimate interest", optOut, false, Negated},
		{"Acme Media", "Vendors", "Choose which of our partners may use your information.", false, Plain},
		{"Opt out of Acme Media", "Vendors", "", false, Negated},
		{"Stop Motion Ads", "Vendors", "", false, Undecided},
		{"No Limits Media", "Vendors", "", false, Undecided},
	} {
		l := Label{Title: []string{c.title}, Headings: []string{c.heading}, State: sight.On}
		if c.help != "" {
			l.Help = []string{c.help}
		}
		if got := v.Row(nil, l, c.affirmed); got.Polarity != c.want {
			t.Errorf("%q below %q, %q is %s (%s), want %s", c.title, c.heading, c.help, polarityNames[got.Polarity], got.Why, polarityNames[c.want])
		}
	}
}

// What stands around a title may turn it round in a language that nobody here knows.
func TestTextsInUnknownLanguages(t *testing.T) {
	v, newsletters := catalogue(t, "email.marketing")
	for _, c := range []struct {
		help, heading string
		want          Polarity
	}{
		{"סמנו את מה שאינכם רוצים לקבל", "", Undecided},
		{"받지 않을 이메일을 선택하세요.", "", Undecided},
		{"Отметьте, что вы не хотите получать.", "", Undecided},
		{"Valitse viestit, joita et halua saada.", "", Undecided},
		{"Almak istemediğiniz e-postaları işaretleyin.", "", Undecided},
		{"", "الرسائل التي لن تصلك", Undecided},
		{"☑ blocked   ☐ allowed", "", Undecided},
		{"✓ = not sent", "", Undecided},
		{"☑ gesperrt", "", Undecided},
		{"✓ Sent once a month", "", Plain},
		{"We send these to the address of your account.", "", Plain},
		{"Once a month, from Plex.", "Plex", Plain},
	} {
		l := Label{Title: []string{"Newsletters & Product News"}, State: sight.On}
		if c.help != "" {
			l.Help = []string{c.help}
		}
		if c.heading != "" {
			l.Headings = []string{c.heading}
		}
		if got := v.Read(newsletters, l); got.Polarity != c.want {
			t.Errorf("with %q around it and %q above, it is %s (%s), want %s", c.help, c.heading, polarityNames[got.Polarity], got.Why, polarityNames[c.want])
		}
		if got := v.Row(newsletters, Label{Title: []string{"Acme Ads"}, Help: l.Help, Headings: l.Headings, State: sight.On}, false); got.Polarity != c.want {
			t.Errorf("a row with %q around it and %q above is %s (%s), want %s", c.help, c.heading, polarityNames[got.Polarity], got.Why, polarityNames[c.want])
		}
	}
}

// A heading over what is no longer wanted turns round what stands below, in any language.
func TestHeadingsOverWhatIsNotWanted(t *testing.T) {
	v, newsletters := catalogue(t, "email.marketing")
	for _, heading := range []string{
		"Email opt-outs", "Opted-out emails", "Switched off", "Snoozed", "Muted",
		"Abbestellte E-Mails", "Stummgeschaltet", "Abgelehnt",
		"E-mails désactivés", "Envois suspendus", "En sourdine",
		"Correos silenciados", "Correos rechazados", "Ya no recibes",
		"Gedempt", "Uitgeschakelde e-mails", "Geblokkeerde e-mails",
		"E-mails silenciados", "E-mails recusados", "Você não recebe mais",
		"Email silenziate", "E-mail rifiutate",
		"Avstängda utskick", "Tystade", "Du har tackat nej till",
		"Wyciszone e-maile", "Zrezygnowano z", "Zablokowane",
		"Afmeldte mails", "Slået fra", "Avmeldt e-post", "Slått av",
		"受信しないメール", "配信停止中", "ミュート中",
	} {
		got := v.Read(newsletters, Label{Title: []string{"Newsletters & Product News"}, Headings: []string{heading}, State: sight.On})
		if got.Polarity == Plain {
			t.Errorf("below %q it is read as if nothing stood above", heading)
		}
	}
}

// What is drawn beside a box and is no part of its name may turn it round. What shows its
// state does not.
func TestSignsBesideABox(t *testing.T) {
	v, newsletters := catalogue(t, "email.marketing")
	for _, c := range []struct {
		sign  string
		state sight.State
		want  Polarity
	}{
		{"Stop:", sight.Off, Undecided}, {"Muted", sight.On, Undecided}, {"notifications_off", sight.On, Undecided},
		{"🔕", sight.Off, Undecided}, {"❌", sight.On, Undecided}, {"✕", sight.Off, Plain}, {"✓", sight.On, Plain},
		{"Off", sight.Off, Plain}, {"On", sight.On, Plain}, {"mail", sight.On, Plain}, {"expand_more", sight.Off, Plain},
	} {
		got := v.Read(newsletters, Label{Title: []string{"Newsletters & Product News"}, Signs: []string{c.sign}, State: c.state})
		if got.Polarity != c.want {
			t.Errorf("with %q beside it, %s, it is %s (%s), want %s", c.sign, c.state, polarityNames[got.Polarity], got.Why, polarityNames[c.want])
		}
	}
}
