// Package record is what runs have done, and what is made of it: the ledger that
// writes a change down before it is made, the memory of values that a check compares
// with, the history, what an undo sets back, and receipts. It holds no format: files
// are read and written by packages journal and receipt. It looks at no page.
//
// A [Ledger] is told of every change before and after. A [Memory] holds the values
// that were recorded last. A [Relay] is the ledger of an account that may be begun
// twice, since its browser may be lost.
package record
