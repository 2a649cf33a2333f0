package selectors

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns up to three known words that a person may have meant by word, the
// likeliest first: words that differ by a few typos, or that contain word ("playback"
// for "privacy.playback-data").
func Nearest(word string, of []string) []string {
	const most = 3
	type guess struct {
		word     string
		distance int
	}
	word = strings.ToLower(word)
	if word == "" {
		return nil
	}
	var guesses []guess
	for _, known := range of {
		low := strings.ToLower(known)
		distance := levenshtein.ComputeDistance(word, low)
		// Two swapped letters count as two typos. In a word as short as "off", that
		// would fit any other word.
		limit := 1
		if length := len([]rune(low)); length > 3 {
			limit = max(2, length/3)
		}
		if len(word) >= 3 && strings.Contains(low, word) {
			distance = min(distance, limit)
		}
		if distance <= limit {
			guesses = append(guesses, guess{known, distance})
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(a.distance, b.distance) })
	var words []string
	for _, g := range guesses[:min(most, len(guesses))] {
		words = append(words, g.word)
	}
	return words
}

// didYouMean returns the end of an error about an unknown word: the nearest known word,
// or nothing.
func didYouMean(word string, of []string) string {
	near := Nearest(word, of)
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", near[0])
}
