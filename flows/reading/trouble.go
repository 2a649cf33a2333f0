package reading

func AnyTroubled(readings []*Setting) bool {
	for _, r := range readings {
		for _, p := range r.Parts {
			if p.Result.Trouble() {
				return true
			}
		}
	}
	return false
}
