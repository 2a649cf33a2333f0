// Package presentation says what a report means to a person: what a setting, a page, a
// value and a result is called, which settings stand together, what a change takes away
// from the person, and what to do next. The terminal, the HTML report and the local page
// all use it, so that they use the same words. It is pure: from a report, a catalogue and
// a locale it makes texts, and it draws, prints and decides nothing. A [Vocabulary] names
// things; [Vocabulary.Groups] arranges the settings of an account by page;
// [Vocabulary.Next] is the advice. The words themselves are the message files of package
// locale.
package presentation
