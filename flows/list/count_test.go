package list

import "testing"

func TestCountRows(t *testing.T) {
	for text, want := range map[string]int{
		"1–20 of 57": 57, "21-40 von 57": 57, "1 - 20 / 57": 57, "Showing 20 of 57 vendors": 57,
		"Page 1 of 3": 0, "Step 2 of 3": 0, "2020-2024 of 2026": 0, "1-20": 0, "3 of 57": 0, "10/11/2026": 0, "1.5-2 of 9": 0,
	} {
		if got := countRows([]string{text}, 20); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
