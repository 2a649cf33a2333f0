package meaning

import "slices"

// token is a phrase that was found in a text.
type token struct {
	class class
	// at is the number of its first word.
	at    int
	words []string
	// marks are the concepts that it has a word of.
	marks []mark
}

// text returns the words of a token for a message.
func (t token) text() string { return joined(t.words) }

// scan finds the known phrases of a language in a text, the longest first, from left to
// right. It returns the words that are in none, neighbors joined.
func (l *language) scan(in []string, s *Subject) (tokens []token, unknown []string) {
	used := make([]bool, len(in))
	var strange []string
	flush := func() {
		if len(strange) > 0 {
			unknown = append(unknown, joined(strange))
			strange = nil
		}
	}
	for i := 0; i < len(in); i++ {
		if used[i] {
			flush()
			continue
		}
		t, tail := l.longest(in, used, i, s)
		if t.words == nil {
			strange = append(strange, in[i])
			continue
		}
		flush()
		for j := i; j < i+len(t.words); j++ {
			used[j] = true
		}
		for j := range tail.n {
			used[tail.at+j] = true
			t.words = append(slices.Clip(t.words), in[tail.at+j])
		}
		tokens = append(tokens, t)
		i += len(t.words) - tail.n - 1
	}
	flush()
	return tokens, unknown
}

// span is where the tail of a phrase stands.
type span struct{ at, n int }

// longest returns the longest known phrase that begins at a word; its marks are those of
// all concepts in it.
func (l *language) longest(in []string, used []bool, i int, s *Subject) (token, span) {
	out, tail, size := token{at: i}, span{}, 0
	lists := [][]phrase{l.phrases[in[i]]}
	if s != nil && s.also[l.tag] != nil {
		lists = append(lists, s.also[l.tag].phrases[in[i]])
	}
	for _, list := range lists {
		for _, p := range list {
			if p.size() < size || p.size() == size && p.class <= out.class || !starts(in, used, i, p.head) {
				continue
			}
			at := i
			if len(p.tail) > 0 {
				if at = find(in, used, i+len(p.head), p.tail); at < 0 {
					continue
				}
			}
			out.class, out.words, tail, size = p.class, in[i:i+len(p.head)], span{at, len(p.tail)}, p.size()
		}
	}
	if s == nil {
		return out, tail
	}
	general := size
	for _, m := range s.words[l.tag][in[i]] {
		if len(m.phrase) > size && starts(in, used, i, m.phrase) {
			out.class, out.words, tail, size = topic, in[i:i+len(m.phrase)], span{}, len(m.phrase)
		}
	}
	end := i + len(out.words)
	if tail.n > 0 && tail.at == end {
		end += tail.n
	}
	for j := i; j < end; j++ {
		if size > general { // a word of the subject keeps the direction of what is in it
			for _, p := range l.phrases[in[j]] {
				if p.class >= permit && p.class != beside && len(p.tail) == 0 && j+len(p.head) <= end && starts(in, used, j, p.head) {
					out.class = max(out.class, p.class)
				}
			}
		}
		for _, m := range s.words[l.tag][in[j]] {
			if starts(in, used, j, m.phrase) && j+len(m.phrase) <= end {
				out.marks = append(out.marks, m)
			}
		}
	}
	for j := max(tail.at, end); j < tail.at+tail.n; j++ {
		for _, m := range s.words[l.tag][in[j]] {
			if starts(in, used, j, m.phrase) && j+len(m.phrase) <= tail.at+tail.n {
				out.marks = append(out.marks, m)
			}
		}
	}
	if len(out.marks) > 0 && out.class < topic {
		out.class = topic
	}
	return out, tail
}

func starts(in []string, used []bool, i int, phrase []string) bool {
	if i+len(phrase) > len(in) {
		return false
	}
	for j, w := range phrase {
		if used[i+j] || in[i+j] != w {
			return false
		}
	}
	return true
}

func find(in []string, used []bool, from int, phrase []string) int {
	for i := from; i < len(in); i++ {
		if starts(in, used, i, phrase) {
			return i
		}
	}
	return -1
}
