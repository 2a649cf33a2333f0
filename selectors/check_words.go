package selectors

// checkWords checks that each set of words exists, and that sets that must be told
// apart share no phrase.
func checkWords(d *diagnostics, w *Words) {
	sets := w.sets()
	for _, set := range sets {
		d.phrases(set.key, set.phrases, required)
	}
	d.phrases("this-page", w.ThisPage, optional)
	for _, pair := range []struct {
		a string
		p Phrases
		b string
		q Phrases
	}{
		{"off", w.Off, "on", w.On},
		{"cookie-reject", w.CookieReject, "cookie-accept", w.CookieAccept},
		{"sign-out", w.SignOut, "sign-in", w.SignIn},
		{"cancel", w.Cancel, "save", w.Save},
		{"yes", w.Yes, "cancel", w.Cancel},
		{"edit", w.Edit, "save", w.Save},
		{"next-page", w.NextPage, "save", w.Save},
		{"more", w.More, "save", w.Save},
	} {
		d.noneShared(pair.a, pair.p, pair.b, pair.b, pair.q)
	}
	// An answer that also directs the other way would be read both ways, in whatever
	// language: a page may mix them.
	for _, class := range w.Meaning.classes() {
		switch class.key {
		case "prevent", "not", "turn-off", "untick":
			d.noneShared("on", w.On, join("meaning", class.key), join("meaning", class.key), class.phrases)
		case "permit", "turn-on", "tick":
			d.noneShared("off", w.Off, join("meaning", class.key), join("meaning", class.key), class.phrases)
		}
	}
	// What is clicked on any page must not be among what is never clicked.
	never := foldAll(w.Never)
	for _, set := range sets {
		switch set.key {
		case "save", "cancel", "yes", "edit", "cookie-reject", "next-page", "more":
			d.noneHolds(set.key, set.phrases, never)
		}
	}
	checkMeaning(d, &w.Meaning)
	checkAudiences(d, w)
	seen := map[string]bool{}
	if len(w.Levels) == 0 {
		d.fail("level", "there is no [[level]]")
	}
	for i, level := range w.Levels {
		path := index("level", i)
		d.need(path, "name", level.Name)
		d.need(path, "purpose", level.Purpose)
		if level.Name != "" && seen[level.Name] {
			d.fail(join(path, "name"), "there are two of level %q", level.Name)
		}
		seen[level.Name] = true
	}
}

func checkAudiences(d *diagnostics, w *Words) {
	if len(w.Audiences) == 0 {
		d.fail("audience", "there is no [[audience]]")
	}
	for i, audience := range w.Audiences {
		path := index("audience", i)
		d.need(path, "value", audience.Value)
		d.phrases(join(path, "name"), audience.Name, required)
		for j, other := range w.Audiences[:i] {
			if audience.Value != "" && audience.Value == other.Value {
				d.fail(join(path, "value"), "there are two of audience %q", audience.Value)
			}
			d.noneShared(join(path, "name"), audience.Name, other.Value, join(index("audience", j), "name"), other.Name)
		}
	}
}

// namedPhrases is a set of phrases and its key in words.toml.
type namedPhrases struct {
	key     string
	phrases Phrases
}

// sets returns the phrase sets of words.toml, in file order.
func (w *Words) sets() []namedPhrases {
	return []namedPhrases{
		{"save", w.Save},
		{"cancel", w.Cancel},
		{"yes", w.Yes},
		{"edit", w.Edit},
		{"next-page", w.NextPage},
		{"more", w.More},
		{"never", w.Never},
		{"cookie-topic", w.CookieTopic},
		{"cookie-reject", w.CookieReject},
		{"cookie-accept", w.CookieAccept},
		{"sign-in", w.SignIn},
		{"sign-out", w.SignOut},
		{"not-offered", w.NotOffered},
		{"challenge", w.Challenge},
		{"pick-user", w.PickUser},
		{"on", w.On},
		{"off", w.Off},
		{"mark", w.Mark},
		{"choose", w.Chosen},
	}
}
