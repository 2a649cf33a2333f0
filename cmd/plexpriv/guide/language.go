package guide

// The languages that the steps are written in, by their tags.
const (
	English = "en"
	German  = "de"
)

// textsOf are the sentences of a language, English ones for any other.
func textsOf(tag string) *texts {
	if tag == German {
		return &german
	}
	return &english
}
