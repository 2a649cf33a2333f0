// Package record is about what runs did: the ledger that records a change before it is
// made, the memory of values that a check compares with, the history, what an undo sets
// back, and receipts; and which unknown controls and wordings earlier runs have seen. The
// formats of journals and receipts are those of their own packages. It reads no page.
//
// A [Ledger] is told of every change before and after it is made. A [Memory] holds the
// values that were recorded last. A [RetryLedger] is for an account that may need a second
// try, because its browser may be lost.
package record
