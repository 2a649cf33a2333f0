package meaning

import (
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// signs are drawn to forbid, to open, or to strike out what they stand over. Whether one of them
// means the box or the thing, or is only the picture of a state, nobody can tell.
const signs = "🔓🚫⛔🛑🚷📵🔕🔇🙅👎⊘❌❎✖✗✘✕╳\u0335\u0336\u0337\u0338\u20e0"

// forbids returns the first sign in some texts that may turn them round.
func forbids(texts []string) string {
	for _, text := range texts {
		if i := strings.IndexAny(text, signs); i >= 0 {
			return string([]rune(text[i:])[:1])
		}
	}
	return ""
}

// HasSign says whether a sign in a text may turn it round: "🚫 Friends".
func HasSign(text string) bool { return forbids([]string{text}) != "" }

// crosses are signs by which a control shows that it is off.
const crosses = "⊘❌❎✖✗✘✕╳"

// pictures returns the signs beside a control, without those that show its state.
func pictures(l Label) []string {
	var out []string
	for _, sign := range l.Signs {
		if l.State == sight.Off {
			sign = strings.Map(func(r rune) rune {
				if strings.ContainsRune(crosses, r) {
					return -1
				}
				return r
			}, sign)
		}
		if l.State != sight.Off && strings.HasSuffix(sign, "_off") {
			sign = "🔕" // the name of an icon in a font: notifications_off
		}
		out = append(out, sign)
	}
	return out
}
